import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { RunProgress } from "@/components/imports/run-progress";
import { RunReport } from "@/components/imports/run-report";
import { getImportRun } from "@/lib/imports/queries";
import { runTime, runWord } from "@/lib/imports/rules";
import { runIdSchema } from "@/lib/imports/schema";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

// Made for each request: it is for editors, and tells how far a run is.
export const instant = false;

export const metadata: Metadata = { title: "Import", robots: { index: false } };

type Props = { params: Promise<{ run: string }> };

export default async function ImportRunPage({ params }: Props) {
  const [{ run: number }, sent] = await Promise.all([params, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer)) {
    return <EditorsOnly viewer={viewer} title="Import" next={`/admin/imports/${number}`} />;
  }
  const id = runIdSchema.safeParse(number);
  const run = id.success ? await getImportRun(id.data) : null;
  if (!run) notFound();
  const isRunning = run.status === "running";
  return (
    <AdminPage
      viewer={viewer}
      title={`${run.sourceName}: ${runWord(run)}`}
      current="/admin/imports"
      opening={runTime(run)}
    >
      <p className="text-soft">
        {run.fileName}, version {run.version}
        {run.by && `, by ${run.by}`}. <a href="/admin/imports">All imports</a>
      </p>
      {isRunning && (
        <>
          <noscript>
            <meta httpEquiv="refresh" content="3" />
            <a href={`/admin/imports/${run.id}`}>Look again</a>
          </noscript>
          <RunProgress run={run.id} done={run.done} size={run.size} />
        </>
      )}
      <RunReport run={run} />
    </AdminPage>
  );
}
