import { SourceMark } from "@/components/layout/source-mark";
import { SectionHead } from "@/components/ui/section-head";
import { formatWholeNumber } from "@/lib/format";
import type { SourceIndex } from "@/lib/sources/rules";
import { DISCOUNT_WORDS } from "@/lib/statements/integrity/rules";
import { discounts, type Integrity, type VoteAccount } from "@/lib/statements/integrity/schema";
import type { ToolStatements } from "@/lib/statements/schema";
import type { ImportedFigure } from "@/lib/tools/schema";

type Props = {
  integrity: Integrity;
  statements: ToolStatements;
  /** What a data set counted for the tool as a whole. */
  figure: ImportedFigure | null;
  index: SourceIndex;
};

/** Where the votes of a tool come from: recent and all, imported and own, and those that do not count, with the reason. */
export function IntegrityPanel({ integrity, statements, figure, index }: Props) {
  const sources = [figure, ...[...statements.pros, ...statements.cons].map(({ imported }) => imported)].flatMap(
    (imported) => (imported ? [imported.source] : []),
  );
  const unique = sources.filter((source, place) => sources.findIndex((other) => other.id === source.id) === place);
  const left = discounts.filter((reason) => integrity.pro.discounted[reason] + integrity.con.discounted[reason] > 0);
  const rows: { key: string; label: React.ReactNode; count: (account: VoteAccount) => number }[] = [
    { key: "all", label: "Counted, all time", count: (account) => account.imported + account.here },
    {
      key: "imported",
      label: (
        <>
          of these imported
          {unique.map((source) => (
            <SourceMark key={source.id} source={source} index={index} />
          ))}
        </>
      ),
      count: (account) => account.imported,
    },
    { key: "here", label: "of these given here by members", count: (account) => account.here },
    { key: "recent", label: "given here in the last 12 months", count: (account) => account.recent },
    ...left.map((reason) => ({
      key: reason,
      label: (
        <>
          {DISCOUNT_WORDS[reason].label}, not counted: {DISCOUNT_WORDS[reason].reason}
        </>
      ),
      count: (account: VoteAccount) => account.discounted[reason],
    })),
  ];
  return (
    <section className="section" aria-labelledby="integrity">
      <SectionHead id="integrity" title="Where the votes come from">
        one member, one vote for a statement, no weights
      </SectionHead>
      <table className="facts counts" aria-labelledby="integrity">
        <thead>
          <tr>
            <td />
            <th scope="col">Pros</th>
            <th scope="col">Cons</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, count }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{formatWholeNumber(count(integrity.pro))}</td>
              <td>{formatWholeNumber(count(integrity.con))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 none">
        {left.length === 0 && "No vote is held or discounted. "}
        {unique.length > 0 && "Imported votes have no dates of their own, so they are not among the recent ones."}
      </p>
    </section>
  );
}
