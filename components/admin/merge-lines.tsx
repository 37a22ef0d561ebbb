import { formatWholeNumber } from "@/lib/format";
import type { PreviewLine } from "@/lib/merges/schema";

/** What a merge would move, one line a kind. */
export function MergeLines({ lines }: { lines: PreviewLine[] }) {
  if (lines.length === 0) return <p className="none mt-4">Nothing else moves with it.</p>;
  return (
    <table className="facts counts">
      <caption className="sr-only">What moves</caption>
      <tbody>
        {lines.map(({ what, count, becomes }) => (
          <tr key={`${what} ${becomes}`}>
            <th scope="row">
              {what} <span className="text-faint">{becomes}</span>
            </th>
            <td>{formatWholeNumber(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
