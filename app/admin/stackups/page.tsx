import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { StackupPicker } from "@/components/stackups/stackup-picker";
import { WrittenList } from "@/components/stackups/written-list";
import { SectionHead } from "@/components/ui/section-head";
import { formatNumberOf } from "@/lib/format";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { listWrittenStackups } from "@/lib/stackups/documents/queries";
import { type StackupFilter, stackupFilters, stackupListParamsSchema } from "@/lib/stackups/documents/schema";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Stackups", robots: { index: false, follow: false } };

const FILTER_LABELS: Record<StackupFilter, string> = {
  all: "All on the site",
  old: "With claims older than a year",
  edited: "Edited here",
  removed: "Off the site",
};

export default async function AdminStackupsPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Stackups" next="/admin/stackups" />;
  const { q, filter, unknown } = stackupListParamsSchema.parse(query);
  const { stackups, total } = await listWrittenStackups(q, filter);
  return (
    <AdminPage
      viewer={viewer}
      title="Stackups"
      current="/admin/stackups"
      opening={
        <>
          Comparisons whose differences somebody wrote, those with the oldest sources first.{" "}
          <a href="#write">Write one</a>
        </>
      }
    >
      <form className="searchbox" action="/admin/stackups">
        <label className="sr-only" htmlFor="q">
          Words of the tools’ names
        </label>
        <input id="q" name="q" type="search" defaultValue={q} placeholder="Names of tools" />
        {filter !== "all" && <input type="hidden" name="filter" value={filter} />}
        <button type="submit" className="button">
          Search
        </button>
      </form>
      <p className="row-tools mt-4">
        {stackupFilters.map((one) => (
          <a
            key={one}
            className="pill"
            href={`/admin/stackups?${new URLSearchParams({ ...(q ? { q } : {}), filter: one })}`}
            aria-current={one === filter ? "true" : undefined}
          >
            {FILTER_LABELS[one]}
          </a>
        ))}
      </p>
      <p className="mt-4 text-faint">
        {formatNumberOf(total, "stackup")}
        {total > stackups.length && `, the first ${stackups.length} are shown`}
      </p>
      <WrittenList stackups={stackups} />
      <section className="section" aria-labelledby="write">
        <SectionHead id="write" title="Write one" />
        <StackupPicker unknown={unknown ?? null} />
      </section>
    </AdminPage>
  );
}
