import { beforeEach, describe, expect, test } from "vitest";
import { changeRole, setBan } from "@/lib/members/standing/mutations";
import { listMembers } from "@/lib/members/standing/queries";
import { castVote, findDrift } from "@/lib/statements/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createMember, createVotedTool } from "@/tests/support/members";

beforeEach(emptyDatabase);

const author = { id: null, name: "operator" };

async function handleOf(id: string): Promise<string> {
  return (await database.member.findUniqueOrThrow({ where: { id }, select: { handle: true } })).handle;
}

describe("a role", () => {
  test("is given by address, and noted in the log", async () => {
    const id = await createMember();
    const { email, handle } = await database.member.findUniqueOrThrow({ where: { id } });
    expect(await changeRole(database, { member: { email }, role: "admin", author })).toEqual({
      handle,
      from: "member",
    });
    expect(await database.member.findUniqueOrThrow({ where: { id } })).toMatchObject({ role: "admin" });
    const [entry] = await database.auditEntry.findMany();
    expect(entry).toMatchObject({
      action: "role",
      subject: handle,
      actor: "operator",
      details: { from: "member", to: "admin" },
    });
  });

  test("that is held already changes nothing", async () => {
    const handle = await handleOf(await createMember());
    await changeRole(database, { member: { handle }, role: "member", author });
    expect(await database.auditEntry.count()).toBe(0);
  });

  test.each([
    ["nobody", "none", /no such member/],
    ["an account that is not confirmed", { emailVerified: false }, /not confirmed/],
    ["a banned account", { bannedAt: new Date() }, /banned/],
  ])("is not given to %s", async (_, fixture, words) => {
    const handle = typeof fixture === "string" ? fixture : await handleOf(await createMember(fixture));
    await expect(changeRole(database, { member: { handle }, role: "editor", author })).rejects.toThrow(words);
    expect(await database.auditEntry.count()).toBe(0);
  });

  test("of the last admin stays, also when two take each other's away", async () => {
    const handles = [await handleOf(await createMember()), await handleOf(await createMember())];
    for (const handle of handles) await changeRole(database, { member: { handle }, role: "admin", author });
    const both = await Promise.allSettled(
      handles.map((handle) => changeRole(database, { member: { handle }, role: "member", author })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await database.member.count({ where: { role: "admin" } })).toBe(1);
  });
});

describe("a ban", () => {
  test("takes every vote of the member out of the count, and its lifting brings them back", async () => {
    const [one, other] = [await createVotedTool({ pros: [3, 0], cons: [1] }), await createVotedTool()];
    const [id, friend] = [await createMember(), await createMember()];
    for (const statementId of [...one.statements, ...other.statements])
      for (const memberId of [id, friend]) await castVote(database, { statementId, memberId, heldUntil: null });
    const scores = async () => ({
      scores: (await database.statement.findMany({ orderBy: { id: "asc" } })).map((row) => row.score),
      votes: (await database.tool.findMany({ orderBy: { id: "asc" } })).map((row) => row.votes),
    });
    const before = await scores();
    expect(before).toEqual({ scores: [5, 2, 3, 2], votes: [7, 2] });
    const handle = await handleOf(id);
    const counted = await setBan(database, { handle, isBanned: true, reason: "votes for sale", author });
    expect(counted).toMatchObject({ handle, voted: [one.slug, other.slug], followed: [] });
    expect(await scores()).toEqual({ scores: [4, 1, 2, 1], votes: [5, 1] });
    expect(await findDrift(database)).toEqual([]);
    await setBan(database, { handle, isBanned: false, reason: "", author });
    expect(await scores()).toEqual(before);
    expect(
      (await database.auditEntry.findMany({ orderBy: { id: "asc" } })).map((row) => [row.action, row.details]),
    ).toEqual([
      ["ban", { reason: "votes for sale" }],
      ["lifted ban", {}],
    ]);
  });

  test("and a vote of the same moment agree, whoever comes first", async () => {
    const { statements, id: toolId } = await createVotedTool({ pros: [0] });
    const id = await createMember();
    const handle = await handleOf(id);
    await Promise.all([
      castVote(database, { statementId: statements[0] ?? 0, memberId: id, heldUntil: null }),
      setBan(database, { handle, isBanned: true, reason: "votes for sale", author }),
    ]);
    expect(await findDrift(database)).toEqual([]);
    expect((await database.tool.findUniqueOrThrow({ where: { id: toolId } })).votes).toBe(0);
  });

  test("is not for oneself nor for an admin", async () => {
    const id = await createMember();
    const handle = await handleOf(id);
    const ban = { handle, isBanned: true, reason: "no reason" };
    await expect(setBan(database, { ...ban, author: { id, name: handle } })).rejects.toThrow(/yourself/);
    await changeRole(database, { member: { handle }, role: "admin", author });
    await expect(setBan(database, { ...ban, author })).rejects.toThrow(/is an admin/);
    expect(await database.member.count({ where: { bannedAt: { not: null } } })).toBe(0);
  });
});

test("members are found by a part of handle, name or address, by role and by ban", async () => {
  const anna = await createMember({ name: "Anna 100%" });
  await createMember({ name: "Paul", bannedAt: new Date() });
  await database.member.update({ where: { id: anna }, data: { role: "editor" } });
  const find = async (more: object) =>
    (await listMembers({ q: "", standing: "", after: "", ...more })).members.map((member) => member.name);
  expect(await find({})).toHaveLength(2);
  expect(await find({ q: "anna" })).toEqual(["Anna 100%"]);
  expect(await find({ q: "0%" })).toEqual(["Anna 100%"]);
  expect(await find({ q: "%" })).toEqual(["Anna 100%"]);
  expect(await find({ q: "@EXAMPLE.org" })).toHaveLength(2);
  expect(await find({ standing: "banned" })).toEqual(["Paul"]);
  expect(await find({ standing: "editor" })).toEqual(["Anna 100%"]);
});
