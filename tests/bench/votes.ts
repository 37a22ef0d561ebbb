import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import pg from "pg";
import { z } from "zod";
import { applyMigrations } from "@/prisma/migrate";
import { seed } from "@/prisma/seed";
import { type EmbeddedPostgres, ensureDatabase, findFreePort, startPostgres } from "@/scripts/postgres";
import { root } from "@/scripts/steps";

// What voting costs: over HTTP, with an empty and with a full database in turn, and what it takes from readers.

/** One line of the table: what was measured, what it has to be, and whether it is; `met` is null for lines that only inform. */
export type VoteFigure = { figure: string; measured: string; target: string; met: boolean | null };

const SECRET = "a secret that only this bench knows, of 32 characters or more";
const MEMBERS = 10_000;
const VOTES = 1_000_000;
const VOTERS = 50;
const ROUNDS = 5;
const ROUND_SECONDS = 4;
const TEMPLATE = "votes_template";
const STACKUP = "/stackups/apache-mesos-vs-rkt";
const TOOL = "apache-mesos";

const run = promisify(execFile);
const autocannon = createRequire(import.meta.url).resolve("autocannon");
const readersSchema = z.object({ "2xx": z.number(), non2xx: z.number(), errors: z.number(), duration: z.number() });

type Bench = {
  url: string;
  database: pg.Client;
  /** Statements that pages show, in one order. */
  statements: number[];
};

type Stop = () => Promise<unknown>;

const LEFT_OUT = new Set([".git", ".data", "node_modules", "tests", "test-results", "playwright-report"]);

/** Builds the site and copies it, so that what the bench makes it store stays out of the repository's build. */
function stageBuild(stage: string): void {
  const build = ["--conditions=react-server", "--import", "tsx", path.join(root, "scripts/build.ts")];
  if (spawnSync(process.execPath, build, { cwd: root, stdio: "inherit" }).status !== 0) throw new Error("no build");
  const left = (file: string) => LEFT_OUT.has(file) || file === path.join(".next", "cache");
  cpSync(root, stage, { recursive: true, verbatimSymlinks: true, filter: (from) => !left(path.relative(root, from)) });
  symlinkSync(path.join(root, "node_modules"), path.join(stage, "node_modules"));
}

async function untilReady(url: string, site: ChildProcess): Promise<void> {
  const end = performance.now() + 300_000;
  while (performance.now() < end) {
    if (site.exitCode !== null) throw new Error("the site ended before it answered");
    const isUp = await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the site does not answer");
}

/** A database with the catalog and members who are signed in; copies of it are what the sites run on. */
async function prepareDatabase(postgres: EmbeddedPostgres): Promise<void> {
  await ensureDatabase(postgres, TEMPLATE);
  await applyMigrations(postgres.url(TEMPLATE));
  await seed(postgres.url(TEMPLATE));
  const database = new pg.Client({ connectionString: postgres.url(TEMPLATE) });
  await database.connect();
  await database.query(`
    INSERT INTO members (id, name, email, email_verified, handle)
      SELECT 'm' || i, 'Member ' || i, 'member-' || i || '@example.org', true, 'member-' || i FROM generate_series(1, ${MEMBERS}) i`);
  await database.query(`
    INSERT INTO sessions (id, token, member_id, expires_at)
      SELECT 's' || i, md5('session ' || i), 'm' || i, now() + interval '30 days' FROM generate_series(1, ${MEMBERS}) i`);
  await database.query("VACUUM ANALYZE");
  await database.end();
}

/** Starts the site on a copy of the prepared database; `stops` learns how to end it before it may fail. */
async function startSite(stage: string, postgres: EmbeddedPostgres, name: string, stops: Stop[]): Promise<Bench> {
  const maintenance = new pg.Client({ connectionString: postgres.url("postgres") });
  await maintenance.connect();
  await maintenance.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  await maintenance.end();
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const site = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/start.ts"], {
    cwd: stage,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: "localhost",
      DATABASE_URL: postgres.url(name),
      AUTH_SECRET: SECRET,
      // Voters come from addresses of their own, as they would through a proxy.
      TRUSTED_PROXIES: "loopback",
    },
  });
  stops.push(async () => {
    if (site.exitCode !== null) return;
    const ended = new Promise((resolve) => site.once("exit", resolve));
    site.kill("SIGTERM");
    await ended;
  });
  await untilReady(url, site);
  const database = new pg.Client({ connectionString: postgres.url(name) });
  await database.connect();
  stops.push(() => database.end());
  const { rows } = await database.query<{ id: number }>(
    "SELECT id FROM statements WHERE status = 'published' ORDER BY id",
  );
  return { url, database, statements: rows.map((row) => row.id) };
}

/** Spreads the votes evenly over the statements, gives the first statement a vote of all but the last 2,000 members, and counts. */
async function fill({ database, statements }: Bench): Promise<void> {
  const [hot] = statements;
  const each = VOTES / MEMBERS;
  await database.query(
    `INSERT INTO votes (statement_id, member_id)
      SELECT $1::int, 'm' || i FROM generate_series(1, ${MEMBERS - 2000}) i`,
    [hot],
  );
  await database.query(
    `INSERT INTO votes (statement_id, member_id)
      SELECT ($1::int[])[1 + (i::bigint * 7919 + k) % $2], 'm' || i FROM generate_series(1, ${MEMBERS}) i, generate_series(1, ${each}) k
      ON CONFLICT DO NOTHING`,
    [statements, statements.length],
  );
  await database.query("UPDATE statements SET score = counted_score(id)");
  await database.query("UPDATE tools SET votes = counted_votes(id)");
  await database.query("VACUUM ANALYZE");
}

let agent = new Agent({ keepAlive: true });

/** Closes what is open: the server ends idle connections by itself, in the midst of a request that is just being sent. */
function renewAgent(): void {
  agent.destroy();
  agent = new Agent({ keepAlive: true });
}

type Answer = { status: number; text: string; milliseconds: number };

/** Sends one vote as the browser of that member would. */
function vote(bench: Bench, member: number, statement: number, want: "vote" | "withdraw"): Promise<Answer> {
  const token = tokenOf(member);
  const body = JSON.stringify({ statement, want });
  const headers = {
    Origin: bench.url,
    Accept: "application/json",
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    Cookie: `sidestack.session_token=${encodeURIComponent(`${token}.${sign(token)}`)}`,
    "X-Forwarded-For": `10.${member >> 16}.${(member >> 8) & 255}.${member & 255}`,
  };
  const started = performance.now();
  return new Promise((resolve) => {
    const sent = request(`${bench.url}/api/votes`, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, text, milliseconds: performance.now() - started }),
      );
    });
    sent.on("error", (error) => resolve({ status: 0, text: error.message, milliseconds: performance.now() - started }));
    sent.end(body);
  });
}

const tokens = new Map<number, string>();
function tokenOf(member: number): string {
  const token = tokens.get(member);
  if (!token) throw new Error("the tokens are read from the database first");
  return token;
}

function sign(token: string): string {
  return createHmac("sha256", SECRET).update(token).digest("base64");
}

async function readTokens({ database }: Bench): Promise<void> {
  const { rows } = await database.query<{ number: number; token: string }>(
    "SELECT substr(member_id, 2)::int AS number, token FROM sessions",
  );
  for (const { number, token } of rows) tokens.set(number, token);
}

type Round = { times: number[]; failures: number; seconds: number };

/** Votes from 50 members at a time for some seconds; `choose` says what the nth vote is for. */
async function shoot(
  bench: Bench,
  seconds: number,
  choose: (nth: number) => { member: number; statement: number; want: "vote" | "withdraw" },
): Promise<Round> {
  const times: number[] = [];
  let failures = 0;
  let sent = 0;
  renewAgent();
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: VOTERS }, async () => {
      while (performance.now() < end) {
        const { member, statement, want } = choose(sent++);
        const answer = await vote(bench, member, statement, want);
        if (answer.status !== 200) failures += 1;
        times.push(answer.milliseconds);
      }
    }),
  );
  return { times, failures, seconds: (performance.now() - started) / 1000 };
}

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

const rate = (rounds: Round[]) =>
  rounds.reduce((sum, round) => sum + round.times.length, 0) / rounds.reduce((sum, round) => sum + round.seconds, 0);
const p99 = (rounds: Round[]) =>
  percentile(
    rounds.flatMap((round) => round.times),
    0.99,
  );

let turn = 0;
/** Another member and another statement each time; every second vote of a member takes the one before back. */
function spread(bench: Bench) {
  return () => {
    turn += 1;
    const member = 1 + (((turn >> 1) * 37) % MEMBERS);
    const statement = bench.statements[((turn >> 1) * 101) % bench.statements.length] ?? 0;
    return { member, statement, want: turn % 2 === 0 ? ("vote" as const) : ("withdraw" as const) };
  };
}

async function measureVoting(empty: Bench, full: Bench): Promise<VoteFigure[]> {
  const rounds: Record<"empty" | "full", Round[]> = { empty: [], full: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, bench] of [
      ["empty", empty],
      ["full", full],
    ] as const) {
      const result = await shoot(bench, ROUND_SECONDS, spread(bench));
      // The first round warms up and is not counted.
      if (round > 0) rounds[name].push(result);
    }
  }
  const hot = await shoot(full, ROUND_SECONDS, (nth) => ({
    member: MEMBERS - 1999 + (nth % 2000),
    statement: full.statements[0] ?? 0,
    want: "vote",
  }));
  const [slow, quick] = [p99(rounds.full), p99(rounds.empty)];
  const failures = [...rounds.full, ...rounds.empty, hot].reduce((sum, round) => sum + round.failures, 0);
  const ratios = rounds.full.map((round, index) => p99([round]) / p99(rounds.empty.slice(index, index + 1)));
  const ratio = percentile(ratios, 0.5);
  const drift = await full.database.query("SELECT id FROM statements WHERE score <> counted_score(id)");
  return [
    {
      figure: `Votes a second, ${VOTERS} at once, ${VOTES.toLocaleString("en")} votes and ${MEMBERS.toLocaleString("en")} members`,
      measured: `${rate(rounds.full).toFixed(0)} (empty: ${rate(rounds.empty).toFixed(0)})`,
      target: "",
      met: null,
    },
    { figure: "p99 of a vote, full database", measured: `${slow.toFixed(0)} ms`, target: "< 150 ms", met: slow < 150 },
    {
      figure: "p99 full against empty, median of the rounds",
      measured: `${ratio.toFixed(2)} (empty: ${quick.toFixed(0)} ms)`,
      target: "≤ 1.5",
      met: ratio <= 1.5,
    },
    {
      figure: "p99 of a vote, all 50 on one statement of 8,000 votes",
      measured: `${p99([hot]).toFixed(0)} ms at ${rate([hot]).toFixed(0)} a second`,
      target: "",
      met: null,
    },
    { figure: "Votes refused or failed", measured: String(failures), target: "0", met: failures === 0 },
    {
      figure: "Scores that differ from what SQL counts afterwards",
      measured: String(drift.rowCount),
      target: "0",
      met: drift.rowCount === 0,
    },
  ];
}

async function read(bench: Bench, seconds: number): Promise<{ rate: number; failures: number }> {
  const args = ["-j", "-n", "-c", "16", "-d", String(seconds), bench.url + STACKUP];
  const { stdout } = await run(process.execPath, [autocannon, ...args]);
  const result = readersSchema.parse(JSON.parse(stdout));
  return { rate: result["2xx"] / result.duration, failures: result.non2xx + result.errors };
}

/** The number that a page shows beside a statement. */
function shownScore(html: string, statement: number): number {
  const at = html.indexOf(`id="statement-${statement}"`);
  const shown = /aria-label="Upvote [^"]*?, ([\d,]+) votes?,/.exec(html.slice(at));
  if (at < 0 || !shown?.[1]) throw new Error(`the page does not show statement ${statement}`);
  return Number(shown[1].replaceAll(",", ""));
}

async function measureReaders(bench: Bench): Promise<VoteFigure[]> {
  const { rows } = await bench.database.query<{ id: number }>(
    "SELECT s.id FROM statements s JOIN tools t ON t.id = s.tool_id WHERE t.slug = $1 AND s.kind = 'pro' ORDER BY s.id LIMIT 1",
    [TOOL],
  );
  const statement = rows[0]?.id ?? 0;
  await bench.database.query("DELETE FROM votes WHERE statement_id = $1", [statement]);
  await bench.database.query("UPDATE statements SET score = counted_score(id) WHERE id = $1", [statement]);
  await read(bench, 2);
  const before = await read(bench, 8);
  renewAgent();
  const times: number[] = [];
  const votes: Promise<void>[] = [];
  let [failures, stale, checked, member] = [0, 0, 0, 0];
  const castOne = async () => {
    member += 1;
    const isChecked = member % 20 === 0;
    const answer = await vote(bench, member, statement, "vote");
    times.push(answer.milliseconds);
    if (answer.status !== 200) failures += 1;
    else if (isChecked) {
      const { score } = z.object({ score: z.number() }).parse(JSON.parse(answer.text));
      const page = await (await fetch(bench.url + STACKUP)).text();
      checked += 1;
      if (shownScore(page, statement) < score) stale += 1;
    }
  };
  const timer = setInterval(() => votes.push(castOne()), 20);
  const during = await read(bench, 20);
  clearInterval(timer);
  await Promise.all(votes);
  const given = await bench.database.query<{ score: number }>("SELECT score FROM statements WHERE id = $1", [
    statement,
  ]);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const settled = shownScore(await (await fetch(bench.url + STACKUP)).text(), statement);
  const after = await read(bench, 8);
  const alone = (before.rate + after.rate) / 2;
  const share = during.rate / alone;
  return [
    {
      figure: "Readers of a stackup while 50 votes a second land on one of its tools",
      measured: `${(share * 100).toFixed(0)} % of their requests (${during.rate.toFixed(0)} of ${alone.toFixed(0)} a second)`,
      target: "≥ 50 %",
      met: share >= 0.5,
    },
    { figure: "Errors of these readers", measured: String(during.failures), target: "0", met: during.failures === 0 },
    {
      figure: "Votes meanwhile",
      measured: `${times.length}, ${failures} failed, p99 ${percentile(times, 0.99).toFixed(0)} ms`,
      target: "none failed",
      met: failures === 0,
    },
    {
      figure: "Score on the page when the votes have ended",
      measured: `${settled} of ${given.rows[0]?.score}`,
      target: "the same",
      met: settled === given.rows[0]?.score,
    },
    {
      figure: "Page views right after a vote that did not show it",
      measured: `${stale} of ${checked}`,
      target: "0",
      met: stale === 0,
    },
  ];
}

/** What a reader without an account makes the browser ask for: never /api/viewer, which no store can answer. */
async function measureAnonymousView(bench: Bench): Promise<VoteFigure[]> {
  const installed = [process.env.CHROME_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
    (file) => file && existsSync(file),
  );
  const browser = await chromium.launch({
    executablePath: installed ?? chromium.executablePath(),
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    let asked = 0;
    page.on("request", (sent) => {
      if (new URL(sent.url()).pathname === "/api/viewer") asked += 1;
    });
    for (const address of [STACKUP, `/tools/${TOOL}`]) {
      await page.goto(bench.url + address, { waitUntil: "networkidle" });
    }
    return [
      {
        figure: "Requests to /api/viewer of two anonymous page views",
        measured: String(asked),
        target: "0",
        met: asked === 0,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** Measures voting on sites of its own: with an empty database, with a full one, and beside readers. */
export async function measureVotes(): Promise<VoteFigure[]> {
  const stage = mkdtempSync(path.join(tmpdir(), "sidestack-votes-"));
  chmodSync(stage, 0o755);
  const stops: Stop[] = [async () => rmSync(stage, { recursive: true, force: true })];
  try {
    stageBuild(stage);
    const postgres = await startPostgres(path.join(stage, "data"));
    stops.push(() => postgres.stop());
    await prepareDatabase(postgres);
    const empty = await startSite(stage, postgres, "empty_votes", stops);
    const full = await startSite(stage, postgres, "full_votes", stops);
    await readTokens(full);
    await fill(full);
    const figures = await measureAnonymousView(empty);
    return [...figures, ...(await measureVoting(empty, full)), ...(await measureReaders(full))];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { figure, measured, target, met } of await measureVotes())
    console.log(`${met === null ? " " : met ? "✓" : "✗"} ${figure}: ${measured}${target ? ` (target ${target})` : ""}`);
}
