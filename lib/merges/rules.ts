import type { LedgerStep } from "@/lib/merges/ledger/schema";
import type { MergeableStatement, PreviewLine } from "@/lib/merges/schema";

/** How each kind of step reads in a preview; a step that readers need not know of has no line. */
function lineOf({ table, rows: [row] }: LedgerStep): Omit<PreviewLine, "count"> | null {
  const to = row?.to;
  const goes = to === null;
  switch (table) {
    case "statements":
      if (to && "status" in to) return { what: "pros and cons in the same words", becomes: "become one" };
      if (to && "imported_votes" in to)
        return { what: "imported counts of votes", becomes: "are joined, no source counted twice" };
      return { what: "pros and cons", becomes: "move with their votes" };
    case "votes":
      return { what: "votes on what becomes one", becomes: "move; who voted for both counts once" };
    case "statement_reports":
      return { what: "open reports", becomes: to && "status" in to ? "are followed" : "move" };
    case "follows":
      return { what: "follows", becomes: "move; who follows both follows once" };
    case "integrations":
      return goes ? null : { what: "integrations", becomes: "are added" };
    case "alternative_choices":
      return goes
        ? { what: "pinned or excluded alternatives", becomes: "go, being there already" }
        : { what: "pinned or excluded alternatives", becomes: "move" };
    case "tool_successors":
      return goes
        ? { what: "successions", becomes: "go, being there already" }
        : { what: "successions", becomes: "move" };
    case "stackups":
      return { what: "written stackups", becomes: "move to their new address; the old ones redirect" };
    case "stack_tools":
      return goes
        ? { what: "entries of stacks that have both", becomes: "become one" }
        : { what: "entries of stacks", becomes: "move" };
    case "stack_moves":
      return goes ? { what: "moves between the two", becomes: "go" } : { what: "moves of stacks", becomes: "move" };
    case "decisions":
      return { what: "recorded decisions", becomes: "move" };
    case "figures":
      return { what: "figures of kinds that it has none of", becomes: "move" };
    case "imported_values":
      return { what: "imported values", becomes: "move" };
    case "external_ids":
      return { what: "names in data sets", becomes: "move" };
    case "sync_targets":
      return { what: "places where figures are read", becomes: "move" };
    case "pending_tools":
      return { what: "names that stacks use for it", becomes: "move" };
    case "import_doubts":
      return { what: "doubtful matches", becomes: "move" };
    case "suggestions":
      return { what: "waiting suggestions", becomes: "are declined, with the reason" };
    case "tool_slugs":
      return to && "tool_id" in to && row?.from ? { what: "slugs", becomes: "redirect" } : null;
    default:
      return null;
  }
}

/** What the steps of a merge do, in words, in their order. */
export function describeSteps(steps: readonly LedgerStep[]): PreviewLine[] {
  return steps.flatMap((step) => {
    const line = lineOf(step);
    return line && step.rows.length > 0 ? [{ ...line, count: step.rows.length }] : [];
  });
}

/** The two statements that were chosen to become one; null unless they are two pros or two cons of those that may. */
export function findMergeablePair(
  statements: readonly MergeableStatement[],
  chosen: { winner: number; loser: number },
): { winner: MergeableStatement; loser: MergeableStatement } | null {
  const [winner, loser] = [chosen.winner, chosen.loser].map((id) =>
    statements.find((statement) => statement.id === id),
  );
  return winner && loser && winner.id !== loser.id && winner.kind === loser.kind ? { winner, loser } : null;
}
