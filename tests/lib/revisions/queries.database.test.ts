import { beforeEach, expect, test } from "vitest";
import { deleteMember } from "@/lib/members/mutations";
import { listToolHistory } from "@/lib/revisions/queries";
import { addStatement, decideStatement, editStatement, withdrawStatement } from "@/lib/statements/drafts/mutations";
import { draftSchema } from "@/lib/statements/drafts/schema";
import { readToolDocuments } from "@/lib/tools/documents/mutations";
import { saveTool } from "@/lib/tools/documents/saving/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools, toolId } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";
import { takeTags } from "@/tests/support/next-cache";

let member = "";
let editor = "";

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "mesos", name: "Mesos" });
  member = await createMember();
  editor = await createMember();
});

const add = (text: string, firstWaits = false) =>
  addStatement(database, {
    memberId: member,
    toolSlug: "mesos",
    kind: "pro",
    draft: draftSchema.parse({ text }),
    firstWaits,
  });

async function save(tagline: string): Promise<void> {
  const id = await toolId("mesos");
  const document = (await readToolDocuments(database, [id])).get(id);
  const { revision: base } = await database.tool.findUniqueOrThrow({ where: { id } });
  if (!document) throw new Error("no document");
  await saveTool(database, {
    document: { ...document, tagline },
    base,
    author: { id: editor, name: "x" },
    reason: `To ${tagline}`,
  });
}

async function list(after = 0) {
  return (await listToolHistory("mesos", after))?.entries ?? [];
}

test("tells who changed what of a tool and of its statements, newest first, by the handle of today", async () => {
  await save("Second line");
  const { id } = await add("Easy scaling");
  await editStatement(database, {
    memberId: member,
    statementId: id,
    draft: draftSchema.parse({ text: "Very easy scaling" }),
  });
  const { handle } = await database.member.findUniqueOrThrow({ where: { id: editor } });
  takeTags();
  expect(await list()).toMatchObject([
    { subject: "statement", number: 2, reason: "Edited by its author", differences: [{ label: "Text" }] },
    { subject: "statement", number: 1, statementId: id, reason: "Written", isFirst: true },
    {
      subject: "tool",
      number: 2,
      handle,
      reason: "To Second line",
      differences: [{ label: "Tagline" }],
    },
    { subject: "tool", number: 1, author: "built-in catalog", handle: null, isFirst: true },
  ]);
  const author = await database.member.findUniqueOrThrow({ where: { id: member } });
  expect(takeTags()).toEqual([`member:${author.handle}`, `member:${handle}`, "statements:mesos", "tool:mesos"].sort());
  await database.member.update({ where: { id: editor }, data: { bannedAt: new Date() } });
  expect((await list()).map((entry) => entry.handle)).toEqual([author.handle, author.handle, null, null]);
});

test("a statement that never stood on the page has no history; the words of one that was taken off are not repeated", async () => {
  const waiting = await add("Words that wait", true);
  expect(await list()).toEqual([]);
  await decideStatement(database, { editorId: editor, statementId: waiting.id, decision: "publish" });
  expect(await list()).toMatchObject([{ reason: "Published by an editor" }, { reason: "Written" }]);
  await withdrawStatement(database, { memberId: member, statementId: waiting.id });
  const entries = await list();
  expect(entries.map((entry) => entry.isHidden)).toEqual([true, true, true]);
  expect(JSON.stringify(entries)).not.toContain("Words that wait");
});

test("an author who deleted the account is named no more, and statements that went with it neither", async () => {
  const { id } = await add("Easy scaling");
  const { handle } = await database.member.findUniqueOrThrow({ where: { id: member } });
  await deleteMember(database, { memberId: member, keepsStatements: true });
  expect(await list()).toMatchObject([{ author: "deleted member", handle: null, statementId: id }]);
  expect(JSON.stringify(await database.revision.findMany())).not.toContain(handle);
});

test("goes on after the last entry of a page; a cursor of elsewhere and an unknown tool lead nowhere", async () => {
  for (let nr = 0; nr < 22; nr += 1) await save(`Line ${nr}`);
  const first = await listToolHistory("mesos", 0);
  expect(first?.entries).toHaveLength(20);
  expect(first?.revision).toBe(23);
  const second = await listToolHistory("mesos", first?.next ?? 0);
  expect(second?.entries.map((entry) => entry.number)).toEqual([3, 2, 1]);
  expect(second?.next).toBeNull();
  expect(await listToolHistory("mesos", 999_999)).toBeNull();
  expect(await listToolHistory("nothing", 0)).toBeNull();
});
