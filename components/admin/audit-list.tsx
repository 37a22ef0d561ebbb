import type { AuditLine } from "@/lib/audit/schema";
import { formatMoment } from "@/lib/format";

function show(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** Entries of the audit log, newest first. */
export function AuditList({ entries }: { entries: AuditLine[] }) {
  return (
    <ul className="own">
      {entries.map(({ id, actor, handle, action, subject, details, createdAt }) => (
        <li key={id} id={`entry-${id}`}>
          <div>
            <b>{action}</b>: {subject}
            <small>
              {handle ? <a href={`/members/${handle}`}>{actor}</a> : actor} ·{" "}
              <time dateTime={createdAt.toISOString()}>{formatMoment(createdAt)}</time>
              {Object.entries(details).map(([name, value]) => (
                <span key={name}>
                  {" "}
                  · {name}: {show(value)}
                </span>
              ))}
            </small>
          </div>
        </li>
      ))}
    </ul>
  );
}
