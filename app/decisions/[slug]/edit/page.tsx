import type { Metadata } from "next";
import { headers } from "next/headers";
import { DecisionForm } from "@/components/decisions/decision-form";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { getDecisionDraft } from "@/lib/decisions/drafts/queries";
import { decisionQuerySchema } from "@/lib/decisions/drafts/schema";
import { getOwnDecision } from "@/lib/decisions/queries";
import { notesOfForm } from "@/lib/decisions/rules";
import { getViewer } from "@/lib/session";
import { listOwnStacks } from "@/lib/stacks/forms/queries";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it is the member's own.
export const instant = false;

export const metadata: Metadata = { title: "Change a decision", robots: { index: false, follow: false } };

export default async function EditDecisionPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { refused } = decisionQuerySchema.parse(await searchParams);
  const path = `/decisions/${slug}`;
  const viewer = await getViewer(await headers());
  if (!viewer) return <SignInFirst title="Change a decision" next={`${path}/edit`} />;
  const [decision, own, draft] = await Promise.all([
    getOwnDecision(viewer.id, slug),
    listOwnStacks(viewer.id),
    refused ? getDecisionDraft(viewer.id, { slug }) : null,
  ]);
  if (!decision) {
    return (
      <div className="wrap narrow">
        <div className="title mt-6">
          <h1>Change a decision</h1>
          <p>
            This decision is not yours.{" "}
            <a href={`/members/${viewer.handle}#decisions`}>Look at those that you recorded</a>
          </p>
        </div>
      </div>
    );
  }
  const { options, revisitOn, stack } = decision;
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>Change {decision.title}</h1>
        <p>
          <a href={path}>Back to the decision</a>
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      <DecisionForm
        subject={{ slug }}
        options={options}
        typed={
          draft?.typed ?? {
            ...decision,
            chosen: options.find((option) => option.isChosen)?.slug ?? "",
            revisitOn: revisitOn ?? "",
            stack: stack?.slug ?? "",
          }
        }
        notes={draft ? notesOfForm(draft.typed) : options.map(({ note }) => note)}
        refusal={draft}
        stacks={own.filter((one) => !one.isRemoved)}
      />
      <section className="section" aria-labelledby="whole">
        <h2 id="whole">The decision as a whole</h2>
        <form action="/api/decisions/delete" method="post" className="mt-4">
          <input type="hidden" name="slug" value={slug} />
          <button type="submit" className="button danger">
            Delete it
          </button>
        </form>
      </section>
    </div>
  );
}
