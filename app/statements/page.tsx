import type { Metadata } from "next";
import { headers } from "next/headers";
import { OwnStatementList } from "@/components/statements/own-statement-list";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { listOwnStatements } from "@/lib/statements/drafts/queries";

// Made for each request: it is the signed-in member's own.
export const instant = false;

export const metadata: Metadata = { title: "Your pros and cons", robots: { index: false, follow: false } };

export default async function OwnStatementsPage() {
  const viewer = await getViewer(await headers());
  if (!viewer) return <SignInFirst title="Your pros and cons" next="/statements" />;
  const own = await listOwnStatements(viewer.id);
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>Your pros and cons</h1>
        <p>What you wrote of tools, newest first.</p>
      </div>
      {own.length > 0 ? (
        <OwnStatementList statements={own} />
      ) : (
        <p className="none mt-5">
          Nothing yet. Open <a href="/tools">a tool</a> that you use and add what you know of it.
        </p>
      )}
      {isEditor(viewer) && (
        <p className="mt-6">
          What waits for an editor stands in <a href="/admin/moderation">the moderation queue</a>.
        </p>
      )}
    </div>
  );
}
