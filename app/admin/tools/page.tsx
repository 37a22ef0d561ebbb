import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { BulkBar } from "@/components/admin/bulk-bar";
import { EditorsOnly } from "@/components/admin/editors-only";
import { ToolFilters } from "@/components/admin/tool-filters";
import { ToolTable } from "@/components/admin/tool-table";
import { PageLinks } from "@/components/ui/page-links";
import { formatNumberOf } from "@/lib/format";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { listTableChoices, listTableRows } from "@/lib/tools/table/queries";
import { tablePath } from "@/lib/tools/table/rules";
import { tableParamsSchema } from "@/lib/tools/table/schema";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "All tools", robots: { index: false, follow: false } };

const DONE: Record<string, string> = {
  move: "moved",
  remove: "taken off the site",
  "bring-back": "brought back to the site",
};

export default async function AdminToolsPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="All tools" next="/admin/tools" />;
  const params = tableParamsSchema.parse(query);
  const [{ rows, total, next }, choices] = await Promise.all([listTableRows(params), listTableChoices()]);
  const done = typeof query.done === "string" ? DONE[query.done] : undefined;
  return (
    <AdminPage
      viewer={viewer}
      title="All tools"
      current="/admin/tools"
      opening="Filters and order stand in the address: keep it as a bookmark, or send it to another editor."
      notice={done && `${formatNumberOf(Number(query.count) || 0, "tool")} ${done}.`}
    >
      <ToolFilters params={params} choices={choices} />
      <p className="text-faint mt-4">{formatNumberOf(total, "tool")}</p>
      {rows.length > 0 ? (
        <form action="/api/admin/tools/bulk" method="post">
          <ToolTable rows={rows} params={params} />
          <BulkBar choices={choices} back={tablePath(params, { after: params.after })} />
        </form>
      ) : (
        <p className="none mt-5">
          No tool is like this. <a href="/admin/tools">Show all tools</a>
        </p>
      )}
      <PageLinks
        label="Pages of the table"
        first={params.after === null ? null : { href: tablePath(params), text: "First page" }}
        next={next === null ? null : { href: tablePath(params, { after: next }), text: "Next page" }}
      />
    </AdminPage>
  );
}
