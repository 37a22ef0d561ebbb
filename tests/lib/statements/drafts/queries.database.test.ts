import { describe, expect, test } from "vitest";
import { addStatement, withdrawStatement } from "@/lib/statements/drafts/mutations";
import {
  getOwnStatement,
  listNearStatements,
  listOwnStatements,
  listOwnWaiting,
} from "@/lib/statements/drafts/queries";
import { draftSchema } from "@/lib/statements/drafts/schema";
import { castVote } from "@/lib/statements/mutations";
import { database } from "@/tests/support/database";
import { createMember, createVotedTool } from "@/tests/support/members";

async function write(
  toolSlug: string,
  memberId: string,
  text: string,
  kind: "pro" | "con" = "pro",
  firstWaits = false,
) {
  const draft = draftSchema.parse({ text });
  return (await addStatement(database, { memberId, toolSlug, kind, draft, firstWaits })).id;
}

describe("near statements", () => {
  test.each([
    ["Easy scaling", true],
    ["EASY SCALING!", true],
    ["Scaling is easy", true],
    ["Scales easily", true],
    ["Easy to scale", true],
    ["Easy scalling", true],
    ["Easy setup", false],
    ["Good documentation", false],
    ["Large community", false],
    ["%", false],
  ])("of “Easy scaling”: %s is one: %s", async (text, isNear) => {
    const tool = await createVotedTool({ pros: [] });
    await write(tool.slug, await createMember(), "Easy scaling");
    expect(await listNearStatements(tool.slug, "pro", text)).toHaveLength(isNear ? 1 : 0);
  });

  test("are of this tool, of both kinds, published, the same words first and the nearest next", async () => {
    const [tool, other] = [await createVotedTool({ pros: [] }), await createVotedTool({ pros: [] })];
    const member = await createMember();
    const con = await write(tool.slug, member, "Easy scaling", "con");
    const near = await write(tool.slug, member, "Scaling is easy");
    const same = await write(tool.slug, member, "Easy scaling");
    await write(other.slug, member, "Easy scaling");
    await write(tool.slug, await createMember(), "Easy scaling too", "pro", true);
    const gone = await write(tool.slug, member, "Easier scaling");
    await withdrawStatement(database, { statementId: gone, memberId: member });
    const found = await listNearStatements(tool.slug, "pro", "easy Scaling");
    expect(found.map(({ id, isSame }) => [id, isSame])).toEqual([
      [same, true],
      [con, false],
      [near, false],
    ]);
    expect(found[0]).toEqual({ id: same, kind: "pro", text: "Easy scaling", score: 0, isSame: true });
  });

  test("words in scripts without blanks are found when they are the same", async () => {
    const tool = await createVotedTool({ pros: [] });
    await write(tool.slug, await createMember(), "簡単な設定");
    expect(await listNearStatements(tool.slug, "pro", "簡単な設定")).toMatchObject([{ isSame: true }]);
  });
});

describe("one's own statements", () => {
  test("are listed in every state, newest first, with what can be done", async () => {
    const tool = await createVotedTool({ pros: [] });
    const [ann, ben] = [await createMember(), await createMember()];
    const waiting = await write(tool.slug, ann, "Easy scaling", "pro", true);
    const old = await write(tool.slug, ann, "Good docs");
    const gone = await write(tool.slug, ann, "Small binary");
    await withdrawStatement(database, { statementId: gone, memberId: ann });
    await castVote(database, { statementId: old, memberId: ben, heldUntil: null });
    await database.statement.update({ where: { id: old }, data: { createdAt: new Date("2026-01-15T10:00:00Z") } });
    expect((await listOwnStatements(ann)).map(({ id, status, isEditable }) => [id, status, isEditable])).toEqual([
      [gone, "withdrawn", false],
      [old, "published", false],
      [waiting, "waiting", true],
    ]);
    expect((await listOwnWaiting(ann, tool.slug)).map(({ id }) => id)).toEqual([waiting]);
    expect(await listOwnWaiting(ben, tool.slug)).toEqual([]);
    expect(await getOwnStatement(ann, old)).toMatchObject({ writtenOn: "2026-01-15", score: 1 });
    expect(await getOwnStatement(ben, old)).toBeNull();
  });
});
