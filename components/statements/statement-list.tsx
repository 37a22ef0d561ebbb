import { SourceMark } from "@/components/layout/source-mark";
import { VoteButton } from "@/components/statements/vote-button";
import type { SourceIndex } from "@/lib/sources/rules";
import type { Statement } from "@/lib/statements/schema";

/** Pros or cons of a tool with their votes. `noun` stands in the sentence for an empty list. */
export function StatementList({
  statements,
  noun,
  index,
}: {
  statements: Statement[];
  noun: "pro" | "con";
  index: SourceIndex;
}) {
  if (statements.length === 0) return <p className="none">Nobody named a {noun} yet.</p>;
  return (
    <ul className="st">
      {statements.map(({ id, text, score, imported }) => (
        <li key={id} id={`statement-${id}`}>
          <VoteButton id={id} text={text} score={score} />
          <span>
            {text}
            <SourceMark source={imported?.source} index={index} />
          </span>
        </li>
      ))}
    </ul>
  );
}
