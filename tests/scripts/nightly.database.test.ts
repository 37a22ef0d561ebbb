import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import path from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { setDigest } from "@/lib/digests/mutations";
import { setFollow } from "@/lib/follows/mutations";
import { castVote } from "@/lib/statements/mutations";
import { readToken } from "@/lib/token";
import { runNightlyJobs } from "@/scripts/nightly-jobs";
import { database } from "@/tests/support/database";
import { createMember, createSession, createVotedTool } from "@/tests/support/members";

// The running site, as far as jobs know it: it keeps what it is told to clear.
const ordered: string[] = [];
const site = createServer((request, response) => {
  const body: Buffer[] = [];
  request.on("data", (part: Buffer) => body.push(part));
  request.on("end", () => {
    const { authorization = "" } = request.headers;
    expect(readToken(authorization.replace("Bearer ", ""), "clear", new Date())).toBe("upkeep");
    ordered.push(...JSON.parse(Buffer.concat(body).toString("utf8")).tags);
    response.end();
  });
});
await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
const address = site.address();
process.env.INTERNAL_URL = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
afterAll(() => new Promise((resolve) => site.close(resolve)));

const root = path.resolve(import.meta.dirname, "../..");

/** Runs the jobs on this file's database. */
async function runNightly(...args: ["--dry-run"] | []): Promise<{ code: number; output: string }> {
  ordered.length = 0;
  const lines = await runNightlyJobs(database, args.length > 0);
  return {
    code: lines.every(({ isFine }) => isFine) ? 0 : 1,
    output: lines.map(({ text }) => text).join("\n"),
  };
}

/** Runs the program as `npm run nightly` does, on this file's database. */
function startNightly(...args: string[]): Promise<{ code: number | null; output: string }> {
  const job = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", path.join(root, "scripts/nightly.ts"), ...args],
    { cwd: root, env: process.env },
  );
  let output = "";
  const keep = (part: Buffer) => {
    output += part.toString("utf8");
  };
  job.stdout.on("data", keep);
  job.stderr.on("data", keep);
  return new Promise((resolve) => job.once("close", (code) => resolve({ code, output })));
}

const votesOf = (id: number) =>
  database.tool.findUniqueOrThrow({ where: { id }, select: { votes: true, stars: true } });
const past = new Date(Date.now() - 60_000);
const future = new Date(Date.now() + 3_600_000);

describe("npm run nightly", () => {
  test("finds nothing to report in sound numbers", async () => {
    const tool = await createVotedTool({ pros: [3], cons: [1] });
    await castVote(database, { statementId: tool.statements[0] ?? 0, memberId: await createMember(), heldUntil: null });
    const { code, output } = await runNightly();
    expect(output).toContain("✓ Recount: every stored number is what is counted");
    expect(output).toContain("✓ Pages: none shows a number that changed");
    expect([code, ordered]).toEqual([0, []]);
  });

  test("reports numbers that were changed by hand with code 1, sets them right, and then is content", async () => {
    const tool = await createVotedTool({ pros: [3, 2], cons: [1] });
    const [pro, , con] = tool.statements;
    await database.statement.update({ where: { id: con }, data: { score: 7 } });
    await database.statement.update({ where: { id: pro }, data: { score: 5 } });
    await database.tool.update({ where: { id: tool.id }, data: { stars: 99 } });
    const dry = await runNightly("--dry-run");
    expect(dry.code).toBe(1);
    expect([(await votesOf(tool.id)).stars, ordered]).toEqual([99, []]);
    const { code, output } = await startNightly();
    expect(output).toContain("✓ Pages: those that show them are made anew");
    expect(new Set(ordered)).toEqual(new Set([`statements:${tool.slug}`, `tool:${tool.slug}`]));
    expect(code).toBe(1);
    for (const report of [output, dry.output]) {
      expect(report).toMatch(/✗ Recount: 4 numbers had drifted/);
      expect(report).toContain(`score of statement ${con}: stored 7, counted 1`);
      expect(report).toContain(`score of statement ${pro}: stored 5, counted 3`);
      expect(report).toContain(`votes of ${tool.slug}: stored 5, counted 7`);
      expect(report).toContain(`stars of ${tool.slug}: stored 99, counted null`);
    }
    expect(await votesOf(tool.id)).toEqual({ votes: 5, stars: null });
    expect((await runNightly()).code).toBe(0);
  });

  test("counts votes whose holding is over; that they were not counted yet is no drift, more than that is", async () => {
    const tool = await createVotedTool({ pros: [0] });
    const statementId = tool.statements[0] ?? 0;
    for (const heldUntil of [future, future, new Date(future.getTime() + 3_600_000)]) {
      await castVote(database, { statementId, memberId: await createMember(), heldUntil });
    }
    expect((await votesOf(tool.id)).votes).toBe(0);
    await database.vote.updateMany({ where: { statementId, heldUntil: future }, data: { heldUntil: past } });
    const dry = await runNightly("--dry-run");
    expect([dry.code, (await votesOf(tool.id)).votes]).toEqual([0, 0]);
    expect(dry.output).toContain("2 votes to count");
    const { code, output } = await runNightly();
    expect(output).toContain(`✓ Held votes: 2 votes counted (${tool.slug})`);
    expect([code, (await votesOf(tool.id)).votes]).toEqual([0, 2]);
    expect(ordered).toEqual([`statements:${tool.slug}`, `tool:${tool.slug}`]);
    // They are counted now, so that a score without them is a fault.
    await database.statement.update({ where: { id: statementId }, data: { score: 1 } });
    expect((await runNightly()).output).toContain(`score of statement ${statementId}: stored 1, counted 2`);
  });

  test("sends due digests to the log without SMTP_URL, once", async () => {
    const tool = await createVotedTool();
    const memberId = await createMember();
    await setDigest(database, memberId, true);
    await setFollow(database, { memberId, toolSlug: tool.slug, follows: true });
    await database.toolEvent.create({
      data: { toolId: tool.id, kind: "lifecycle", text: "Now retired.", path: `/tools/${tool.slug}` },
    });
    expect((await runNightly("--dry-run")).output).toContain("✓ Weekly mails: 1 to send");
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const { code, output } = await runNightly();
    expect(log.mock.calls.join()).toContain("Now retired.");
    log.mockRestore();
    expect(code).toBe(0);
    expect(output).toContain("✓ Weekly mails: 1 sent");
    expect((await runNightly()).output).toContain("✓ Weekly mails: 0 sent");
  });

  test("removes accounts that nobody confirmed in seven days and that hold nothing", async () => {
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    const [old, young, confirmed, follower, banned] = [
      await createMember({ emailVerified: false, createdAt: days(7) }),
      await createMember({ emailVerified: false, createdAt: days(6.9) }),
      await createMember({ createdAt: days(30) }),
      await createMember({ emailVerified: false, createdAt: days(30) }),
      await createMember({ emailVerified: false, createdAt: days(30), bannedAt: days(1) }),
    ];
    const tool = await createVotedTool();
    await setFollow(database, { memberId: follower, toolSlug: tool.slug, follows: true });
    expect((await runNightly("--dry-run")).output).toContain("✓ Unconfirmed: 1 account to remove");
    expect(await database.member.count({ where: { id: old } })).toBe(1);
    expect((await runNightly()).output).toContain("✓ Unconfirmed: 1 account removed");
    const left = await database.member.findMany({ where: { id: { in: [old, young, confirmed, follower, banned] } } });
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set([young, confirmed, follower, banned]));
  });

  test("deletes what has expired and leaves the rest", async () => {
    const memberId = await createMember();
    const kept = await createSession(memberId, future);
    await createSession(memberId, past);
    for (const expiresAt of [past, future]) {
      await database.verification.create({ data: { id: randomUUID(), identifier: "x", value: "y", expiresAt } });
    }
    for (const [key, expire] of [
      ["over", BigInt(past.getTime())],
      ["running", BigInt(future.getTime())],
      ["for ever", null],
    ] as const) {
      await database.rateLimit.create({ data: { key, points: 1, expire } });
    }
    expect((await runNightly("--dry-run")).output).toContain("1 session, 1 confirmation, 1 limit to delete");
    expect((await runNightly()).output).toContain("1 session, 1 confirmation, 1 limit deleted");
    expect(await database.session.findMany({ select: { token: true } })).toEqual([{ token: kept }]);
    expect(await database.verification.count()).toBe(1);
    expect(await database.rateLimit.count()).toBe(2);
  });

  test("an unknown option is refused before anything is done", async () => {
    const { code, output } = await startNightly("--dry");
    expect(code).toBe(1);
    expect(output).toMatch(/✗ Unknown option '--dry'/);
  });
});
