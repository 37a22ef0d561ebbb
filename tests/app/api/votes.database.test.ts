import { beforeEach, describe, expect, test, vi } from "vitest";
import { POST } from "@/app/api/votes/route";
import { LIMITS } from "@/lib/rate-limit";
import { site } from "@/lib/site";
import { database } from "@/tests/support/database";
import { createMember, createMembers, createVotedTool, post, signIn } from "@/tests/support/members";

const cleared = vi.hoisted(() => vi.fn());
vi.mock("next/cache", () => ({ revalidateTag: cleared, cacheTag: vi.fn(), cacheLife: vi.fn() }));

let sent = 0;

/** Sends a vote from an address of its own, so that no test uses up the points of another. */
function send(json: object, headers: Record<string, string | null>): Promise<Response> {
  sent += 1;
  const from = `10.${Math.floor(sent / 62_500)}.${Math.floor(sent / 250) % 250}.${(sent % 250) + 1}`;
  return POST(post("/api/votes", { json }, { "X-Client-Address": from, ...headers }));
}

const storedVotes = () => database.vote.count();

beforeEach(() => {
  cleared.mockReset();
});

describe("a vote", () => {
  test("counts, says so, and clears the pages of its tool", async () => {
    const { slug, statements } = await createVotedTool({ pros: [21] });
    const Cookie = await signIn(await createMember());
    const [statement] = statements;
    const answer = async (want: string) => (await send({ statement, want }, { Cookie })).json();
    expect(await answer("vote")).toEqual({ score: 22, voted: true });
    expect(await answer("vote")).toEqual({ score: 22, voted: true });
    expect(await answer("withdraw")).toEqual({ score: 21, voted: false });
    expect(await answer("toggle")).toEqual({ score: 22, voted: true });
    expect(await answer("toggle")).toEqual({ score: 21, voted: false });
    expect(cleared).toHaveBeenCalledWith(`statements:${slug}`, { expire: 0 });
  });

  test("without JavaScript leads back to the statement on the page it stands on", async () => {
    const { slug, statements } = await createVotedTool();
    const Cookie = await signIn(await createMember());
    const from = async (referer: string | null) => {
      const body = new URLSearchParams({ statement: String(statements[0]), want: "toggle" });
      const headers = { Cookie, Accept: "text/html", Referer: referer };
      const answer = await POST(post("/api/votes", { body }, headers));
      expect(answer.status).toBe(303);
      return answer.headers.get("location");
    };
    const hash = `#statement-${statements[0]}`;
    expect(await from(`${site.url}/stackups/a-vs-b?x=1`)).toBe(`/stackups/a-vs-b${hash}`);
    expect(await from(null)).toBe(`/tools/${slug}${hash}`);
    expect(await from(`${site.url}//evil.example/x`)).toBe(`/tools/${slug}${hash}`);
  });

  test.each([
    ["a statement that does not exist", { statement: 2_000_000_000, want: "vote" }, 404],
    ["a statement beyond what numbers can be", { statement: 1e18, want: "vote" }, 400],
    ["a text where a number belongs", { statement: "one", want: "vote" }, 400],
    ["an expression", { statement: "1 OR 1=1", want: "vote" }, 400],
    ["a fraction", { statement: 1.5, want: "vote" }, 400],
    ["a negative number", { statement: -1, want: "vote" }, 400],
    ["no statement", { want: "vote" }, 400],
    ["an object", { statement: { gt: 0 }, want: "vote" }, 400],
    ["another wish", { statement: 1, want: "<script>alert(1)</script>" }, 400],
    ["no wish", { statement: 1 }, 400],
  ])("%s is refused and nothing written", async (_, json, status) => {
    const Cookie = await signIn(await createMember());
    const before = await storedVotes();
    const answer = await send(json, { Cookie });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status, title: expect.any(String) });
    expect(await storedVotes()).toBe(before);
    expect(cleared).not.toHaveBeenCalled();
  });

  test("a statement that waits for an editor cannot be voted for by a forged id", async () => {
    const { statements } = await createVotedTool();
    await database.statement.update({ where: { id: statements[0] }, data: { status: "waiting" } });
    const Cookie = await signIn(await createMember());
    const answer = await send({ statement: statements[0], want: "vote" }, { Cookie });
    expect(answer.status).toBe(404);
    expect(await database.vote.count({ where: { statementId: statements[0] } })).toBe(0);
  });

  test("is the signed-in member's, whoever the body names", async () => {
    const { statements } = await createVotedTool();
    const [own, other] = [await createMember(), await createMember()];
    const body = { statement: statements[0], want: "vote", memberId: other, member: other, viewer: { id: other } };
    expect((await send(body, { Cookie: await signIn(own) })).status).toBe(200);
    expect(await database.vote.findMany({ select: { memberId: true }, where: { statementId: statements[0] } })).toEqual(
      [{ memberId: own }],
    );
  });

  test.each([
    ["a foreign origin", { Origin: "https://evil.example" }, 403],
    ["no origin", { Origin: null }, 403],
    ["nobody signed in", { Cookie: null }, 401],
  ])("with %s is refused and nothing written", async (_, headers, status) => {
    const { statements } = await createVotedTool();
    const Cookie = await signIn(await createMember());
    const answer = await send({ statement: statements[0], want: "vote" }, { Cookie, ...headers });
    expect(answer.status).toBe(status);
    expect(await database.vote.count({ where: { statementId: statements[0] } })).toBe(0);
  });
});

describe("votes of young accounts", () => {
  test("wait when the operator says so, and count at once when not", async () => {
    const { statements } = await createVotedTool({ pros: [5] });
    const createdAt = new Date(Date.now() - 3_600_000);
    const wants = { statement: statements[0], want: "vote" };
    process.env.VOTE_HOLD_HOURS = "2";
    try {
      const young = await send(wants, { Cookie: await signIn(await createMember({ createdAt })) });
      expect(await young.json()).toEqual({ score: 5, voted: true });
      const old = await createMember({ createdAt: new Date(Date.now() - 3 * 3_600_000) });
      expect(await (await send(wants, { Cookie: await signIn(old) })).json()).toEqual({ score: 6, voted: true });
      const held = await database.vote.findMany({ where: { heldUntil: { not: null } } });
      expect(held.map((vote) => vote.heldUntil?.getTime())).toEqual([createdAt.getTime() + 2 * 3_600_000]);
    } finally {
      delete process.env.VOTE_HOLD_HOURS;
    }
    const now = await send(wants, { Cookie: await signIn(await createMember({ createdAt })) });
    expect(await now.json()).toEqual({ score: 7, voted: true });
  });
});

describe("limits", () => {
  test("over the member's limit: 429 with Retry-After, and the vote is not written", async () => {
    const { statements } = await createVotedTool({ pros: [0, 0] });
    const Cookie = await signIn(await createMember());
    const click = () => send({ statement: statements[0], want: "vote" }, { Cookie });
    await Promise.all(Array.from({ length: LIMITS.vote.member.points }, click));
    const answer = await send({ statement: statements[1], want: "vote" }, { Cookie });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await answer.json()).title).toMatch(/Try again in \d+ seconds/);
    expect(await database.vote.count({ where: { statementId: statements[1] } })).toBe(0);
  });

  test("while the limiter cannot answer: 503, and the vote is not written", async () => {
    const { statements } = await createVotedTool();
    const Cookie = await signIn(await createMember());
    await database.$executeRaw`ALTER TABLE rate_limits RENAME TO rate_limits_away`;
    try {
      const answer = await send({ statement: statements[0], want: "vote" }, { Cookie });
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("60");
    } finally {
      await database.$executeRaw`ALTER TABLE rate_limits_away RENAME TO rate_limits`;
    }
    expect(await database.vote.count({ where: { statementId: statements[0] } })).toBe(0);
  });
});

test("300 members at once, each clicking twice, every third withdrawing: no error, and the score is the count", async () => {
  const { id, statements } = await createVotedTool({ pros: [9] });
  const [statement] = statements;
  const members = await createMembers(300);
  const cookies = await Promise.all(members.map((member) => signIn(member)));
  const answers = await Promise.all(
    cookies.map(async (Cookie, index) => {
      const click = () => send({ statement, want: "vote" }, { Cookie });
      const twice = await Promise.all([click(), click()]);
      return index % 3 === 0 ? [...twice, await send({ statement, want: "withdraw" }, { Cookie })] : twice;
    }),
  );
  expect(new Set(answers.flat().map((answer) => answer.status))).toEqual(new Set([200]));
  const counted = await database.vote.count({ where: { statementId: statement } });
  expect(counted).toBe(200);
  expect((await database.statement.findUniqueOrThrow({ where: { id: statement } })).score).toBe(9 + counted);
  expect((await database.tool.findUniqueOrThrow({ where: { id } })).votes).toBe(9 + counted);
}, 120_000);
