import { notFound, permanentRedirect } from "next/navigation";
import { findSlug, getTool } from "@/lib/tools/queries";
import type { ToolPage } from "@/lib/tools/schema";

/** What a page of a tool is asked with. */
export type ToolProps = { params: Promise<{ slug: string }> };

/**
 * The slug of the tool that an address names, for a page whose path ends in `tail` after it. An alias leads to the same page of the
 * tool's own slug (308); where no tool is, the page is missing (404).
 */
export async function readSlug({ params }: ToolProps, tail = ""): Promise<string> {
  const { slug } = await params;
  const own = await findSlug(slug);
  if (!own) notFound();
  if (own !== slug) permanentRedirect(`/tools/${own}${tail}`);
  return own;
}

/** The tool that an address names, found as readSlug does. */
export async function readTool(props: ToolProps, tail = ""): Promise<ToolPage> {
  return (await getTool(await readSlug(props, tail))) ?? notFound();
}
