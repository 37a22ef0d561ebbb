import { notFound } from "next/navigation";
import { getStack } from "@/lib/stacks/queries";
import { type StackPage, stackSlugSchema } from "@/lib/stacks/schema";

/** What a page of a stack is asked with. */
export type StackProps = { params: Promise<{ slug: string }> };

/** The stack that an address names; where none is, the page is missing (404). */
export async function readStack({ params }: StackProps): Promise<StackPage> {
  const asked = stackSlugSchema.safeParse((await params).slug);
  const stack = asked.success ? await getStack(asked.data) : null;
  return stack ?? notFound();
}
