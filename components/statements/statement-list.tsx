import { SourceMark } from "@/components/layout/source-mark";
import { StatementDetail } from "@/components/statements/statement-detail";
import { VoteButton } from "@/components/statements/vote-button";
import type { SourceIndex } from "@/lib/sources/rules";
import { shareOf } from "@/lib/statements/rules";
import type { Statement, StatementKind } from "@/lib/statements/schema";

type Props = { statements: Statement[]; noun: StatementKind; index: SourceIndex; detailed?: boolean };

/** Pros or cons of a tool with their votes; `detailed` adds what else is known of each. `noun` stands in the sentence for an empty list. */
export function StatementList({ statements, noun, index, detailed = false }: Props) {
  if (statements.length === 0) return <p className="none">Nobody named a {noun} yet.</p>;
  const scores = statements.map((statement) => statement.score);
  return (
    <ul className="st">
      {statements.map((statement) => {
        const { id, text, score, imported } = statement;
        return (
          <li key={id} id={`statement-${id}`}>
            <VoteButton id={id} text={text} score={score}>
              <SourceMark source={imported?.source} index={index} />
              {detailed && <StatementDetail statement={statement} share={shareOf(score, scores)} />}
            </VoteButton>
          </li>
        );
      })}
    </ul>
  );
}
