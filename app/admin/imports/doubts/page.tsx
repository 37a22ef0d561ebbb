import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { DoubtList } from "@/components/imports/doubt-list";
import { formatWholeNumber } from "@/lib/format";
import { listImportDoubts } from "@/lib/imports/doubts/queries";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Doubtful rows", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const SHOWN = 50;
const DONE: Record<string, string> = {
  matched: "The row and the tool are one now, also for later imports.",
  separate: "The row is a tool of its own now.",
  dismissed: "The row is passed over from now on.",
};

export default async function DoubtsPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer)) {
    return <EditorsOnly viewer={viewer} title="Doubtful rows" next="/admin/imports/doubts" />;
  }
  const { doubts, total } = await listImportDoubts(SHOWN);
  return (
    <AdminPage
      viewer={viewer}
      title="Doubtful rows"
      current="/admin/imports"
      opening="Rows of data sets that may be a tool we have. What you decide is remembered and done at once."
      notice={typeof query.done === "string" ? DONE[query.done] : null}
    >
      {total > SHOWN && (
        <p>
          The oldest {SHOWN} of {formatWholeNumber(total)}.
        </p>
      )}
      {doubts.length > 0 ? <DoubtList doubts={doubts} /> : <p className="none">No row is doubtful.</p>}
      <p className="mt-6">
        <a href="/admin/imports">Imports</a>
      </p>
    </AdminPage>
  );
}
