import type { Metadata } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/layout/missing-page";
import { OwnStatementList } from "@/components/statements/own-statement-list";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { StatementForm } from "@/components/statements/statement-form";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { getViewer } from "@/lib/session";
import { listNearStatements, listOwnWaiting } from "@/lib/statements/drafts/queries";
import { faultsOf } from "@/lib/statements/drafts/rules";
import { formParamsSchema, statementTextSchema } from "@/lib/statements/drafts/schema";
import { findSlug, getTool } from "@/lib/tools/queries";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it is the signed-in member's own, with what was typed.
export const instant = false;

export const metadata: Metadata = { title: "Add a pro or a con", robots: { index: false, follow: false } };

export default async function NewStatementPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const own = await findSlug(slug);
  const tool = own && (await getTool(own));
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!tool) return <MissingPage kind="tools" near={[]} />;
  const { kind, checked, lost, refused, ...typed } = formParamsSchema.parse(await searchParams);
  const path = `/tools/${tool.slug}/statements/new`;
  const viewer = await getViewer(await headers());
  if (!viewer) return <SignInFirst title={`Add a ${kind} of ${tool.name}`} next={`${path}?kind=${kind}`} />;
  const faults = checked ? faultsOf(typed) : {};
  const text = statementTextSchema.safeParse(typed.text).data;
  const near = checked && text ? await listNearStatements(tool.slug, kind, text) : [];
  const waiting = await listOwnWaiting(viewer.id, tool.slug);
  if (refused && near.length === 0 && !faults.text)
    faults.text = "The same words wait for an editor already, or an editor refused them.";
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>
          Add a {kind} of {tool.name}
        </h1>
        <p>
          What you know from using it. Others vote for it, and it stands on <a href={`/tools/${tool.slug}`}>its page</a>{" "}
          with your handle.
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      {checked && (Object.keys(faults).length > 0 || near.length > 0) && (
        <p className="mt-5" role="alert">
          <b>Not posted yet.</b>{" "}
          {near.length > 0 ? "Look at what stands there already." : "Something below is not right."}
        </p>
      )}
      <StatementForm
        subject={{ tool: tool.slug }}
        kind={kind}
        typed={typed}
        faults={faults}
        near={near}
        isNoteLost={lost}
      />
      {waiting.length > 0 && (
        <section className="section" aria-labelledby="waiting">
          <h2 id="waiting">Yours, waiting for an editor</h2>
          <p className="mt-2 text-soft">
            The first statements of a new member are looked at before they are shown.{" "}
            <a href="/statements">All of yours</a>
          </p>
          <OwnStatementList statements={waiting} />
        </section>
      )}
    </div>
  );
}
