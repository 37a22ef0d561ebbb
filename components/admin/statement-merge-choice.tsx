import { ListFilter } from "@/components/admin/list-filter";
import { formatNumberOf } from "@/lib/format";
import type { MergeableStatement } from "@/lib/merges/schema";

type SelectProps = { name: string; label: string; value: number; statements: MergeableStatement[] };

function StatementSelect({ name, label, value, statements }: SelectProps) {
  const groups = [
    { title: "Pros", of: statements.filter(({ kind }) => kind === "pro") },
    { title: "Cons", of: statements.filter(({ kind }) => kind === "con") },
  ];
  return (
    <label>
      <b>{label}</b>
      <select name={name} defaultValue={value || ""} required>
        <option value="" disabled>
          Choose
        </option>
        {groups
          .filter((group) => group.of.length > 0)
          .map((group) => (
            <optgroup key={group.title} label={group.title}>
              {group.of.map(({ id, text, score }) => (
                <option key={id} value={id}>
                  {text} ({formatNumberOf(score, "vote")})
                </option>
              ))}
            </optgroup>
          ))}
      </select>
    </label>
  );
}

type Props = { action: string; statements: MergeableStatement[]; winner: number; loser: number };

/** The choice of two statements of a tool that say the same. */
export function StatementMergeChoice({ action, statements, winner, loser }: Props) {
  return (
    <ListFilter action={action}>
      <StatementSelect name="loser" label="This one says the same" value={loser} statements={statements} />
      <StatementSelect name="winner" label="as this one, which stays" value={winner} statements={statements} />
    </ListFilter>
  );
}
