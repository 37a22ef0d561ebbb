import { beforeEach, describe, expect, test } from "vitest";
import { type Change, recordRevisions } from "@/lib/revisions/mutations";
import { CATALOG_AUTHOR, type RevisionSubject } from "@/lib/revisions/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStackup, createStatement, createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

beforeEach(emptyDatabase);

const record = (...changes: Change[]) => database.$transaction((tx) => recordRevisions(tx, changes));
const change = (subject: RevisionSubject, subjectId: number, fields: Partial<Change> = {}): Change => ({
  subject,
  subjectId,
  toolId: null,
  author: CATALOG_AUTHOR,
  reason: "Why",
  content: { name: "A" },
  ...fields,
});

describe("recordRevisions", () => {
  test("numbers each subject's revisions from 1, also several in one call", async () => {
    const ids = await createTools({ slug: "tool-a" }, { slug: "tool-b" });
    const [a, b] = [ids["tool-a"] ?? 0, ids["tool-b"] ?? 0];
    expect(await record(change("tool", a))).toEqual([1]);
    expect(await record(change("tool", b), change("tool", a), change("tool", a), change("stackup", a))).toEqual([
      1, 2, 3, 1,
    ]);
    expect(await record()).toEqual([]);
  });

  test("sets the number of the newest on tools, statements and stackups, and on no other", async () => {
    const ids = await createTools({ slug: "tool-a" }, { slug: "tool-b" });
    const statementId = await createStatement({ tool: "tool-a", text: "Easy to learn" });
    await createStackup({ tools: ["tool-a", "tool-b"] });
    const { id: stackupId } = await database.stackup.findFirstOrThrow({ select: { id: true } });
    await record(change("tool", ids["tool-a"] ?? 0), change("tool", ids["tool-a"] ?? 0));
    await record(change("statement", statementId), change("stackup", stackupId), change("category", 1));
    const revision = { revision: true };
    expect(await database.tool.findMany({ orderBy: { slug: "asc" }, select: revision })).toEqual([
      { revision: 2 },
      { revision: 0 },
    ]);
    expect(await database.statement.findUnique({ where: { id: statementId }, select: revision })).toEqual({
      revision: 1,
    });
    expect(await database.stackup.findUnique({ where: { id: stackupId }, select: revision })).toEqual({ revision: 1 });
  });

  test("keeps who, why, what and what a merge moved; an account that goes leaves its name", async () => {
    const memberId = await createMember();
    const author = { id: memberId, name: "anna" };
    await record(
      change("category", 7, { author, reason: "Because", content: { b: 1, a: [2] }, effects: { moved: [3] } }),
    );
    await database.member.delete({ where: { id: memberId } });
    const { id: _, createdAt, ...row } = await database.revision.findFirstOrThrow();
    expect(row).toEqual({
      subject: "category",
      subjectId: 7,
      number: 1,
      toolId: null,
      authorId: null,
      author: "anna",
      reason: "Because",
      content: { b: 1, a: [2] },
      effects: { moved: [3] },
    });
    expect(Date.now() - createdAt.getTime()).toBeLessThan(60_000);
  });
});
