import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { QueueItem } from "@/components/moderation/queue-item";
import { QueueKeys } from "@/components/moderation/queue-keys";
import { formatNumberOf } from "@/lib/format";
import { isEditor } from "@/lib/members/rules";
import { listQueue } from "@/lib/moderation/queries";
import { BULK_FORM } from "@/lib/moderation/schema";
import { getViewer } from "@/lib/session";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Moderation", robots: { index: false, follow: false } };

const DONE: Record<string, string> = {
  accept: "accepted",
  decline: "declined",
  merge: "became one with another; the history of its tool can undo that",
};

export default async function ModerationPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Moderation" next="/admin/moderation" />;
  const { entries, total } = await listQueue();
  const done = typeof query.done === "string" ? DONE[query.done] : undefined;
  const banned = query.done === "ban" ? "The account is closed for writing; its votes do not count any more." : null;
  return (
    <AdminPage
      viewer={viewer}
      title="Moderation"
      current="/admin/moderation"
      opening="New pros and cons that wait, and those that members reported, oldest first."
      notice={done ? `${formatNumberOf(Number(query.count) || 0, "entry", "entries")} ${done}.` : banned}
    >
      {entries.length > 0 ? (
        <>
          <QueueKeys list="queue" />
          <ol className="queue mt-3" id="queue">
            {entries.map((entry) => (
              <QueueItem key={entry.key} entry={entry} />
            ))}
          </ol>
          <form id={BULK_FORM} action="/api/admin/moderation" method="post" className="row-tools mt-4">
            <span>The picked ones:</span>
            <button type="submit" name="decision" value="accept" className="pill">
              Accept
            </button>
            <button type="submit" name="decision" value="decline" className="pill">
              Decline
            </button>
          </form>
          {total > entries.length && (
            <p className="text-faint mt-4">
              {formatNumberOf(total - entries.length, "entry", "entries")} more after these.
            </p>
          )}
        </>
      ) : (
        <p className="none">Nothing waits.</p>
      )}
    </AdminPage>
  );
}
