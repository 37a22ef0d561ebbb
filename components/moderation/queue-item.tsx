import { StatementNote } from "@/components/statements/statement-note";
import { formatNumberOf, formatPartialDate } from "@/lib/format";
import { BULK_FORM, pickEntry, type QueueEntry } from "@/lib/moderation/schema";
import { REASON_WORDS } from "@/lib/statements/rules";

/** One entry of the moderation queue with what can be done about it. */
export function QueueItem({ entry }: { entry: QueueEntry }) {
  const { key, kind, tool, side, text, note, version, sourceUrl, score, author, since, reports, near } = entry;
  const words = <span className="sr-only"> “{text}”</span>;
  return (
    <li id={key} tabIndex={-1}>
      <input type="checkbox" name={pickEntry(key)} form={BULK_FORM} aria-label={`Pick “${text}”`} />
      <div>
        <b>
          {side === "pro" ? "Pro" : "Con"} of <a href={`/tools/${tool.slug}`}>{tool.name}</a>:
        </b>{" "}
        {text}
        <small className="block text-faint">
          {kind === "waiting" ? "waits" : "reported"} since {formatPartialDate(since.toISOString().slice(0, 10))} ·{" "}
          {author ? <a href={`/members/${author}`}>{author}</a> : "no member"}
          {kind === "reported" && ` · ${formatNumberOf(score, "vote")}`}
          {version && ` · for ${version}`}
          {sourceUrl && (
            <>
              {" · "}
              <a href={sourceUrl} rel="nofollow ugc noopener">
                {sourceUrl}
              </a>
            </>
          )}
        </small>
        {note && <StatementNote note={note} />}
        {reports.map(({ reason, by }) => (
          <p key={by} className="text-soft">
            {REASON_WORDS[reason]} ({by})
          </p>
        ))}
      </div>
      <form action="/api/admin/moderation" method="post" className="row-tools">
        <input type="hidden" name="entry" value={key} />
        <button type="submit" name="decision" value="accept" className="button">
          {kind === "waiting" ? "Publish" : "Take off the page"}
          {words}
        </button>
        <button type="submit" name="decision" value="decline" className="pill">
          {kind === "waiting" ? "Refuse" : "Dismiss the report"}
          {words}
        </button>
      </form>
      {kind === "reported" && near.length > 0 && (
        <form action="/api/admin/moderation" method="post" className="row-tools">
          <input type="hidden" name="entry" value={key} />
          <select name="into" required defaultValue="" aria-label={`Which says the same as “${text}”`}>
            <option value="" disabled>
              says the same as …
            </option>
            {near.map((other) => (
              <option key={other.id} value={other.id}>
                {other.text}
              </option>
            ))}
          </select>
          <button type="submit" name="decision" value="merge" className="pill">
            Make one of both{words}
          </button>
        </form>
      )}
      {author && (
        <details>
          <summary className="text-faint">Ban the author</summary>
          <form action="/api/admin/members/ban" method="post" className="row-tools">
            <input type="hidden" name="member" value={author} />
            <input
              name="reason"
              required
              minLength={3}
              maxLength={200}
              placeholder="Reason"
              aria-label={`Why ${author} is banned`}
            />
            <button type="submit" name="ban" value="on" className="pill">
              Ban {author}
            </button>
          </form>
        </details>
      )}
    </li>
  );
}
