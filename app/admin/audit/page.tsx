import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { AuditList } from "@/components/admin/audit-list";
import { EditorsOnly } from "@/components/admin/editors-only";
import { FilterText } from "@/components/admin/filter-text";
import { ListFilter } from "@/components/admin/list-filter";
import { Choice } from "@/components/ui/choice";
import { PageLinks } from "@/components/ui/page-links";
import { listAuditActions, listAuditEntries } from "@/lib/audit/queries";
import { auditParamsSchema } from "@/lib/audit/schema";
import { isAdmin } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for admins.
export const instant = false;

export const metadata: Metadata = { title: "Audit log", robots: { index: false, follow: false } };

export default async function AuditPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isAdmin(viewer)) return <EditorsOnly viewer={viewer} title="Audit log" next="/admin/audit" />;
  const params = auditParamsSchema.parse(query);
  const [{ entries, next }, actions] = await Promise.all([listAuditEntries(params), listAuditActions()]);
  const path = (before?: number) =>
    `/admin/audit?${new URLSearchParams({ action: params.action, actor: params.actor, ...(before ? { before: String(before) } : {}) })}`;
  return (
    <AdminPage
      viewer={viewer}
      title="Audit log"
      current="/admin/audit"
      opening="What was done that is no content: roles, bans, merges, imports. Entries can be added and never changed."
    >
      <ListFilter action="/admin/audit">
        <Choice
          name="action"
          label="Action"
          value={params.action}
          options={[["", "all"], ...actions.map((action) => [action, action] as const)]}
        />
        <FilterText name="actor" label="Done by" value={params.actor} />
      </ListFilter>
      {entries.length > 0 ? <AuditList entries={entries} /> : <p className="none mt-5">No entry is like this.</p>}
      <PageLinks
        label="Pages of the log"
        first={params.before === null ? null : { href: path(), text: "Newest" }}
        next={next === null ? null : { href: path(next), text: "Older" }}
      />
    </AdminPage>
  );
}
