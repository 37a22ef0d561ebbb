import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { z } from "zod";
import { waitForCalm } from "@/tests/bench/calm";
import { type Frame, inspectServer, splitProfile } from "@/tests/bench/inspector";
import {
  atLeast,
  atMost,
  describeLoad,
  type Figure,
  type Findings,
  format,
  median,
  percentile,
} from "@/tests/bench/report";
import {
  type Ballot,
  type Booth,
  FIRST_WITHOUT_VOTE,
  fillBooth,
  MEMBERS,
  openBooth,
  prepareMembers,
  renewConnections,
  sendVote,
  VOTERS,
  VOTES,
} from "@/tests/bench/voters";
import { browserArguments, findBrowser } from "@/tests/support/browser";

// What voting costs: over HTTP, with an empty and with a full database in turn, and what it takes from readers.

const MOST_P99 = 150;
const MOST_RATIO = 1.5;
/** Short rounds in turn, since a busy neighbour then slows both sides; the first warms up and is not counted. */
const ROUNDS = 6;
const ROUND_SECONDS = 4;
const STACKUP = "/stackups/apache-mesos-vs-rkt";
const TOOL = "apache-mesos";
const LEAST_SHARE = 0.5;

const run = promisify(execFile);
const autocannon = createRequire(import.meta.url).resolve("autocannon");

type Round = { times: number[]; failures: number; seconds: number };

/** Votes from 50 members at a time for some seconds; `choose` says what the nth vote is for. */
async function shoot(booth: Booth, choose: (nth: number) => Ballot): Promise<Round> {
  const times: number[] = [];
  let failures = 0;
  let sent = 0;
  renewConnections();
  const started = performance.now();
  const end = started + ROUND_SECONDS * 1000;
  await Promise.all(
    Array.from({ length: VOTERS }, async () => {
      while (performance.now() < end) {
        const answer = await sendVote(booth, choose(sent++));
        if (answer.status !== 200) failures += 1;
        times.push(answer.milliseconds);
      }
    }),
  );
  return { times, failures, seconds: (performance.now() - started) / 1000 };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const rate = (rounds: Round[]) =>
  sum(rounds.map((round) => round.times.length)) / sum(rounds.map((round) => round.seconds));
const p99 = (rounds: Round[]) =>
  percentile(
    rounds.flatMap((round) => round.times),
    99,
  );

let turn = 0;
/** Another member and another statement each time; every second vote of a member takes the one before back. */
function spread({ statements }: Booth) {
  return (): Ballot => {
    turn += 1;
    const member = 1 + (((turn >> 1) * 37) % MEMBERS);
    const statement = statements[((turn >> 1) * 101) % statements.length] ?? 0;
    return { member, statement, want: turn % 2 === 0 ? "vote" : "withdraw" };
  };
}

/** The part of the server's work that a place in a profile belongs to. */
function groupOf({ name, url, caller }: Frame): string {
  const file = url || caller;
  if (name === "(garbage collector)") return "garbage collection";
  if (/@prisma|generated\/prisma/.test(file)) return "Prisma";
  if (/node_modules\/pg|pg-protocol|pg-pool/.test(file)) return "pg";
  if (/better-auth|better-call/.test(file)) return "better-auth";
  if (file.startsWith("node:")) return "node:http, streams, timers, crypto";
  if (file.includes("/scripts/")) return "scripts/server.ts";
  if (file.includes("/.next/")) return "the site's own code and what is bundled with it";
  if (file.includes("/next/dist/")) return "Next";
  return "native code of Node and V8";
}

/** What the server's processor time goes into while members vote. */
async function explain(booth: Booth): Promise<string[]> {
  const inspector = await inspectServer(booth.site);
  const before = await inspector.usage();
  let votes = 0;
  const profile = await inspector.profile(async () => {
    votes = (await shoot(booth, spread(booth))).times.length;
  });
  const each = ((await inspector.usage()) - before) / votes / 1000;
  inspector.close();
  return [
    `A vote takes ${format(each, "ms")} of the server's processor time while it is profiled. The main thread's goes to:`,
    ...splitProfile(profile, groupOf)
      .filter((group) => group.share >= 0.01)
      .map(({ name, share }) => `  ${(share * 100).toFixed(0).padStart(3)} %  ${name}`),
  ];
}

async function measureVoting(empty: Booth, full: Booth): Promise<Findings> {
  const rounds: Record<"empty" | "full", Round[]> = { empty: [], full: [] };
  const remarks: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, booth] of [
      ["empty", empty],
      ["full", full],
    ] as const) {
      await waitForCalm();
      const result = await shoot(booth, spread(booth));
      if (round > 0) rounds[name].push(result);
      remarks.push(
        `Round ${round}, ${name}: ${format(rate([result]))} votes a second, median ${format(median(result.times), "ms")}, p99 ${format(p99([result]), "ms")} (${describeLoad()})`,
      );
    }
  }
  const [hot = 0] = full.statements;
  const rush = await shoot(full, (nth) => ({
    member: FIRST_WITHOUT_VOTE + (nth % (MEMBERS - FIRST_WITHOUT_VOTE + 1)),
    statement: hot,
    want: "vote",
  }));
  remarks.push(
    `All ${VOTERS} on one statement of 8,000 votes: ${format(rate([rush]))} votes a second, p99 ${format(p99([rush]), "ms")}`,
    ...(await explain(full)),
  );
  const ratios = rounds.full.map((round, index) => p99([round]) / p99(rounds.empty.slice(index, index + 1)));
  const failures = sum([...rounds.full, ...rounds.empty, rush].map((round) => round.failures));
  const drift = await full.database.query("SELECT id FROM statements WHERE score <> counted_score(id)");
  const state = `${VOTES.toLocaleString("en")} votes and ${MEMBERS.toLocaleString("en")} members`;
  const figures: Figure[] = [
    {
      name: `Votes a second, ${VOTERS} at once, ${state}`,
      measured: `${format(rate(rounds.full))} (empty: ${format(rate(rounds.empty))})`,
      target: "",
      isMet: null,
    },
    atMost("p99 of a vote, full database", p99(rounds.full), MOST_P99, "ms"),
    atMost("p99 of a vote, full against empty, median of the rounds", median(ratios), MOST_RATIO, "", true),
    atMost("Votes refused or failed", failures, 0, "", true),
    atMost("Scores that differ from what SQL counts afterwards", drift.rowCount ?? 0, 0, "", true),
  ];
  return { figures, remarks };
}

const readersSchema = z.object({ "2xx": z.number(), non2xx: z.number(), errors: z.number(), duration: z.number() });

async function read({ site }: Booth, seconds: number): Promise<{ rate: number; failures: number }> {
  const args = ["-j", "-n", "-c", "16", "-d", String(seconds), site.url + STACKUP];
  const { stdout } = await run(process.execPath, [autocannon, ...args]);
  const result = readersSchema.parse(JSON.parse(stdout));
  return { rate: result["2xx"] / result.duration, failures: result.non2xx + result.errors };
}

/** The number that the stackup shows beside a statement. */
async function readScore({ site }: Booth, statement: number): Promise<number> {
  const html = await (await fetch(site.url + STACKUP)).text();
  const at = html.indexOf(`id="statement-${statement}"`);
  const shown = /aria-label="Upvote [^"]*?, ([\d,]+) votes?,/.exec(html.slice(at));
  if (at < 0 || !shown?.[1]) throw new Error(`the page does not show statement ${statement}`);
  return Number(shown[1].replaceAll(",", ""));
}

async function measureReaders(booth: Booth): Promise<Findings> {
  const { rows } = await booth.database.query(
    "SELECT s.id FROM statements s JOIN tools t ON t.id = s.tool_id WHERE t.slug = $1 AND s.kind = 'pro' ORDER BY s.id LIMIT 1",
    [TOOL],
  );
  const [{ id: statement }] = z.tuple([z.object({ id: z.number() })]).parse(rows);
  await booth.database.query("DELETE FROM votes WHERE statement_id = $1", [statement]);
  await booth.database.query("UPDATE statements SET score = counted_score(id) WHERE id = $1", [statement]);
  await read(booth, 2);
  await waitForCalm();
  const before = await read(booth, 8);
  renewConnections();
  const times: number[] = [];
  const votes: Promise<void>[] = [];
  let [failures, stale, checked, member] = [0, 0, 0, 0];
  const castOne = async () => {
    member += 1;
    const isChecked = member % 20 === 0;
    const answer = await sendVote(booth, { member, statement, want: "vote" });
    times.push(answer.milliseconds);
    if (answer.status !== 200) failures += 1;
    else if (isChecked) {
      const { score } = z.object({ score: z.number() }).parse(JSON.parse(answer.text));
      checked += 1;
      if ((await readScore(booth, statement)) < score) stale += 1;
    }
  };
  const timer = setInterval(() => votes.push(castOne()), 20);
  const during = await read(booth, 20);
  clearInterval(timer);
  await Promise.all(votes);
  const [{ score }] = z
    .tuple([z.object({ score: z.number() })])
    .parse((await booth.database.query("SELECT score FROM statements WHERE id = $1", [statement])).rows);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const settled = await readScore(booth, statement);
  const after = await read(booth, 8);
  const alone = (before.rate + after.rate) / 2;
  return {
    figures: [
      atLeast(
        "Readers of a stackup, 50 votes a second on one of its tools: share of their requests",
        during.rate / alone,
        LEAST_SHARE,
      ),
      atMost("Errors of these readers", during.failures, 0, "", true),
      atMost(`Votes meanwhile that failed, of ${times.length}`, failures, 0, "", true),
      atMost(`Views right after a vote that did not show it, of ${checked}`, stale, 0, "", true),
      atMost("Votes that the page lacks when all have ended", Math.abs(score - settled), 0, "", true),
    ],
    remarks: [
      `Readers: ${format(before.rate)} requests a second before, ${format(during.rate)} during, ${format(after.rate)} after (${describeLoad()})`,
      `Votes meanwhile: median ${format(median(times), "ms")}, p99 ${format(percentile(times, 99), "ms")}`,
    ],
  };
}

/** What a reader without an account makes the browser ask for: never /api/viewer, which no store can answer. */
async function measureAnonymousView({ site }: Booth): Promise<Figure> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
  try {
    const page = await browser.newPage();
    let asked = 0;
    page.on("request", (sent) => {
      if (new URL(sent.url()).pathname === "/api/viewer") asked += 1;
    });
    for (const address of [STACKUP, `/tools/${TOOL}`])
      await page.goto(site.url + address, { waitUntil: "networkidle" });
    return atMost("Requests to /api/viewer of two anonymous page views", asked, 0, "", true);
  } finally {
    await browser.close();
  }
}

/** Measures voting on sites of its own: with an empty database, with a full one, and beside readers. */
export async function measureVotes(stage: string): Promise<Findings> {
  const postgres = await prepareMembers();
  const empty = await openBooth(stage, postgres);
  const full = await openBooth(stage, postgres);
  await fillBooth(full);
  const voting = await measureVoting(empty, full);
  await empty.site.stop();
  const readers = await measureReaders(full);
  const view = await measureAnonymousView(full);
  await full.site.stop();
  return {
    figures: [...voting.figures, ...readers.figures, view],
    remarks: [...voting.remarks, ...readers.remarks],
  };
}
