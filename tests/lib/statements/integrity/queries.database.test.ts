import { expect, test } from "vitest";
import { getIntegrity } from "@/lib/statements/integrity/queries";
import { castVote } from "@/lib/statements/mutations";
import { tags } from "@/lib/tags";
import { database } from "@/tests/support/database";
import { createMember, createVotedTool } from "@/tests/support/members";
import { takeTags } from "@/tests/support/next-cache";

const nothing = { imported: 0, here: 0, recent: 0, discounted: { unconfirmed: 0, banned: 0, held: 0 } };

test("votes are told apart by where they come from, how old they are and why they do not count", async () => {
  const tool = await createVotedTool({ pros: [21, 6], cons: [4] });
  const [pro = 0, other = 0, con = 0] = tool.statements;
  const give = (statementId: number, memberId: string, heldUntil: Date | null = null) =>
    castVote(database, { statementId, memberId, heldUntil });
  const ann = await createMember();
  await give(pro, ann);
  await give(other, ann);
  await give(con, ann);
  await give(pro, await createMember({ emailVerified: false }));
  await give(pro, await createMember({ bannedAt: new Date("2026-01-15T00:00:00Z") }));
  await give(pro, await createMember({ bannedAt: new Date("2026-01-15T00:00:00Z"), emailVerified: false }));
  await give(pro, await createMember(), new Date(Date.now() + 3_600_000));
  await give(pro, await createMember(), new Date(Date.now() - 3_600_000));
  await database.vote.update({
    where: { statementId_memberId: { statementId: other, memberId: ann } },
    data: { createdAt: new Date(Date.now() - 370 * 86_400_000) },
  });
  takeTags();
  const integrity = await getIntegrity(tool.slug);
  expect(takeTags()).toContain(tags.statements(tool.slug));
  expect(integrity.pro).toEqual({
    kind: "pro",
    imported: 27,
    here: 3,
    recent: 2,
    discounted: { unconfirmed: 1, banned: 2, held: 1 },
  });
  expect(integrity.con).toEqual({ ...nothing, kind: "con", imported: 4, here: 1, recent: 1 });
  const { votes } = await database.tool.findUniqueOrThrow({ where: { id: tool.id } });
  expect(integrity.pro.imported + integrity.pro.here).toBe(votes);
});

test("a tool without votes has an account of noughts, and withdrawn statements are left out", async () => {
  const tool = await createVotedTool({ pros: [5] });
  await database.statement.updateMany({ where: { toolId: tool.id }, data: { status: "withdrawn" } });
  expect(await getIntegrity(tool.slug)).toEqual({ pro: { ...nothing, kind: "pro" }, con: { ...nothing, kind: "con" } });
});

test("votes that a data set counted for the whole tool are imported ones, those of its pros among them", async () => {
  const tool = await createVotedTool({ pros: [21, 6], cons: [4] });
  const { sourceId } = await database.statement.findFirstOrThrow({ where: { toolId: tool.id } });
  const figure = { toolId: tool.id, metric: "votes", role: "imported", sourceId: sourceId ?? 0 } as const;
  await database.figure.createMany({
    data: [
      { ...figure, value: 20, asOf: "2024" },
      { ...figure, value: 31, asOf: "2025-01" },
    ],
  });
  await castVote(database, { statementId: tool.statements[0] ?? 0, memberId: await createMember(), heldUntil: null });
  const integrity = await getIntegrity(tool.slug);
  expect(integrity).toMatchObject({ pro: { imported: 31, here: 1 }, con: { imported: 4, here: 0 } });
  const { votes } = await database.tool.findUniqueOrThrow({ where: { id: tool.id } });
  expect(votes).toBe(32);
});
