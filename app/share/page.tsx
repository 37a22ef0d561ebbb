import type { Metadata } from "next";
import { headers } from "next/headers";
import { OwnStackList } from "@/components/stacks/own-stack-list";
import { StackEditor } from "@/components/stacks/stack-editor";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { listCategories } from "@/lib/categories/queries";
import { getViewer } from "@/lib/session";
import { getDraft, listOwnStacks } from "@/lib/stacks/forms/queries";
import { emptyForm } from "@/lib/stacks/forms/rules";
import { checkForm, formQuerySchema } from "@/lib/stacks/forms/schema";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is the member's own, with what was typed.
export const instant = false;

export const metadata: Metadata = { title: "Share your stack", robots: { index: false } };

export default async function SharePage({ searchParams }: Props) {
  const asked = formQuerySchema.parse(await searchParams);
  const viewer = await getViewer(await headers());
  if (!viewer) return <SignInFirst title="Share your stack" next="/share" />;
  const [draft, own, tree] = await Promise.all([getDraft(viewer.id, ""), listOwnStacks(viewer.id), listCategories()]);
  const form = draft?.form ?? emptyForm;
  const checked = asked.checked ? checkForm(form) : null;
  const faults = checked && "faults" in checked ? checked.faults : {};
  if (asked.taken) faults.name = "You have a stack of this name. Choose another name, or change that one.";
  return (
    <div className="wrap">
      <div className="title mt-6">
        <h1>Share your stack</h1>
        <p>
          What you build with, and why: it is counted on the pages of its tools, and others see what goes together. It
          can be shared by <a href="/docs/share">command line or API</a> too.
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      {asked.done === "deleted" && (
        <p className="note done mt-4" role="status">
          The stack is deleted.
        </p>
      )}
      <StackEditor slug="" form={form} draftedAt={draft?.at} faults={faults} tree={tree} asked={asked} />
      {own.length > 0 && (
        <section className="section" aria-labelledby="own">
          <h2 id="own">Your stacks</h2>
          <OwnStackList stacks={own} />
        </section>
      )}
    </div>
  );
}
