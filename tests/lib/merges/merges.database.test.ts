import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { mergeTools, undoToolMerge } from "@/lib/merges/mutations";
import { castVote, findDrift } from "@/lib/statements/mutations";
import { busyCatalog, writeBusyCatalog } from "@/tests/support/busy-catalog";
import { database, emptyDatabase } from "@/tests/support/database";
import { dumpDatabase } from "@/tests/support/dump";

beforeEach(emptyDatabase);

const author = { id: null, name: "anna" };
const merge = (winner: string, loser: string) =>
  mergeTools(database, { winner, loser, author, reason: "the same tool" });

/** The revision by which the newest merge can be undone. */
async function newestMerge(): Promise<number> {
  const rows = await database.$queryRaw<{ id: number }[]>`
    SELECT id FROM revisions WHERE effects IS NOT NULL ORDER BY id DESC LIMIT 1`;
  return rows[0]?.id ?? 0;
}

const undo = async () => undoToolMerge(database, { revision: await newestMerge(), author });

test("a merge and its undoing leave every row as it was", async () => {
  await fc.assert(
    fc.asyncProperty(busyCatalog, fc.nat(3), fc.nat(3), async (catalog, one, step) => {
      await emptyDatabase();
      const { ids, slugs } = await writeBusyCatalog(catalog);
      const [winner, loser] = [slugs[one] ?? "", slugs[(one + 1 + (step % 3)) % 4] ?? ""];
      const before = await dumpDatabase();
      await merge(winner, loser);
      const merged = await dumpDatabase();
      expect(merged).not.toEqual(before);
      expect(await findDrift(database)).toEqual([]);
      // Nothing that readers see names the loser's row any more.
      const loserId = ids[slugs.indexOf(loser)] ?? 0;
      for (const [table, column] of [
        ["stack_tools", "tool_id"],
        ["integrations", "first_id"],
        ["integrations", "second_id"],
        ["alternative_choices", "alternative_id"],
        ["tool_successors", "successor_id"],
        ["stack_moves", "from_tool_id"],
        ["stack_moves", "to_tool_id"],
        ["external_ids", "tool_id"],
      ])
        expect(
          await database.$queryRawUnsafe(`SELECT 1 FROM ${table} WHERE ${column} = ${loserId}`),
          `${table}.${column}`,
        ).toEqual([]);
      await undo();
      expect(await dumpDatabase()).toEqual(before);
    }),
    { numRuns: 20, endOnFailure: true },
  );
});
