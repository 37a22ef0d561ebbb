import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { JobList } from "@/components/jobs/job-list";
import { SyncTargetList } from "@/components/jobs/sync-target-list";
import { SectionHead } from "@/components/ui/section-head";
import { getJobBoard } from "@/lib/jobs/queries";
import { JOBS } from "@/lib/jobs/rules";
import { jobNameSchema } from "@/lib/jobs/schema";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { getSyncBoard } from "@/lib/sync/queries";

// Made for each request: it shows what the worker does now.
export const instant = false;

export const metadata: Metadata = { title: "Jobs", robots: { index: false, follow: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function JobsPage({ searchParams }: Props) {
  const viewer = await getViewer(await headers());
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Jobs" next="/admin/jobs" />;
  const asked = jobNameSchema.safeParse((await searchParams).asked).data;
  const [board, targets] = await Promise.all([getJobBoard(), getSyncBoard()]);
  return (
    <AdminPage
      viewer={viewer}
      title="Jobs"
      current="/admin/jobs"
      opening="What the worker does by itself. Each run keeps a record; a job that failed leaves the last good figures with their date."
      notice={
        asked &&
        `${JOBS[asked].title} was asked for. It begins within seconds: load this page again to see what came of it.`
      }
    >
      <JobList board={board} />
      <section className="section" aria-labelledby="targets">
        <SectionHead id="targets" title="Where figures are read">
          what could not be read, or moved
        </SectionHead>
        <SyncTargetList board={targets} />
      </section>
    </AdminPage>
  );
}
