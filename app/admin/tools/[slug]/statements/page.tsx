import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { MergeForm } from "@/components/admin/merge-form";
import { MergeLines } from "@/components/admin/merge-lines";
import { StandingMerges } from "@/components/admin/standing-merges";
import { StatementMergeChoice } from "@/components/admin/statement-merge-choice";
import { isEditor } from "@/lib/members/rules";
import { getManagedTool, listStandingMerges } from "@/lib/merges/queries";
import { findMergeablePair } from "@/lib/merges/rules";
import { statementPairSchema } from "@/lib/merges/schema";
import { listMergeable, listStatementMergeLines } from "@/lib/merges/statements/queries";
import { getViewer } from "@/lib/session";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Merge pros and cons", robots: { index: false, follow: false } };

const DONE: Record<string, string> = {
  merged: "They are one now. That can be undone below.",
  undone: "The merge is undone: both stand on the page with their votes as before.",
};

export default async function StatementsPage({ params, searchParams }: Props) {
  const [{ slug }, query, sent] = await Promise.all([params, searchParams, headers()]);
  const viewer = await getViewer(sent);
  const path = `/admin/tools/${slug}/statements`;
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Merge pros and cons" next={path} />;
  const tool = await getManagedTool(slug);
  if (!tool) notFound();
  const chosen = statementPairSchema.parse(query);
  const [statements, merges] = await Promise.all([listMergeable(tool.id), listStandingMerges("statement", tool.id)]);
  const pair = findMergeablePair(statements, chosen);
  const lines = pair ? await listStatementMergeLines(tool.id, chosen) : [];
  return (
    <AdminPage
      viewer={viewer}
      title={`Pros and cons of ${tool.name}`}
      current="/admin/tools"
      opening="Two that say the same become one, and who voted for both counts once. You see what would move before anything does."
      notice={typeof query.done === "string" ? DONE[query.done] : null}
    >
      {statements.length > 0 ? (
        <StatementMergeChoice action={path} statements={statements} {...chosen} />
      ) : (
        <p className="none">Nobody wrote any yet.</p>
      )}
      {pair ? (
        <>
          <p className="mt-4">
            <b>{pair.loser.text}</b> leaves the page and becomes one with <b>{pair.winner.text}</b>.
          </p>
          <MergeLines lines={lines} />
          <MergeForm kind="statement" {...chosen} button="Make one of both" />
        </>
      ) : (
        (chosen.winner > 0 || chosen.loser > 0) && (
          <p className="none mt-4" role="status">
            Choose two different pros or two different cons that stand on the page.
          </p>
        )
      )}
      {merges.length > 0 && <StandingMerges kind="statement" title="Became one with another" merges={merges} />}
    </AdminPage>
  );
}
