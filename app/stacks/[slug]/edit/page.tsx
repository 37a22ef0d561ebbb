import type { Metadata } from "next";
import { headers } from "next/headers";
import { StackEditor } from "@/components/stacks/stack-editor";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { listCategories } from "@/lib/categories/queries";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { getDraft, getOwnForm } from "@/lib/stacks/forms/queries";
import { checkForm, formQuerySchema } from "@/lib/stacks/forms/schema";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it is the member's own, with what was typed.
export const instant = false;

export const metadata: Metadata = { title: "Change a stack", robots: { index: false } };

const DONE = {
  public: "Everybody finds this stack now.",
  unlisted: "Only those who have its address find this stack now.",
  deleted: "",
};

export default async function EditStackPage({ params, searchParams }: Props) {
  const [{ slug }, query, sent] = await Promise.all([params, searchParams, headers()]);
  const asked = formQuerySchema.parse(query);
  const path = `/stacks/${slug}`;
  const viewer = await getViewer(sent);
  if (!viewer) return <SignInFirst title="Change a stack" next={`${path}/edit`} />;
  const [own, draft, tree] = await Promise.all([
    getOwnForm(viewer.id, slug),
    getDraft(viewer.id, slug),
    listCategories(),
  ]);
  if (!own || own.isRemoved) {
    return (
      <div className="wrap narrow">
        <div className="title mt-6">
          <h1>Change a stack</h1>
          <p>
            {own ? "An editor took this stack off the site." : "This stack is not yours."}{" "}
            <a href="/share">Look at those that you have</a>
          </p>
        </div>
        {!own && isEditor(viewer) && (
          <form action="/api/stacks/delete" method="post" className="mt-5">
            <input type="hidden" name="slug" value={slug} />
            <p className="mb-3">As an editor you can take it off the site. Its owner cannot share it again.</p>
            <button type="submit" className="button danger">
              Take {slug} off the site
            </button>
          </form>
        )}
      </div>
    );
  }
  const form = draft?.form ?? own.form;
  const checked = asked.checked ? checkForm(form) : null;
  const faults = checked && "faults" in checked ? checked.faults : {};
  const isPublic = own.form.visibility === "public";
  return (
    <div className="wrap">
      <div className="title mt-6">
        <h1>Change {own.form.name}</h1>
        <p>
          What comes and goes stands in <a href={`${path}/history`}>its history</a>.{" "}
          <a href={path}>Back to the stack</a>
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      {asked.done && (
        <p className="note done mt-4" role="status">
          {DONE[asked.done]}
        </p>
      )}
      <StackEditor slug={slug} form={form} draftedAt={draft?.at} faults={faults} tree={tree} asked={asked} />
      <section className="section" aria-labelledby="whole">
        <h2 id="whole">The stack as a whole</h2>
        <div className="row-tools mt-4">
          <form action="/api/stacks/visibility" method="post">
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="visibility" value={isPublic ? "unlisted" : "public"} />
            <button type="submit" className="button quiet">
              {isPublic ? "Make it unlisted" : "Make it public"}
            </button>
          </form>
          <form action="/api/stacks/delete" method="post">
            <input type="hidden" name="slug" value={slug} />
            <button type="submit" className="button danger">
              Delete it with its history
            </button>
          </form>
        </div>
      </section>
    </div>
  );
}
