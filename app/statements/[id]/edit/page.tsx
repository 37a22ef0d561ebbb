import type { Metadata } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/layout/missing-page";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { StatementForm } from "@/components/statements/statement-form";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { getViewer } from "@/lib/session";
import { getOwnStatement } from "@/lib/statements/drafts/queries";
import { EDIT_MINUTES, faultsOf } from "@/lib/statements/drafts/rules";
import { formParamsSchema } from "@/lib/statements/drafts/schema";
import { statementIdSchema } from "@/lib/statements/schema";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it is the signed-in member's own, with what was typed.
export const instant = false;

export const metadata: Metadata = { title: "Edit a statement", robots: { index: false, follow: false } };

export default async function EditStatementPage({ params, searchParams }: Props) {
  const { id } = await params;
  const asked = statementIdSchema.safeParse({ statement: id });
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!asked.success) return <MissingPage kind="other" near={[]} />;
  const viewer = await getViewer(await headers());
  if (!viewer) return <SignInFirst title="Edit a statement" next={`/statements/${id}/edit`} />;
  const statement = await getOwnStatement(viewer.id, asked.data.statement);
  if (!statement || (statement.status !== "published" && statement.status !== "waiting"))
    return <MissingPage kind="other" near={[]} />;
  const { checked, lost, refused: _refused, kind: _kind, ...sent } = formParamsSchema.parse(await searchParams);
  const { text, note, version, sourceUrl } = statement;
  const typed = checked ? sent : { text, note: note ?? "", version: version ?? "", source: sourceUrl ?? "" };
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>
          Edit your {statement.kind} of {statement.tool.name}
        </h1>
        <p>
          Within {EDIT_MINUTES} minutes of writing it, or while nobody else voted for it.{" "}
          <a href="/statements">All of yours</a>
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      {statement.isEditable ? (
        <StatementForm
          subject={{ statement: statement.id }}
          kind={statement.kind}
          typed={typed}
          faults={checked ? faultsOf(typed) : {}}
          isNoteLost={lost}
        />
      ) : (
        <p className="mt-5">Others voted for these words. You can withdraw the statement and write another.</p>
      )}
    </div>
  );
}
