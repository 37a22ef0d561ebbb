import "server-only";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { shownAddresses } from "@/lib/links/queries";
import { isDeadStatus, judgeLink, type LinkReport } from "@/lib/links/rules";
import { type Network, type ProbeResult, probe } from "@/lib/probe";

const HOUR = 3_600_000;
/** An address that answers is asked once a week, one that fails once a day. */
const FRESH = 7 * 24 * HOUR;
const FAILING = 20 * HOUR;

export type LinkOptions = {
  now?: Date;
  signal?: AbortSignal;
  network?: Network;
  /** Addresses that one run asks at most. */
  limit?: number;
  /** Milliseconds between two questions to one host. */
  spacing?: number;
  timeout?: number;
};

/** How many hosts are asked at a time. */
const HOSTS = 6;
/** So many hosts that do not answer, and none that does: then it is this machine that has no net. */
const OFFLINE_AFTER = 8;
/** Addresses that answered last time and are asked first, so that a list of dead hosts is not taken for the lack of a net. */
const WITNESSES = 5;

/** Addresses that stand on pages and were not checked for long: new ones first, then the oldest checks. */
async function listDue(database: PrismaClient, now: Date): Promise<string[]> {
  const rows = await database.$queryRaw<{ url: string }[]>`
    SELECT u.url FROM (SELECT DISTINCT url FROM (${shownAddresses}) a) u
    LEFT JOIN link_checks c ON c.url = u.url
    WHERE u.url ~ '^https?://' AND (c.url IS NULL OR c.checked_at < ${new Date(now.getTime() - FRESH)}
      OR (c.failed_days > 0 AND c.checked_at < ${new Date(now.getTime() - FAILING)}))
    ORDER BY c.checked_at ASC NULLS FIRST, u.url`;
  return rows.map((row) => row.url);
}

async function hasNet(database: PrismaClient, ask: (url: string) => Promise<ProbeResult>): Promise<boolean> {
  const witnesses = await database.linkCheck.findMany({
    where: { status: { lt: 400 }, failedDays: 0 },
    orderBy: { checkedAt: "desc" },
    take: WITNESSES,
    select: { url: true },
  });
  for (const { url } of witnesses) if ((await ask(url)).status !== null) return true;
  return false;
}

async function forgetUnused(database: PrismaClient): Promise<void> {
  await database.$executeRaw`
    DELETE FROM link_checks c WHERE NOT EXISTS (SELECT FROM sources s WHERE s.url = c.url)
      AND NOT EXISTS (SELECT FROM facts f WHERE f.key IN ('website', 'repository') AND f.value = c.url)
      AND NOT EXISTS (SELECT FROM tool_links l WHERE l.url = c.url)`;
}

async function keepCheck(
  database: PrismaClient,
  url: string,
  { status, error }: ProbeResult,
  now: Date,
): Promise<{ isFailing: boolean; isDead: boolean }> {
  const isFailing = status === null || isDeadStatus(status);
  const before = await database.linkCheck.findUnique({ where: { url } });
  const state = judgeLink(before, isFailing, now);
  const data = { status, error, ...state };
  await database.linkCheck.upsert({ where: { url }, create: { url, ...data }, update: data });
  return { isFailing, isDead: state.deadSince !== null };
}

function groupByHost(urls: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const url of urls) {
    const host = URL.canParse(url) ? new URL(url).host : "";
    groups.set(host, [...(groups.get(host) ?? []), url]);
  }
  return [...groups.values()];
}

/**
 * Asks the addresses of sources, facts and links whether they still answer, few hosts at a time and each host slowly, and notes
 * what they said. What cannot be reached is noted only once any host has answered: a machine without a net finds nothing dead.
 */
export async function checkLinks(database: PrismaClient, options: LinkOptions = {}): Promise<LinkReport> {
  const { now = new Date(), signal, network, timeout, limit = 1500, spacing = 1000 } = options;
  await forgetUnused(database);
  const due = await listDue(database, now);
  const hosts = groupByHost(due.slice(0, limit));
  const report: LinkReport = { checked: 0, failing: 0, dead: 0, left: due.length, isOffline: false };
  const doubtful: [string, ProbeResult][] = [];
  const ask = (url: string) => probe(url, { network, timeout, signal });
  let silentHosts = 0;
  let isOnline = due.length > 0 && (await hasNet(database, ask));
  const note = async (url: string, result: ProbeResult) => {
    const { isFailing, isDead } = await keepCheck(database, url, result, now);
    report.checked += 1;
    report.left -= 1;
    if (isFailing) report.failing += 1;
    if (isDead) report.dead += 1;
  };
  const isOver = () => signal?.aborted || (!isOnline && silentHosts >= OFFLINE_AFTER);
  const askHost = async (urls: string[]) => {
    for (const [place, url] of urls.entries()) {
      if (place > 0) await new Promise((resolve) => setTimeout(resolve, spacing));
      if (isOver()) return;
      const result = await ask(url);
      if (signal?.aborted) return;
      if (result.isUnreachable) {
        // A host that is gone is not asked for each of its pages.
        for (const page of place === 0 ? urls : [url]) doubtful.push([page, result]);
        if (place > 0) continue;
        silentHosts += 1;
        return;
      }
      if (result.status !== null) isOnline = true;
      await note(url, result);
    }
  };
  const next = async (): Promise<void> => {
    for (let urls = hosts.shift(); urls && !isOver(); urls = hosts.shift()) await askHost(urls);
  };
  await Promise.all(Array.from({ length: HOSTS }, next));
  if (isOnline) for (const [url, result] of doubtful) await note(url, result);
  report.isOffline = !isOnline && doubtful.length > 0;
  return report;
}
