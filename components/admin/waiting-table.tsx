import { formatWholeNumber } from "@/lib/format";
import type { Waiting } from "@/lib/overview/schema";

const LINES: { key: keyof Waiting; text: string; href: string }[] = [
  { key: "statements", text: "Pros and cons that wait", href: "/admin/moderation" },
  { key: "reports", text: "Pros and cons that members reported", href: "/admin/moderation" },
  { key: "suggestions", text: "Suggested edits", href: "/admin/suggestions" },
  { key: "doubts", text: "Doubtful matches of imports", href: "/admin/imports" },
  { key: "pending", text: "Tools that stacks name and the catalog lacks", href: "/admin/pending" },
  { key: "stale", text: "Facts that nobody checked for a year", href: "/admin/freshness" },
  { key: "failing", text: "Jobs whose last run failed", href: "/admin/jobs" },
];

/** What waits for an editor, each with the page where it is worked off. */
export function WaitingTable({ waiting }: { waiting: Waiting }) {
  return (
    <table className="facts counts">
      <caption className="sr-only">What waits</caption>
      <tbody>
        {LINES.map(({ key, text, href }) => (
          <tr key={key}>
            <th scope="row">
              <a href={href}>{text}</a>
            </th>
            <td>{waiting[key] > 0 ? formatWholeNumber(waiting[key]) : <span className="none">none</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
