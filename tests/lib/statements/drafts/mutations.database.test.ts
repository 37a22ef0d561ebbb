import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DomainError } from "@/lib/errors";
import { addStatement, decideStatement, editStatement, withdrawStatement } from "@/lib/statements/drafts/mutations";
import { draftSchema } from "@/lib/statements/drafts/schema";
import { castVote, findDrift, withdrawVote } from "@/lib/statements/mutations";
import { reportStatement } from "@/lib/statements/reports/mutations";
import { database } from "@/tests/support/database";
import { createMember, createMembers, createVotedTool } from "@/tests/support/members";

const editorId = await createMember();

type Options = { kind?: "pro" | "con"; firstWaits?: boolean; note?: string; version?: string; source?: string };

function add(
  toolSlug: string,
  memberId: string,
  text: string,
  { kind = "pro", firstWaits = false, ...more }: Options = {},
) {
  return addStatement(database, { memberId, toolSlug, kind, draft: draftSchema.parse({ text, ...more }), firstWaits });
}

function edit(statementId: number, memberId: string, text: string) {
  return editStatement(database, { memberId, statementId, draft: draftSchema.parse({ text }) });
}

function vote(statementId: number, memberId: string) {
  return castVote(database, { statementId, memberId, heldUntil: null });
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: DomainError) => error.code,
  );
}

function read(id: number) {
  return database.statement.findUniqueOrThrow({ where: { id } });
}

async function toolVotes(id: number): Promise<number> {
  return (await database.tool.findUniqueOrThrow({ where: { id } })).votes;
}

function listEvents(toolId: number) {
  return database.toolEvent.findMany({ where: { toolId, kind: "statement" }, orderBy: { id: "asc" } });
}

/** Makes a statement look as if it was written this many minutes ago. */
async function age(id: number, minutes: number): Promise<void> {
  await database.statement.update({ where: { id }, data: { createdAt: new Date(Date.now() - minutes * 60_000) } });
}

describe("adding", () => {
  test("keeps what was written, after those that stand there, and tells followers", async () => {
    const tool = await createVotedTool({ pros: [7, 2] });
    const member = await createMember();
    const more = { note: "Since *2.0*.", version: "v2", source: "https://example.org/a" };
    const { id, status } = await add(tool.slug, member, "  Easy   Scaling ", more);
    expect(status).toBe("published");
    expect(await read(id)).toMatchObject({
      text: "Easy Scaling",
      textKey: "easy scaling",
      note: "Since *2.0*.",
      version: "v2",
      sourceUrl: "https://example.org/a",
      authorId: member,
      isOfDeleted: false,
      importedVotes: 0,
      score: 0,
      position: 2,
      sourceId: null,
    });
    expect(await listEvents(tool.id)).toMatchObject([
      { text: expect.stringContaining("Easy Scaling"), path: `/tools/${tool.slug}#statement-${id}` },
    ]);
    expect(await toolVotes(tool.id)).toBe(9);
  });

  test("the same words are refused in any case of letters, but not as the other kind or of another tool", async () => {
    const [one, other] = [await createVotedTool(), await createVotedTool()];
    const [ann, ben] = [await createMember(), await createMember()];
    await add(one.slug, ann, "Easy scaling");
    expect(await refusal(add(one.slug, ben, "EASY  Scaling"))).toBe("conflict");
    expect(await refusal(add(one.slug, ann, "Easy scaling"))).toBe("conflict");
    expect(await refusal(add(one.slug, ben, "Easy scaling", { kind: "con" }))).toBe("done");
    expect(await refusal(add(other.slug, ben, "Easy scaling"))).toBe("done");
    expect(await refusal(add("no-such-tool", ben, "Easy scaling"))).toBe("missing");
    expect(await refusal(add(one.slug, "nobody", "Easy going"))).toBe("not-signed-in");
  });

  test("the same words sent by 20 members at once stand there once", async () => {
    const tool = await createVotedTool();
    const members = await createMembers(20);
    const results = await Promise.all(members.map((member) => refusal(add(tool.slug, member, "Fast builds"))));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(results.filter((result) => result === "conflict")).toHaveLength(19);
    expect(await database.statement.count({ where: { toolId: tool.id, textKey: "fast builds" } })).toBe(1);
    expect(await listEvents(tool.id)).toHaveLength(1);
  });

  test("words that the database lower-cases in its own way are kept", async () => {
    const tool = await createVotedTool();
    const member = await createMember();
    for (const text of ["İstanbul", "STRASSE ß ẞ", "ΟΔΟΣ", "Ǆ ǅ", "日本語の文書"]) {
      expect(await refusal(add(tool.slug, member, text)), text).toBe("done");
    }
  });
});

describe("first statements", () => {
  test("of a new member wait and are no news until an editor publishes one; the next ones do not wait", async () => {
    const tool = await createVotedTool();
    const member = await createMember();
    const first = await add(tool.slug, member, "Easy scaling", { firstWaits: true });
    const second = await add(tool.slug, member, "Good docs", { firstWaits: true });
    expect([first.status, second.status]).toEqual(["waiting", "waiting"]);
    expect(await listEvents(tool.id)).toEqual([]);
    expect(await refusal(vote(first.id, await createMember()))).toBe("missing");
    await decideStatement(database, { editorId, statementId: first.id, decision: "publish" });
    await decideStatement(database, { editorId, statementId: second.id, decision: "refuse" });
    expect(await listEvents(tool.id)).toMatchObject([{ path: `/tools/${tool.slug}#statement-${first.id}` }]);
    expect((await add(tool.slug, member, "Small binary", { firstWaits: true })).status).toBe("published");
    expect(await refusal(decideStatement(database, { editorId, statementId: first.id, decision: "refuse" }))).toBe(
      "conflict",
    );
    expect(await refusal(decideStatement(database, { editorId, statementId: 2_000_000, decision: "refuse" }))).toBe(
      "missing",
    );
  });

  test.each(["editor", "admin"] as const)("of an %s do not wait", async (role) => {
    const tool = await createVotedTool();
    const member = await createMember();
    await database.member.update({ where: { id: member }, data: { role } });
    expect((await add(tool.slug, member, "Easy scaling", { firstWaits: true })).status).toBe("published");
  });

  test("that wait or were refused keep their words taken", async () => {
    const tool = await createVotedTool();
    const [ann, ben] = [await createMember(), await createMember()];
    const { id } = await add(tool.slug, ann, "Easy scaling", { firstWaits: true });
    await expect(add(tool.slug, ben, "easy scaling")).rejects.toThrow(/waits for an editor/);
    await decideStatement(database, { editorId, statementId: id, decision: "refuse" });
    await expect(add(tool.slug, ben, "easy scaling")).rejects.toThrow(/refused/);
    expect(await refusal(edit(id, ann, "Other words"))).toBe("conflict");
  });
});

describe("editing", () => {
  test("is open for 30 minutes, and afterwards while nobody else voted", async () => {
    const tool = await createVotedTool();
    const [ann, ben] = [await createMember(), await createMember()];
    const { id } = await add(tool.slug, ann, "Easy scaling");
    await vote(id, ben);
    expect(await refusal(edit(id, ann, "Easy scaling out"))).toBe("done");
    await age(id, 31);
    expect(await refusal(edit(id, ann, "Easy scaling up"))).toBe("conflict");
    expect((await read(id)).text).toBe("Easy scaling out");
    await withdrawVote(database, { statementId: id, memberId: ben });
    await vote(id, ann);
    expect(await refusal(edit(id, ann, "Easy Scaling Up"))).toBe("done");
    expect(await read(id)).toMatchObject({ text: "Easy Scaling Up", textKey: "easy scaling up", score: 1 });
    expect((await read(id)).editedAt).not.toBeNull();
    const events = await listEvents(tool.id);
    expect(events).toHaveLength(1);
    expect(events[0]?.text).toContain("Easy Scaling Up");
  });

  test("to words that stand there is refused; to one's own in another case it is not", async () => {
    const tool = await createVotedTool();
    const member = await createMember();
    const { id } = await add(tool.slug, member, "Easy scaling");
    await add(tool.slug, member, "Good docs");
    expect(await refusal(edit(id, member, "GOOD docs"))).toBe("conflict");
    expect(await refusal(edit(id, member, "EASY scaling"))).toBe("done");
    expect((await read(id)).text).toBe("EASY scaling");
  });

  test("two statements to the same words at once: one is refused, nothing fails", async () => {
    const tool = await createVotedTool();
    const members = await createMembers(6);
    const ids = [];
    for (const [nr, member] of members.entries()) ids.push((await add(tool.slug, member, `Words ${nr}`)).id);
    const results = await Promise.all(ids.map((id, nr) => refusal(edit(id, members[nr] ?? "", "The same words"))));
    expect(results.sort()).toEqual(["conflict", "conflict", "conflict", "conflict", "conflict", "done"]);
  });

  test("and withdrawing another member's statement is refused, and writes nothing", async () => {
    const tool = await createVotedTool({ pros: [3] });
    const [ann, ben] = [await createMember(), await createMember()];
    const { id } = await add(tool.slug, ann, "Easy scaling");
    const waiting = await add(tool.slug, await createMember(), "Good docs", { firstWaits: true });
    const before = await database.statement.findMany({ where: { toolId: tool.id }, orderBy: { id: "asc" } });
    const cases = [
      [id, "forbidden"],
      [tool.statements[0] ?? 0, "forbidden"],
      [waiting.id, "missing"],
      [2_000_000, "missing"],
    ] as const;
    for (const [statementId, code] of cases) {
      expect(await refusal(edit(statementId, ben, "Mine now"))).toBe(code);
      expect(await refusal(withdrawStatement(database, { statementId, memberId: ben }))).toBe(code);
    }
    expect(await database.statement.findMany({ where: { toolId: tool.id }, orderBy: { id: "asc" } })).toEqual(before);
  });
});

describe("withdrawing", () => {
  test("takes the votes of a pro off the tool and its news off the list, in one step", async () => {
    const tool = await createVotedTool({ pros: [3] });
    const [ann, ben] = [await createMember(), await createMember()];
    const { id } = await add(tool.slug, ann, "Easy scaling");
    await vote(id, ann);
    await vote(id, ben);
    expect(await toolVotes(tool.id)).toBe(5);
    await withdrawStatement(database, { statementId: id, memberId: ann });
    expect(await toolVotes(tool.id)).toBe(3);
    expect((await read(id)).status).toBe("withdrawn");
    expect(await listEvents(tool.id)).toEqual([]);
    expect(await refusal(vote(id, ben))).toBe("missing");
    expect(await refusal(withdrawStatement(database, { statementId: id, memberId: ann }))).toBe("conflict");
    expect(await refusal(edit(id, ann, "Other words"))).toBe("conflict");
    expect(await findDrift(database)).toEqual([]);
  });

  test("makes room for the same words, which begin without votes", async () => {
    const tool = await createVotedTool();
    const [ann, ben] = [await createMember(), await createMember()];
    const { id } = await add(tool.slug, ann, "Easy scaling");
    await vote(id, ann);
    await withdrawStatement(database, { statementId: id, memberId: ann });
    const again = await add(tool.slug, ben, "Easy scaling");
    expect(again.id).not.toBe(id);
    expect(await read(again.id)).toMatchObject({ authorId: ben, score: 0 });
    expect(await toolVotes(tool.id)).toBe(0);
  });

  test("while others vote for it and for its neighbours, the tool's votes stay what the statements say", async () => {
    const tool = await createVotedTool({ pros: [3, 4] });
    const [author = "", ...voters] = await createMembers(25);
    const { id } = await add(tool.slug, author, "Easy scaling");
    const ids = [id, ...tool.statements];
    await Promise.all([
      ...voters.map((member, nr) => refusal(vote(ids[nr % ids.length] ?? id, member))),
      withdrawStatement(database, { statementId: id, memberId: author }),
    ]);
    const sum = await database.statement.aggregate({
      where: { toolId: tool.id, kind: "pro", status: "published" },
      _sum: { score: true },
    });
    expect(await toolVotes(tool.id)).toBe(sum._sum.score);
    expect(await findDrift(database)).toEqual([]);
  });
});

describe("any sequence", () => {
  type Step =
    | { do: "add"; member: number; text: number; kind: "pro" | "con"; waits: boolean }
    | { do: "vote" | "unvote" | "report" | "withdraw" | "publish" | "refuse"; member: number; at: number }
    | { do: "edit"; member: number; at: number; text: number }
    | { do: "ban"; member: number };

  const member = fc.nat({ max: 3 });
  const at = fc.nat({ max: 7 });
  const text = fc.nat({ max: 5 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      do: fc.constant("add" as const),
      member,
      text,
      kind: fc.constantFrom("pro" as const, "con" as const),
      waits: fc.boolean(),
    }),
    fc.record({
      do: fc.constantFrom(
        "vote" as const,
        "vote" as const,
        "unvote" as const,
        "report" as const,
        "withdraw" as const,
        "publish" as const,
        "refuse" as const,
      ),
      member,
      at,
    }),
    fc.record({ do: fc.constant("edit" as const), member, at, text }),
  );

  test("of adding, voting, editing, withdrawing and reporting leaves score = imported + counting votes, and the tool's votes their sum", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const tool = await createVotedTool({ pros: [21, 0], cons: [4] });
        const members = await createMembers(3);
        // One whose votes never count.
        members.push(await createMember({ emailVerified: false }));
        const ids = [...tool.statements];
        for (const one of steps) {
          const memberId = members[one.member] ?? "";
          const statementId = "at" in one ? (ids[one.at % ids.length] ?? 0) : 0;
          const work = async () => {
            if (one.do === "add") {
              const { id } = await add(tool.slug, memberId, `Words ${one.text}`, {
                kind: one.kind,
                firstWaits: one.waits,
              });
              ids.push(id);
            } else if (one.do === "vote") await vote(statementId, memberId);
            else if (one.do === "unvote") await withdrawVote(database, { statementId, memberId });
            else if (one.do === "report") await reportStatement(database, { statementId, memberId, reason: "wrong" });
            else if (one.do === "withdraw") await withdrawStatement(database, { statementId, memberId });
            else if (one.do === "publish" || one.do === "refuse")
              await decideStatement(database, { editorId, statementId, decision: one.do });
            else if (one.do === "edit") await edit(statementId, memberId, `Words ${one.text}`);
          };
          expect(["done", "conflict", "missing", "forbidden"]).toContain(await refusal(work()));
        }
        const rows = await database.statement.findMany({
          where: { toolId: tool.id },
          include: { votes: { include: { member: true } } },
        });
        for (const row of rows)
          expect(row.score).toBe(row.importedVotes + row.votes.filter((given) => given.member.emailVerified).length);
        const pros = rows.filter((row) => row.kind === "pro" && row.status === "published");
        expect(await toolVotes(tool.id)).toBe(pros.reduce((sum, row) => sum + row.score, 0));
        const published = rows.filter((row) => row.status === "published" && row.authorId !== null);
        expect((await listEvents(tool.id)).map((event) => event.path).sort()).toEqual(
          published.map((row) => `/tools/${tool.slug}#statement-${row.id}`).sort(),
        );
      }),
      { numRuns: 25 },
    );
  });
});
