import type { Metadata } from "next";
import { headers } from "next/headers";
import { DecisionForm } from "@/components/decisions/decision-form";
import { OwnDecisionList } from "@/components/decisions/own-decision-list";
import { MissingPage } from "@/components/layout/missing-page";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { getDecisionDraft } from "@/lib/decisions/drafts/queries";
import { decisionQuerySchema } from "@/lib/decisions/drafts/schema";
import { listOwnDecisions } from "@/lib/decisions/queries";
import { notesOfForm } from "@/lib/decisions/rules";
import { getViewer } from "@/lib/session";
import { listOwnStacks } from "@/lib/stacks/forms/queries";
import { getCompared } from "@/lib/stackups/documents/queries";
import { stackupTitle } from "@/lib/stackups/rules";

type Props = {
  params: Promise<{ pair: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it lists the member's own stacks.
export const instant = false;

export const metadata: Metadata = { title: "Record a decision", robots: { index: false, follow: false } };

export default async function DecidePage({ params, searchParams }: Props) {
  const compared = await getCompared((await params).pair);
  const { refused } = decisionQuerySchema.parse(await searchParams);
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!compared) return <MissingPage kind="other" near={[]} />;
  const { slug, tools } = compared;
  const viewer = await getViewer(await headers());
  const title = `Record a decision: ${stackupTitle(tools)}`;
  if (!viewer) return <SignInFirst title={title} next={`/stackups/${slug}/decide`} />;
  const [stacks, decisions, draft] = await Promise.all([
    listOwnStacks(viewer.id),
    listOwnDecisions(viewer.id),
    refused ? getDecisionDraft(viewer.id, { pair: slug }) : null,
  ]);
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>{title}</h1>
        <p>
          Why you chose one of them, for those who choose next. It is yours: you can change it, delete it, and take it
          along as an ADR. <a href={`/stackups/${slug}`}>Back to the comparison</a>
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      <DecisionForm
        subject={{ pair: slug }}
        options={tools}
        typed={
          draft?.typed ?? {
            ...{ title: "", context: "", chosen: "", reasons: "", revisitOn: "", visibility: "public", stack: "" },
            decidedOn: new Date().toISOString().slice(0, 10),
          }
        }
        notes={draft ? notesOfForm(draft.typed) : []}
        refusal={draft}
        stacks={stacks.filter((stack) => !stack.isRemoved)}
      />
      <OwnDecisionList decisions={decisions} />
    </div>
  );
}
