import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { StaleList } from "@/components/admin/stale-list";
import { PageLinks } from "@/components/ui/page-links";
import { formatWholeNumber } from "@/lib/format";
import { getStaleCounts, listStale } from "@/lib/freshness/queries";
import { freshnessParamsSchema, QUIET_MONTHS, STALE_DAYS, type StaleKind, staleKinds } from "@/lib/freshness/schema";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Freshness", robots: { index: false, follow: false } };

const WORDS: Record<StaleKind, { tab: string; opening: string }> = {
  facts: { tab: "Facts", opening: `Facts whose source was opened more than ${STALE_DAYS} days ago, oldest first.` },
  lifecycle: {
    tab: "Lifecycles",
    opening: `Tools said to be active whose repository is gone, archived or without a push for ${QUIET_MONTHS} months.`,
  },
  moved: { tab: "Moved repositories", opening: "Tools whose repository has another name now than their facts say." },
  links: { tab: "Dead links", opening: "Sources and links whose address does not answer any more." },
  stackups: { tab: "Stackups", opening: `Written stackups with sources opened more than ${STALE_DAYS} days ago.` },
  vanished: { tab: "Vanished values", opening: "Imported values that a newer version of their data set has no more." },
};

export default async function FreshnessPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Freshness" next="/admin/freshness" />;
  const { list, after } = freshnessParamsSchema.parse(query);
  const [counts, { rows, next }] = await Promise.all([getStaleCounts(), listStale(list, after)]);
  return (
    <AdminPage viewer={viewer} title="Freshness" current="/admin/freshness" opening={WORDS[list].opening}>
      <nav className="row-tools" aria-label="Lists">
        {staleKinds.map((kind) => (
          <a
            key={kind}
            className="pill"
            href={`/admin/freshness?list=${kind}`}
            aria-current={kind === list ? "page" : undefined}
          >
            {WORDS[kind].tab} ({formatWholeNumber(counts[kind])})
          </a>
        ))}
      </nav>
      {rows.length > 0 ? <StaleList rows={rows} /> : <p className="none mt-5">Nothing here is stale.</p>}
      <PageLinks
        label="Pages of the list"
        first={after === null ? null : { href: `/admin/freshness?list=${list}`, text: "First page" }}
        next={
          next === null
            ? null
            : { href: `/admin/freshness?${new URLSearchParams({ list, after: next })}`, text: "Next page" }
        }
      />
    </AdminPage>
  );
}
