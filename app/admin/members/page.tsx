import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { FilterText } from "@/components/admin/filter-text";
import { ListFilter } from "@/components/admin/list-filter";
import { MemberList } from "@/components/admin/member-list";
import { Choice } from "@/components/ui/choice";
import { PageLinks } from "@/components/ui/page-links";
import { isAdmin } from "@/lib/members/rules";
import { listMembers } from "@/lib/members/standing/queries";
import { memberParamsSchema } from "@/lib/members/standing/schema";
import { getViewer } from "@/lib/session";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for admins.
export const instant = false;

export const metadata: Metadata = { title: "Members", robots: { index: false, follow: false } };

const DONE: Record<string, string> = {
  role: "The role is changed.",
  "ban-on": "The account is closed for writing; its votes do not count any more.",
  "ban-off": "The ban is lifted; the votes count again.",
};

const STANDINGS = [
  ["", "all"],
  ["member", "members"],
  ["editor", "editors"],
  ["admin", "admins"],
  ["banned", "banned"],
] as const;

export default async function MembersPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isAdmin(viewer)) return <EditorsOnly viewer={viewer} title="Members" next="/admin/members" />;
  const { done, ...params } = memberParamsSchema.parse(query);
  const { members, next } = await listMembers(params);
  const path = (after: string) =>
    `/admin/members?${new URLSearchParams({ q: params.q, standing: params.standing, after })}`;
  return (
    <AdminPage
      viewer={viewer}
      title="Members"
      current="/admin/members"
      opening="Who may do what. Each change stands in the audit log; a ban takes the member’s votes out of every count until it is lifted."
      notice={DONE[done]}
    >
      <ListFilter action="/admin/members">
        <FilterText name="q" label="Handle, name or address" value={params.q} />
        <Choice name="standing" label="Show" value={params.standing} options={STANDINGS} />
      </ListFilter>
      {members.length > 0 ? <MemberList members={members} /> : <p className="none mt-5">No member is like this.</p>}
      <PageLinks
        label="Pages of the list"
        first={params.after ? { href: path(""), text: "First page" } : null}
        next={next ? { href: path(next), text: "Next page" } : null}
      />
    </AdminPage>
  );
}
