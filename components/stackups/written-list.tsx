import { formatNumberOf, formatPartialDate } from "@/lib/format";
import type { StackupEntry } from "@/lib/stackups/documents/schema";
import { stackupTitle } from "@/lib/stackups/rules";

/** Written stackups for editors, with the age of their claims. */
export function WrittenList({ stackups }: { stackups: StackupEntry[] }) {
  return (
    <ul className="own">
      {stackups.map(({ slug, tools, claims, oldestCheck, editedAt, isRemoved }) => (
        <li key={slug}>
          <div>
            <a href={`/admin/stackups/${slug}/edit`}>{stackupTitle(tools)}</a>
            <small>
              {formatNumberOf(claims, "difference")}
              {oldestCheck && ` · oldest source checked ${formatPartialDate(oldestCheck)}`}
              {editedAt && ` · edited here ${formatPartialDate(editedAt)}`}
              {isRemoved && " · off the site"}
            </small>
          </div>
          <a href={`/stackups/${slug}/history`}>
            History<span className="sr-only"> of {stackupTitle(tools)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
