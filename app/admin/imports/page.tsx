import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { ImportForm } from "@/components/imports/import-form";
import { RunList } from "@/components/imports/run-list";
import { SectionHead } from "@/components/ui/section-head";
import { formatNumberOf } from "@/lib/format";
import { listImportDoubts } from "@/lib/imports/doubts/queries";
import { hasRunningImport, listImportRuns } from "@/lib/imports/queries";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Imports", robots: { index: false } };

const RUNS = 30;

export default async function ImportsPage() {
  const viewer = await getViewer(await headers());
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Imports" next="/admin/imports" />;
  const [runs, isRunning, { total }] = await Promise.all([
    listImportRuns(RUNS),
    hasRunningImport(),
    listImportDoubts(1),
  ]);
  return (
    <AdminPage
      viewer={viewer}
      title="Imports"
      current="/admin/imports"
      opening="Data sets of others, brought in with their sources and licences. What an editor wrote always stays."
    >
      {isRunning ? (
        <p className="note kind">An import is under way. The next one can be sent when it is done.</p>
      ) : (
        <ImportForm />
      )}
      <section className="section" aria-labelledby="runs">
        <SectionHead id="runs" title="So far">
          <a href="/admin/imports/doubts">{formatNumberOf(total, "doubtful row")}</a>
        </SectionHead>
        <RunList runs={runs} />
      </section>
    </AdminPage>
  );
}
