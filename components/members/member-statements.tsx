import { SectionHead } from "@/components/ui/section-head";
import { formatNumberOf } from "@/lib/format";
import type { MemberStatement } from "@/lib/members/schema";

type Props = { id: string; title: string; statements: MemberStatement[]; count: number; none: string };

/** Statements on a profile, newest first, each with the tool that it is about. */
export function MemberStatements({ id, title, statements, count, none }: Props) {
  return (
    <section className="section" aria-labelledby={id}>
      <SectionHead id={id} title={title}>
        {count > statements.length ? `the newest ${statements.length} of ${count}` : null}
      </SectionHead>
      {statements.length === 0 ? (
        <p className="none mt-3">{none}</p>
      ) : (
        <table className="facts">
          <thead className="sr-only">
            <tr>
              <th scope="col">Tool</th>
              <th scope="col">Statement</th>
            </tr>
          </thead>
          <tbody>
            {statements.map((statement) => (
              <tr key={statement.id}>
                <th scope="row">
                  <a href={`/tools/${statement.tool.slug}#statement-${statement.id}`}>{statement.tool.name}</a>
                </th>
                <td>
                  {statement.text}{" "}
                  <small className="none">
                    {statement.kind}, {formatNumberOf(statement.score, "vote")}
                  </small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
