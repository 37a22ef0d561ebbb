import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { castVote, countReleasedVotes, findDrift, recountVotes, withdrawVote } from "@/lib/statements/mutations";
import { database } from "@/tests/support/database";
import { createMember, createMembers, createVotedTool } from "@/tests/support/members";

const atOnce = null;

function vote(statementId: number, memberId: string, heldUntil: Date | null = atOnce) {
  return castVote(database, { statementId, memberId, heldUntil });
}

async function scoreOf(statementId: number): Promise<number> {
  return (await database.statement.findUniqueOrThrow({ where: { id: statementId } })).score;
}

async function votesOf(toolId: number): Promise<number> {
  return (await database.tool.findUniqueOrThrow({ where: { id: toolId } })).votes;
}

/** Counts in the test's own words what the site should say. */
async function countByHand(toolId: number): Promise<{ scores: Record<number, number>; votes: number }> {
  const statements = await database.statement.findMany({
    where: { toolId },
    include: { votes: { include: { member: true } } },
  });
  const scores: Record<number, number> = {};
  let votes = 0;
  for (const { id, kind, status, importedVotes, votes: given } of statements) {
    const counting = given.filter(
      ({ heldUntil, member }) =>
        member.emailVerified && member.bannedAt === null && (heldUntil === null || heldUntil <= new Date()),
    );
    scores[id] = importedVotes + counting.length;
    if (kind === "pro" && status === "published") votes += scores[id];
  }
  return { scores, votes };
}

async function expectCounted(toolId: number): Promise<void> {
  const { scores, votes } = await countByHand(toolId);
  for (const [id, score] of Object.entries(scores)) expect(await scoreOf(Number(id)), `statement ${id}`).toBe(score);
  expect(await votesOf(toolId), "votes of the tool").toBe(votes);
}

describe("one member, one vote", () => {
  test("a vote adds one to what was imported, and giving it again nothing", async () => {
    const { id, slug, statements } = await createVotedTool({ pros: [21, 6], cons: [4] });
    const [pro = 0] = statements;
    const member = await createMember();
    expect(await vote(pro, member)).toMatchObject({ score: 22, voted: true, toolSlug: slug });
    expect(await vote(pro, member)).toMatchObject({ score: 22, voted: true });
    expect(await votesOf(id)).toBe(28);
    expect(await withdrawVote(database, { statementId: pro, memberId: member })).toMatchObject({
      score: 21,
      voted: false,
    });
    expect(await withdrawVote(database, { statementId: pro, memberId: member })).toMatchObject({
      score: 21,
      voted: false,
    });
    expect(await votesOf(id)).toBe(27);
  });

  test("a vote for a con counts there and not among the tool's votes", async () => {
    const { id, statements } = await createVotedTool({ pros: [3], cons: [4] });
    expect(await vote(statements[1] ?? 0, await createMember())).toMatchObject({ score: 5 });
    expect(await votesOf(id)).toBe(3);
  });

  test("an author's vote for the own statement counts once like any other", async () => {
    const { id, statements } = await createVotedTool();
    const [own = 0] = statements;
    const author = await createMember();
    await database.statement.update({ where: { id: own }, data: { authorId: author } });
    expect((await vote(own, author)).score).toBe(1);
    expect((await vote(own, author)).score).toBe(1);
    await expectCounted(id);
  });

  test.each(["waiting", "withdrawn", "refused"] as const)("a %s statement takes no votes", async (status) => {
    const { id, statements } = await createVotedTool({ pros: [2, 5] });
    const [hidden = 0] = statements;
    await database.statement.update({ where: { id: hidden }, data: { status } });
    await database.$transaction((tx) => recountVotes(tx, [id]));
    const member = await createMember();
    await expect(vote(hidden, member)).rejects.toMatchObject({ code: "missing" });
    await expect(withdrawVote(database, { statementId: hidden, memberId: member })).rejects.toMatchObject({
      code: "missing",
    });
    expect(await votesOf(id)).toBe(5);
  });

  test.each([0, -1, 2_147_483_647])("there is no statement %d", async (statementId) => {
    await expect(vote(statementId, await createMember())).rejects.toMatchObject({ code: "missing" });
  });

  test("a member who is gone votes for nothing", async () => {
    const { statements } = await createVotedTool();
    await expect(vote(statements[0] ?? 0, "nobody")).rejects.toMatchObject({ code: "not-signed-in" });
    expect(await database.vote.count({ where: { memberId: "nobody" } })).toBe(0);
  });
});

describe("whose votes count", () => {
  test.each([
    ["banned", { bannedAt: new Date() }],
    ["not confirmed", { emailVerified: false }],
  ])("a member who is %s is not counted", async (_, fixture) => {
    const { id, statements } = await createVotedTool({ pros: [7] });
    expect(await vote(statements[0] ?? 0, await createMember(fixture))).toMatchObject({ score: 7 });
    expect(await votesOf(id)).toBe(7);
  });

  test("a held vote counts when its time is over, and not before", async () => {
    const { id, slug, statements } = await createVotedTool({ pros: [7] });
    const [pro = 0] = statements;
    const member = await createMember();
    expect((await vote(pro, member, new Date(Date.now() + 3_600_000))).score).toBe(7);
    expect(await countReleasedVotes(database)).not.toContain(slug);
    expect(await scoreOf(pro)).toBe(7);
    await database.vote.updateMany({ where: { memberId: member }, data: { heldUntil: new Date(Date.now() - 1000) } });
    expect(await countReleasedVotes(database)).toEqual([slug]);
    expect(await scoreOf(pro)).toBe(8);
    expect(await votesOf(id)).toBe(8);
    expect(await countReleasedVotes(database)).toEqual([]);
  });

  test("voting again does not hold a vote that already counts, nor release one that is held", async () => {
    const { statements } = await createVotedTool();
    const [pro = 0] = statements;
    const [early, late] = [await createMember(), await createMember()];
    await vote(pro, early);
    expect((await vote(pro, early, new Date(Date.now() + 3_600_000))).score).toBe(1);
    await vote(pro, late, new Date(Date.now() + 3_600_000));
    expect((await vote(pro, late)).score).toBe(1);
  });

  test("a score that something else changed is found", async () => {
    const { slug, statements } = await createVotedTool({ pros: [7] });
    const [pro = 0] = statements;
    expect(await findDrift(database)).toEqual([]);
    await database.statement.update({ where: { id: pro }, data: { score: 9 } });
    expect(await findDrift(database)).toEqual([{ statementId: pro, tool: slug, stored: 9, counted: 7 }]);
    await database.statement.update({ where: { id: pro }, data: { score: 7 } });
  });
});

// What an editor, the member or time does; each recounts as the code that does it for real must.
async function setBan(memberId: string, bannedAt: Date | null): Promise<void> {
  await database.$transaction(async (tx) => {
    // Of many: a member who has just been deleted is none, and that is no error.
    await tx.member.updateMany({ where: { id: memberId }, data: { bannedAt } });
    const tools = await tx.tool.findMany({ where: { statements: { some: { votes: { some: { memberId } } } } } });
    await recountVotes(
      tx,
      tools.map((tool) => tool.id),
    );
  });
}

async function deleteMember(memberId: string): Promise<void> {
  await database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM members WHERE id = ${memberId} FOR UPDATE`;
    const tools = await tx.tool.findMany({ where: { statements: { some: { votes: { some: { memberId } } } } } });
    await tx.member.delete({ where: { id: memberId } });
    await recountVotes(
      tx,
      tools.map((tool) => tool.id),
    );
  });
}

describe("many at once", () => {
  test("300 members vote on one statement, each twice, and every third withdraws: the score is what SQL counts", async () => {
    const { id, statements } = await createVotedTool({ pros: [11, 5], cons: [3] });
    const [pro = 0] = statements;
    const members = await createMembers(300);
    const outcomes = await Promise.allSettled(
      members.flatMap((member, index) => {
        const twice = [vote(pro, member), vote(pro, member)];
        if (index % 3 !== 0) return twice;
        return [
          ...twice,
          Promise.all(twice).then(() => withdrawVote(database, { statementId: pro, memberId: member })),
        ];
      }),
    );
    expect(outcomes.filter((outcome) => outcome.status === "rejected")).toEqual([]);
    expect(await database.vote.count({ where: { statementId: pro } })).toBe(200);
    expect(await scoreOf(pro)).toBe(211);
    expect(await votesOf(id)).toBe(216);
  }, 120_000);

  test("votes on all statements of one tool at once leave the tool with their sum", async () => {
    const { id, statements } = await createVotedTool({ pros: [0, 0, 0, 0], cons: [0, 0] });
    const members = await createMembers(60);
    await Promise.all(members.flatMap((member) => statements.map((statement) => vote(statement, member))));
    expect(await votesOf(id)).toBe(240);
    await expectCounted(id);
  }, 120_000);

  test("votes, bans, deletions and releases at once neither block each other for good nor leave a wrong number", async () => {
    const one = await createVotedTool({ pros: [1, 2], cons: [3] });
    const two = await createVotedTool({ pros: [4], cons: [5] });
    const statements = [...one.statements, ...two.statements];
    const members = await createMembers(40);
    const soon = new Date(Date.now() + 300);
    const work = members.flatMap((member, index) => [
      ...statements.map((statement) => vote(statement, member, index % 5 === 0 ? soon : null)),
      ...(index % 4 === 0 ? [setBan(member, new Date())] : []),
      ...(index % 4 === 1
        ? [withdrawVote(database, { statementId: statements[index % 5] ?? 0, memberId: member })]
        : []),
      ...(index % 10 === 0 ? [countReleasedVotes(database)] : []),
      ...(index % 7 === 3 ? [deleteMember(member)] : []),
    ]);
    const outcomes = await Promise.allSettled(work);
    const unexpected = outcomes.flatMap((outcome) =>
      // A vote of a member who has just been deleted is refused, and only that.
      outcome.status === "rejected" && outcome.reason?.code !== "not-signed-in" ? [outcome.reason] : [],
    );
    expect(unexpected).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, soon.getTime() - Date.now()) + 50));
    await countReleasedVotes(database);
    await expectCounted(one.id);
    await expectCounted(two.id);
    expect(await findDrift(database)).toEqual([]);
  }, 120_000);
});

type Step =
  | { kind: "vote" | "held vote" | "withdraw"; member: number; statement: number }
  | { kind: "ban" | "unban" | "delete" | "confirm" | "unconfirm"; member: number }
  | { kind: "release" };

const member = fc.nat(3);
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constantFrom("vote", "held vote", "withdraw"), member, statement: fc.nat(3) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("ban", "unban", "delete", "confirm", "unconfirm"), member }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("release") }) },
);

async function setVerified(memberId: string, emailVerified: boolean): Promise<void> {
  await database.$transaction(async (tx) => {
    await tx.member.update({ where: { id: memberId }, data: { emailVerified } });
    const tools = await tx.tool.findMany({ where: { statements: { some: { votes: { some: { memberId } } } } } });
    await recountVotes(
      tx,
      tools.map((tool) => tool.id),
    );
  });
}

test("after any sequence of votes, withdrawals, bans, deletions, holds and releases the score is the count", async () => {
  const run = async (imported: number[], steps: Step[]) => {
    const [first = 0, second = 0, third = 0, fourth = 0] = imported;
    const tool = await createVotedTool({ pros: [first, second], cons: [third, fourth] });
    const members = await createMembers(4);
    for (const step of steps) {
      if (step.kind === "release") {
        const ids = { in: members };
        await database.vote.updateMany({
          where: { memberId: ids, heldUntil: { not: null } },
          data: { heldUntil: new Date(Date.now() - 1) },
        });
        await countReleasedVotes(database);
      } else {
        const who = members[step.member] ?? "";
        const isThere = (await database.member.count({ where: { id: who } })) > 0;
        if (!isThere) members[step.member] = await createMember();
        const id = members[step.member] ?? "";
        if ("statement" in step) {
          const statementId = tool.statements[step.statement] ?? 0;
          if (step.kind === "withdraw") await withdrawVote(database, { statementId, memberId: id });
          else await vote(statementId, id, step.kind === "vote" ? null : new Date(Date.now() + 3_600_000));
        } else if (step.kind === "delete") await deleteMember(id);
        else if (step.kind === "ban" || step.kind === "unban")
          await setBan(id, step.kind === "ban" ? new Date() : null);
        else await setVerified(id, step.kind === "confirm");
      }
      await expectCounted(tool.id);
    }
    expect(await findDrift(database)).toEqual([]);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }),
      fc.array(stepArbitrary, { minLength: 1, maxLength: 25 }),
      run,
    ),
    { numRuns: 30, endOnFailure: true },
  );
}, 180_000);
