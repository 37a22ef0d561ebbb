import { expect, test } from "vitest";
import { changeProfile, deleteMember, findFreeHandle, forgetUnconfirmed, renameMember } from "@/lib/members/mutations";
import { findHandle, getMember, getMemberExport, getSettings } from "@/lib/members/queries";
import { FORMER_HANDLES_MAX } from "@/lib/members/rules";
import { castVote, findDrift } from "@/lib/statements/mutations";
import { tags } from "@/lib/tags";
import { database } from "@/tests/support/database";
import { createMember, createMembers, createSession, createVotedTool } from "@/tests/support/members";
import { takeTags } from "@/tests/support/next-cache";

const handleOf = async (id: string) => (await database.member.findUniqueOrThrow({ where: { id } })).handle;

async function write(authorId: string, toolId: number, text: string, status: "published" | "waiting" = "published") {
  const data = { toolId, kind: "pro", text, textKey: text.toLowerCase(), authorId, status } as const;
  return (await database.statement.create({ data, select: { id: true } })).id;
}

test("deleting an account takes its votes out of every score", async () => {
  const tools = [await createVotedTool({ pros: [3, 0], cons: [1] }), await createVotedTool({ pros: [2] })] as const;
  const [leaver = "", stayer = ""] = await createMembers(2);
  for (const statementId of tools.flatMap((tool) => tool.statements)) {
    for (const memberId of [leaver, stayer]) await castVote(database, { statementId, memberId, heldUntil: null });
  }
  await database.follow.create({ data: { memberId: leaver, toolId: tools[0].id } });
  const deleted = await deleteMember(database, { memberId: leaver, keepsStatements: true });
  expect({ ...deleted, voted: deleted.voted.toSorted() }).toEqual({
    voted: tools.map((tool) => tool.slug).sort(),
    followed: [tools[0].slug],
    used: [],
    stacks: [],
    decisions: [],
  });
  expect(await findDrift(database)).toEqual([]);
  const votes = await database.tool.findMany({
    where: { id: { in: tools.map((tool) => tool.id) } },
    orderBy: { id: "asc" },
    select: { votes: true },
  });
  expect(votes).toEqual([{ votes: 5 }, { votes: 3 }]);
  await expect(deleteMember(database, { memberId: leaver, keepsStatements: true })).rejects.toThrow("any more");
});

test("published statements stay without a name, or go with the votes of others", async () => {
  const tool = await createVotedTool({ pros: [1] });
  for (const keepsStatements of [true, false]) {
    const [author = "", voter = ""] = await createMembers(2);
    const published = await write(author, tool.id, `said ${keepsStatements}`);
    const waiting = await write(author, tool.id, `not yet ${keepsStatements}`, "waiting");
    await castVote(database, { statementId: published, memberId: voter, heldUntil: null });
    await deleteMember(database, { memberId: author, keepsStatements });
    const left = await database.statement.findMany({ where: { id: { in: [published, waiting] } } });
    expect(left.map(({ id, authorId, isOfDeleted, score }) => ({ id, authorId, isOfDeleted, score }))).toEqual(
      keepsStatements ? [{ id: published, authorId: null, isOfDeleted: true, score: 1 }] : [],
    );
  }
  expect(await findDrift(database)).toEqual([]);
  expect((await database.tool.findUniqueOrThrow({ where: { id: tool.id } })).votes).toBe(2);
});

test("votes that arrive while accounts are deleted leave no drift and no deadlock", async () => {
  const tools = await Promise.all([createVotedTool({ pros: [0, 0] }), createVotedTool({ pros: [0, 0] })]);
  const statements = tools.flatMap((tool) => tool.statements);
  const members = await createMembers(12);
  const work = members.flatMap((memberId, at) => [
    ...statements.map((statementId) =>
      castVote(database, { statementId, memberId, heldUntil: null }).catch((error: Error) => error.message),
    ),
    ...(at % 2 === 0 ? [deleteMember(database, { memberId, keepsStatements: false })] : []),
  ]);
  const answers = await Promise.all(work);
  const refusals = answers.filter((answer) => typeof answer === "string");
  for (const refusal of refusals) expect(refusal).toBe("Sign in first, then try again.");
  expect(await findDrift(database)).toEqual([]);
  expect(await database.vote.count({ where: { statementId: { in: statements } } })).toBe(6 * statements.length);
});

test("a former handle leads on, stays its member's, and there is an end to changing it", async () => {
  const [memberId = "", other = ""] = await createMembers(2);
  const first = await handleOf(memberId);
  expect(await renameMember(database, { memberId, handle: "renamed" })).toMatchObject({ former: first, written: [] });
  expect(await findHandle(first)).toBe("renamed");
  expect(takeTags()).toEqual(expect.arrayContaining([tags.member(first), tags.member("renamed")]));
  await expect(renameMember(database, { memberId: other, handle: first })).rejects.toThrow("taken");
  for (let nr = 1; nr < FORMER_HANDLES_MAX; nr++) await renameMember(database, { memberId, handle: `renamed-${nr}x` });
  await expect(renameMember(database, { memberId, handle: "once-more" })).rejects.toThrow("times");
  await renameMember(database, { memberId, handle: first });
  expect(await handleOf(memberId)).toBe(first);
});

test("of two members who ask for a handle at once, one gets it", async () => {
  const members = await createMembers(6);
  const asked = await Promise.allSettled(
    members.map((memberId) => renameMember(database, { memberId, handle: "wanted" })),
  );
  expect(asked.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect(await database.formerHandle.count({ where: { memberId: { in: members } } })).toBe(1);
  expect(await findFreeHandle(database, "Wanted")).toBe("wanted-2");
});

test("a profile shows votes only when made public, and nothing of who is banned or not confirmed", async () => {
  const tool = await createVotedTool({ pros: [0] });
  const memberId = await createMember();
  const handle = await handleOf(memberId);
  await castVote(database, { statementId: tool.statements[0] ?? 0, memberId, heldUntil: null });
  await write(memberId, tool.id, "fast");
  await write(memberId, tool.id, "waits", "waiting");
  await database.follow.create({ data: { memberId, toolId: tool.id } });
  takeTags();
  expect(await getMember(handle)).toMatchObject({
    handle,
    followCount: 1,
    follows: [{ slug: tool.slug }],
    statements: [{ text: "fast" }],
    votes: null,
    voteCount: 0,
  });
  expect(takeTags()).toEqual([tags.member(handle), tags.tool(tool.slug), tags.statements(tool.slug)].sort());
  await changeProfile(database, memberId, { showsVotes: true });
  expect(await getMember(handle)).toMatchObject({ votes: [{ text: "pro 0" }], voteCount: 1 });
  await database.member.update({ where: { id: memberId }, data: { bannedAt: new Date() } });
  expect(await getMember(handle)).toBeNull();
  expect(await findHandle(handle)).toBeNull();
  expect(await findHandle(await handleOf(await createMember({ emailVerified: false })))).toBeNull();
});

test("settings and the download hold what is the member's, without secrets", async () => {
  const memberId = await createMember();
  const token = await createSession(memberId);
  await database.account.create({
    data: { id: memberId, accountId: memberId, providerId: "credential", memberId, password: "a secret hash" },
  });
  expect(await getSettings(memberId)).toMatchObject({
    hasPassword: true,
    hasGithub: false,
    sessions: [{ device: "Unknown device", address: "unknown address" }],
  });
  const file = JSON.stringify(await getMemberExport(memberId));
  expect(file).toContain(`${await handleOf(memberId)}@example.org`);
  expect(file).not.toContain(token);
  expect(file).not.toContain("a secret hash");
  expect(await getMemberExport("nobody")).toBeNull();
});

test("signing up again forgets an unconfirmed account, and never a confirmed one", async () => {
  const [confirmed, unconfirmed] = [await createMember(), await createMember({ emailVerified: false })];
  for (const id of [confirmed, unconfirmed]) await forgetUnconfirmed(database, `${await handleOf(id)}@example.org`);
  expect(await database.member.count({ where: { id: confirmed } })).toBe(1);
  expect(await database.member.count({ where: { id: unconfirmed } })).toBe(0);
});
