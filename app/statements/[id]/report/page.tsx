import type { Metadata } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/layout/missing-page";
import { ReportForm } from "@/components/statements/report-form";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { getViewer } from "@/lib/session";
import { statementPath } from "@/lib/statements/drafts/rules";
import { getReportable } from "@/lib/statements/reports/queries";
import { statementIdSchema } from "@/lib/statements/schema";

type Props = { params: Promise<{ id: string }> };

// Made for each request: it says whether the signed-in member reported the statement before.
export const instant = false;

export const metadata: Metadata = { title: "Report a statement", robots: { index: false, follow: false } };

export default async function ReportStatementPage({ params }: Props) {
  const { id } = await params;
  const asked = statementIdSchema.safeParse({ statement: id });
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!asked.success) return <MissingPage kind="other" near={[]} />;
  const viewer = await getViewer(await headers());
  if (!viewer) return <SignInFirst title="Report a statement" next={`/statements/${id}/report`} />;
  const found = await getReportable(asked.data.statement, viewer.id);
  if (!found) return <MissingPage kind="other" near={[]} />;
  const { text, tool, isOwn, isReported } = found;
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>Report a statement</h1>
        <p>
          “{text}”, on <a href={statementPath(tool.slug, asked.data.statement)}>{tool.name}</a>
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      {isOwn ? (
        <p className="mt-5">
          This one is yours: you can <a href="/statements">edit or withdraw it</a>.
        </p>
      ) : isReported ? (
        <p className="mt-5" role="status">
          You reported this statement. An editor will look at it.
        </p>
      ) : (
        <ReportForm statement={asked.data.statement} />
      )}
    </div>
  );
}
