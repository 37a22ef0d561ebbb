import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { applyMigrations } from "@/prisma/migrate";
import { seed } from "@/prisma/seed";
import { type EmbeddedPostgres, ensureDatabase, startPostgres } from "@/scripts/postgres";
import { onEnd } from "@/tests/bench/cleanup";
import { makeFolder, type Site, startSite } from "@/tests/bench/site";
import { SESSION_COOKIE, sessionValue, TEST_SECRET } from "@/tests/support/session";

// Sites with thousands of members who are signed in, and what their browsers send.

export const MEMBERS = 10_000;
export const VOTES = 1_000_000;
/** Members from this one on have not voted for the statement that all others voted for. */
export const FIRST_WITHOUT_VOTE = 8001;

const TEMPLATE = "votes_template";

/** A site to vote on. */
export type Booth = {
  site: Site;
  database: pg.Client;
  /** The statements that pages show, in one order. */
  statements: number[];
  /** The value of the session cookie of each member, from member 1 on. */
  cookies: string[];
};

/** Starts a PostgreSQL and makes a database with the catalog and members who are signed in; the sites run on copies of it. */
export async function prepareMembers(): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres(path.join(makeFolder("votes"), "postgres"));
  onEnd(() => postgres.stop());
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
  return postgres;
}

/** Starts the site on a copy of the prepared database. */
export async function openBooth(stage: string, postgres: EmbeddedPostgres): Promise<Booth> {
  const name = `votes_${randomUUID().slice(0, 8)}`;
  const maintenance = new pg.Client({ connectionString: postgres.url("postgres") });
  await maintenance.connect();
  await maintenance.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  await maintenance.end();
  const site = await startSite(stage, {
    DATABASE_URL: postgres.url(name),
    AUTH_SECRET: TEST_SECRET,
    // Voters come from addresses of their own, as they would through a proxy.
    TRUSTED_PROXIES: "loopback",
  });
  const database = new pg.Client({ connectionString: postgres.url(name) });
  await database.connect();
  onEnd(() => database.end());
  const statements = await database.query("SELECT id FROM statements WHERE status = 'published' ORDER BY id");
  const sessions = await database.query("SELECT token FROM sessions ORDER BY substr(member_id, 2)::int");
  return {
    site,
    database,
    statements: z
      .array(z.object({ id: z.number() }))
      .parse(statements.rows)
      .map(({ id }) => id),
    cookies: z
      .array(z.object({ token: z.string() }))
      .parse(sessions.rows)
      .map(({ token }) => sessionValue(token)),
  };
}

/** Spreads the votes evenly over the statements, and gives the first statement a vote of every member before FIRST_WITHOUT_VOTE. */
export async function fillBooth({ database, statements }: Booth): Promise<void> {
  const [hot] = statements;
  const each = VOTES / MEMBERS;
  await database.query(
    `INSERT INTO votes (statement_id, member_id)
      SELECT $1::int, 'm' || i FROM generate_series(1, ${FIRST_WITHOUT_VOTE - 1}) i`,
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
  // What filling it left to be written to disk is not to be written while members vote.
  await database.query("CHECKPOINT");
}

/** One vote to send: the member by number from 1 on. */
export type Ballot = { member: number; statement: number; want: "vote" | "withdraw" };

/** What a vote was answered with; status 0 when no answer came, and then the text says why. */
export type VoteAnswer = { status: number; text: string; milliseconds: number };

/** How many vote at once where it matters. */
export const VOTERS = 50;

/** Each voter has one connection. Without a limit, a vote sent the moment an answer ends would open another: its own is not yet free. */
const openAgent = () => new Agent({ keepAlive: true, maxSockets: VOTERS });
let agent = openAgent();

/** Closes what is open: the server ends idle connections by itself, in the midst of a request that is just being sent. */
export function renewConnections(): void {
  agent.destroy();
  agent = openAgent();
}

/** Sends a vote as the browser of that member would. */
export function sendVote({ site, cookies }: Booth, { member, statement, want }: Ballot): Promise<VoteAnswer> {
  const body = JSON.stringify({ statement, want });
  const headers = {
    Origin: site.url,
    Accept: "application/json",
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    Cookie: `${SESSION_COOKIE}=${cookies[member - 1]}`,
    "X-Forwarded-For": `10.${member >> 16}.${(member >> 8) & 255}.${member & 255}`,
  };
  const started = performance.now();
  return new Promise((resolve) => {
    const answered = (status: number, text: string) =>
      resolve({ status, text, milliseconds: performance.now() - started });
    const sent = request(`${site.url}/api/votes`, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => answered(answer.statusCode ?? 0, text));
    });
    sent.on("error", (error) => answered(0, error.message));
    sent.end(body);
  });
}
