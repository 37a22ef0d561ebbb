import "server-only";
import { isIPv6 } from "node:net";
import { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { IDLE_CONNECTION } from "@/lib/db";
import { readEnv } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { PointStore } from "@/lib/point-store";

/** How often one member and one address may do what: points per seconds. Shown to readers in the terms. */
export const LIMITS = {
  /** Votes, their withdrawal, follows. */
  vote: { member: { points: 120, duration: 60 }, address: { points: 600, duration: 60 } },
  /** New statements, edits, reports. */
  statement: { member: { points: 20, duration: 3600 }, address: { points: 60, duration: 3600 } },
  /** What editors do to the catalog and in moderation. */
  edit: { member: { points: 300, duration: 60 }, address: { points: 600, duration: 60 } },
  /** Sharing, changing and deleting stacks, and looking through pasted manifests. */
  stack: { member: { points: 120, duration: 3600 }, address: { points: 600, duration: 3600 } },
  /** What is typed into a form and kept meanwhile. */
  draft: { member: { points: 60, duration: 60 }, address: { points: 300, duration: 60 } },
  /** Reads and writes of programs, over all tokens of a member. */
  api: { member: { points: 120, duration: 60 }, address: { points: 300, duration: 60 } },
  /** Calls with one token, which stands here for a member: a program that runs wild leaves the member's others their share. */
  token: { member: { points: 60, duration: 60 }, address: { points: 300, duration: 60 } },
  /** Codes for the command line's login, asked for by address, and their answers by member. */
  device: { member: { points: 20, duration: 900 }, address: { points: 60, duration: 900 } },
  /** Changes of one's own account. */
  account: { member: { points: 30, duration: 3600 }, address: { points: 60, duration: 3600 } },
  /** Tries to sign in. */
  "sign-in": { member: { points: 10, duration: 900 }, address: { points: 100, duration: 900 } },
  /** New accounts and mails to an address. */
  "sign-up": { member: { points: 5, duration: 3600 }, address: { points: 30, duration: 3600 } },
} as const;
export type LimitName = keyof typeof LIMITS;

let store: PointStore | null = null;
const limiters = new Map<string, RateLimiterPostgres>();

function openStore(): PointStore {
  // A database that does not answer must not keep a write waiting either.
  const opened = new Pool({
    connectionString: readEnv().DATABASE_URL,
    max: 10,
    idleTimeoutMillis: IDLE_CONNECTION,
    connectionTimeoutMillis: 3000,
    query_timeout: 3000,
  });
  // Without a listener, a connection that breaks while nobody uses it would end the process.
  opened.on("error", (error) => console.error(`The limiter lost a connection: ${error.message}`));
  return new PointStore(opened);
}

/** What limits count as one address: an IPv4 address, or the /64 network of an IPv6 address, of which one reader has all. */
export function networkOf(address: string): string {
  const [plain = ""] = address.toLowerCase().split("%");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(plain)) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const groups = (part: string) => part.split(":").filter(Boolean);
  const right = groups(tail);
  // An IPv4 address at the end stands for two groups.
  const width = right.length + (tail.includes(".") ? 1 : 0);
  const left = groups(head);
  const zeros = plain.includes("::") ? Math.max(0, 8 - left.length - width) : 0;
  const all = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  const network = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

function limiterFor(name: LimitName, by: "member" | "address"): RateLimiterPostgres {
  const key = `${name}-${by}`;
  const known = limiters.get(key);
  if (known) return known;
  store ??= openStore();
  const limiter = new RateLimiterPostgres({
    storeClient: store,
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: key,
    // A key that is over its limit is refused from memory until its time is over, without asking the database.
    inMemoryBlockOnConsumed: LIMITS[name][by].points,
    ...LIMITS[name][by],
  });
  limiters.set(key, limiter);
  return limiter;
}

async function consume(name: LimitName, by: "member" | "address", key: string): Promise<void> {
  try {
    await limiterFor(name, by).consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) {
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw new DomainError("too-many", `That was too often. Try again in ${seconds} seconds.`, {}, seconds);
    }
    // The limiter cannot answer: a write that cannot be counted is not made.
    throw new DomainError("unavailable", "This cannot be done at the moment. Try again in a minute.", {}, 60);
  }
}

/**
 * Takes one point from the member (or whatever else stands for an account) and one from the address, whichever is given. Throws
 * a DomainError: “too-many” with the seconds to wait, or “unavailable” when the limiter cannot answer.
 */
export async function takePoint(
  name: LimitName,
  { member, address }: { member?: string; address?: string },
): Promise<void> {
  await Promise.all([
    address && consume(name, "address", networkOf(address)),
    member && consume(name, "member", member),
  ]);
}

/** How many writes of one kind this process works on at once, and how many may wait for their turn. */
const TURNS = 12;
const LONGEST_QUEUE = 2000;

type Queue = { busy: number; waiting: (() => void)[] };
const queues = new Map<LimitName, Queue>();

/**
 * Does some work when it is its turn among the writes of its kind. A rush of writers then waits here, at no cost, and not for the
 * database's connections, which readers need too. Throws “unavailable” when too many wait already.
 */
export async function inTurn<Result>(name: LimitName, work: () => Promise<Result>): Promise<Result> {
  const queue = queues.get(name) ?? { busy: 0, waiting: [] };
  queues.set(name, queue);
  if (queue.busy < TURNS) queue.busy += 1;
  else {
    if (queue.waiting.length >= LONGEST_QUEUE) {
      throw new DomainError("unavailable", "Too many are writing at this moment. Try again in a few seconds.", {}, 5);
    }
    // Whoever ends hands over the turn, so it stays counted as taken.
    await new Promise<void>((resolve) => queue.waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = queue.waiting.shift();
    if (next) next();
    else queue.busy -= 1;
  }
}
