import type { Metadata } from "next";
import { headers } from "next/headers";
import { z } from "zod";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { UndoMerge } from "@/components/admin/undo-merge";
import { MissingPage } from "@/components/layout/missing-page";
import { HistoryList } from "@/components/revisions/history-list";
import { PageLinks } from "@/components/ui/page-links";
import { isEditor } from "@/lib/members/rules";
import { getManagedTool, listStandingMerges } from "@/lib/merges/queries";
import { listToolHistory } from "@/lib/revisions/queries";
import { getViewer } from "@/lib/session";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: its buttons are for editors.
export const instant = false;

export const metadata: Metadata = { title: "History of a tool", robots: { index: false, follow: false } };

const DONE = { statement: "The statement stands on the page as it did then." };

const paramsSchema = z.object({
  after: z.coerce.number().int().min(0).max(999_999_999).catch(0),
  done: z.literal("statement").nullable().catch(null),
  restored: z.coerce.number().int().positive().nullable().catch(null),
});

export default async function ToolHistoryPage({ params, searchParams }: Props) {
  const [{ slug }, query, sent] = await Promise.all([params, searchParams, headers()]);
  const viewer = await getViewer(sent);
  const path = `/admin/tools/${slug}/history`;
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="History of a tool" next={path} />;
  const { after, done, restored } = paramsSchema.parse(query);
  const [tool, history] = await Promise.all([getManagedTool(slug), listToolHistory(slug, after)]);
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!tool || tool.isRemoved || !history) return <MissingPage kind="tools" near={[]} />;
  const [toolMerges, statementMerges] = await Promise.all([
    listStandingMerges("tool", tool.id),
    listStandingMerges("statement", tool.id),
  ]);
  const merges = new Map([...toolMerges, ...statementMerges].map((merge) => [merge.revision, merge]));
  return (
    <AdminPage
      viewer={viewer}
      title={`History of ${tool.name}`}
      current="/admin/tools"
      notice={restored === null ? done && DONE[done] : `The tool stands as it did in revision ${restored} again.`}
      opening={
        <>
          What is restored becomes a new revision. <a href={`/tools/${slug}`}>Its page</a> ·{" "}
          <a href={`/admin/tools/${slug}/edit`}>Edit it</a>
        </>
      }
    >
      <HistoryList entries={history.entries} heading="h2" tool={slug}>
        {({ id, subject, number, restorableId }) => {
          const merge = merges.get(id);
          return (
            <>
              {subject === "tool" && number < history.revision && (
                <form action="/api/tools/restore" method="post">
                  <input type="hidden" name="tool" value={slug} />
                  <input type="hidden" name="base" value={history.revision} />
                  <button type="submit" className="pill" name="number" value={number}>
                    Restore<span className="sr-only"> revision {number}</span>
                  </button>
                </form>
              )}
              {restorableId !== null && (
                <form action="/api/statements/restore" method="post">
                  <input type="hidden" name="statement" value={restorableId} />
                  <button type="submit" className="pill" name="number" value={number}>
                    Restore<span className="sr-only"> these words</span>
                  </button>
                </form>
              )}
              {merge?.isNewest && subject !== "stackup" && <UndoMerge kind={subject} revision={id} name={merge.name} />}
            </>
          );
        }}
      </HistoryList>
      <PageLinks
        label="Pages of the history"
        first={after === 0 ? null : { href: path, text: "Newest changes" }}
        next={history.next ? { href: `${path}?after=${history.next}`, text: "Earlier changes" } : null}
      />
    </AdminPage>
  );
}
