import "server-only";
import type { Database } from "@/lib/db";
import { recordFigures } from "@/lib/events/mutations";
import { askApi, FetchError } from "@/lib/fetch";
import { keepFigures, type NewFigure, recountStars } from "@/lib/figures/mutations";
import type { PrismaClient, SyncSource as StoredSource } from "@/lib/generated/prisma/client";
import { findLimit, gitHubKey } from "@/lib/sync/rules";
import {
  type Adapter,
  type Answer,
  type Conversation,
  type Finding,
  observedSchema,
  SyncLimit,
  type SyncReport,
  type SyncSource,
  type SyncTarget,
} from "@/lib/sync/schema";
import { dockerHub } from "@/lib/sync/sources/docker-hub";
import { github } from "@/lib/sync/sources/github";
import { npm } from "@/lib/sync/sources/npm";
import { pypi } from "@/lib/sync/sources/pypi";
import { stackOverflow } from "@/lib/sync/sources/stack-overflow";

const ADAPTERS: Record<SyncSource, Adapter> = {
  github,
  npm,
  pypi,
  "stack-overflow": stackOverflow,
  "docker-hub": dockerHub,
};

function storedSource(source: SyncSource): StoredSource {
  if (source === "stack-overflow") return "stack_overflow";
  return source === "docker-hub" ? "docker_hub" : source;
}

/** Where a source is reached, and what it is told: the operator's settings. */
export type SyncSettings = {
  base: string;
  headers?: Record<string, string>;
  /** Milliseconds of pause before each further try after a fault. */
  pauses?: readonly number[];
  /** Milliseconds that a run waits by itself when the source asks for it; what takes longer is left to a later run. */
  patience?: number;
  timeout?: number;
  maxBytes?: number;
};

export type SyncOptions = SyncSettings & {
  now?: Date;
  /** Ends the run after what it is doing. */
  signal?: AbortSignal;
  /** True to read what was read a short while ago too: an editor asked for it. */
  isByHand?: boolean;
};

const HOUR = 3_600_000;
/** A target is read once in this time, however often the job runs: what a limit left over is what the next run is for. */
const FRESH = 20 * HOUR;
/** What failed is tried again with the next run that comes an hour later or more. */
const RETRY = 50 * 60_000;
/** What is gone is asked for once a week: things come back. */
const GONE = 7 * 24 * HOUR;

/** Makes the GitHub targets of the tools on the site agree with their repository facts. A key that an editor chose here stays. */
export async function fillGitHubTargets(database: PrismaClient): Promise<void> {
  const tool = { removedAt: null };
  const facts = await database.fact.findMany({
    where: { key: "repository", tool },
    select: { toolId: true, value: true },
  });
  const keys = new Map(facts.map((fact) => [fact.toolId, gitHubKey(fact.value)]));
  const stored = await database.syncTarget.findMany({ where: { source: "github", tool } });
  const known = new Map(stored.map((target) => [target.toolId, target]));
  for (const [toolId, key] of keys) {
    const target = known.get(toolId);
    if (key && !target) await database.syncTarget.create({ data: { toolId, source: "github", key } });
    else if (key && target && !target.editedAt && target.key !== key) {
      // Another repository: nothing that was remembered of the former one holds for it.
      const fresh = { externalId: null, etag: null, observed: {}, failures: 0, lastError: null, goneAt: null };
      await database.syncTarget.update({
        where: { toolId_source: { toolId, source: "github" } },
        data: { key, ...fresh, lastTryAt: null, lastOkAt: null },
      });
    }
  }
  const gone = stored.filter((target) => !target.editedAt && !keys.get(target.toolId));
  await database.syncTarget.deleteMany({ where: { source: "github", toolId: { in: gone.map((row) => row.toolId) } } });
}

type NamedTarget = SyncTarget & { slug: string };

async function listDue(
  database: PrismaClient,
  source: SyncSource,
  { now, isByHand }: { now: Date; isByHand: boolean },
): Promise<NamedTarget[]> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const rows = await database.syncTarget.findMany({
    where: {
      source: storedSource(source),
      key: { not: "" },
      tool: { removedAt: null },
      ...(isByHand
        ? {}
        : {
            OR: [
              { lastTryAt: null },
              { goneAt: null, lastError: { not: null }, lastTryAt: { lt: before(RETRY) } },
              { goneAt: null, lastTryAt: { lt: before(FRESH) } },
              { goneAt: { not: null }, lastTryAt: { lt: before(GONE) } },
            ],
          }),
    },
    orderBy: [{ lastTryAt: { sort: "asc", nulls: "first" } }, { toolId: "asc" }],
    select: {
      toolId: true,
      key: true,
      externalId: true,
      etag: true,
      observed: true,
      tool: { select: { slug: true } },
    },
  });
  return rows.map(({ tool, observed, ...row }) => ({
    ...row,
    slug: tool.slug,
    observed: observedSchema.catch({}).parse(observed),
  }));
}

/** So many answers in a row that could not be read, and the run ends: it would be the same for all the others. */
const HOPELESS = 3;

type Watched = Conversation & { restUntil: () => Date | null; isHopeless: () => boolean };

/** Asks one source, holds back where it wants that, and gives up with a SyncLimit where it would take too long. */
function converse(options: SyncOptions, now: Date): Watched {
  const { base, headers, pauses, timeout, maxBytes, signal, patience = 60_000 } = options;
  let notBefore = 0;
  let faults = 0;
  const holdBack = async () => {
    const wait = notBefore - Date.now();
    if (wait > patience) throw new SyncLimit(new Date(notBefore));
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  };
  const rest = (milliseconds: number) => {
    notBefore = Math.max(notBefore, Date.now() + milliseconds);
  };
  const ask: Conversation["ask"] = async (path, more = {}) => {
    for (let tries = 0; ; tries++) {
      await holdBack();
      const all = { "User-Agent": "Sidestack", Accept: "application/json", ...headers, ...more };
      const answer: Answer = await askApi(base, path, { headers: all, pauses, timeout, maxBytes, signal }).catch(
        (error) => {
          if (!(error instanceof FetchError)) throw error;
          return { status: 0, headers: new Headers(), json: null, fault: error.message };
        },
      );
      faults = answer.status === 0 || answer.status >= 500 ? faults + 1 : 0;
      const limit = findLimit(answer, new Date());
      if (!limit) {
        const reset = Number(answer.headers.get("x-ratelimit-reset") ?? 0) * 1000 - Date.now();
        if (answer.headers.get("x-ratelimit-remaining") === "0" && reset > 0) rest(Math.min(reset, 24 * HOUR));
        return answer;
      }
      if (tries > 1) throw new SyncLimit(limit);
      rest(limit.getTime() - Date.now());
    }
  };
  return {
    ask,
    rest,
    today: now.toISOString().slice(0, 10),
    isHopeless: () => faults >= HOPELESS,
    restUntil: () => (notBefore > Date.now() ? new Date(notBefore) : null),
  };
}

/** Writes what came of one target. Returns whether a figure changed. One transaction. */
async function keepFinding(
  database: PrismaClient,
  source: SyncSource,
  target: NamedTarget,
  finding: Finding,
  now: Date,
): Promise<boolean> {
  const where = { toolId_source: { toolId: target.toolId, source: storedSource(source) } };
  return database.$transaction(async (tx: Database) => {
    if (finding.kind !== "read") {
      const goneAt = finding.kind === "gone" ? { goneAt: now } : {};
      await tx.syncTarget.updateMany({
        where: where.toolId_source,
        data: { lastTryAt: now, lastError: finding.reason, failures: { increment: 1 }, ...goneAt },
      });
      return false;
    }
    const { figures, externalId, etag, observed, isUnchanged } = finding;
    await tx.syncTarget.updateMany({
      where: where.toolId_source,
      data: {
        lastTryAt: now,
        lastOkAt: now,
        lastError: null,
        failures: 0,
        goneAt: null,
        ...(externalId ? { externalId } : {}),
        ...(isUnchanged ? {} : { etag: etag ?? null, observed: observed ?? {} }),
      },
    });
    const today = now.toISOString().slice(0, 10);
    const rows: NewFigure[] = figures.map((figure) => ({ ...figure, toolId: target.toolId, source: finding.source }));
    await recordFigures(tx, rows);
    const isChanged = await keepFigures(tx, rows, today);
    if (figures.some(({ metric }) => metric === "stars")) await recountStars(tx, [target.toolId]);
    return isChanged;
  });
}

/**
 * Reads the figures of all tools that one source has and that are due, and stores them as they come: a run that is killed leaves
 * what it had read. A source that fails leaves the last good figures with their dates. Never rejects for what a source does.
 */
export async function syncSource(
  database: PrismaClient,
  source: SyncSource,
  options: SyncOptions,
): Promise<SyncReport> {
  const now = options.now ?? new Date();
  if (source === "github") await fillGitHubTargets(database);
  const due = await listDue(database, source, { now, isByHand: options.isByHand ?? false });
  const left = new Set(due);
  const report: SyncReport = { read: 0, unchanged: 0, gone: 0, failed: 0, left: 0, until: null, faults: [], tools: [] };
  const conversation = converse(options, now);
  const note = async (target: NamedTarget, finding: Finding) => {
    left.delete(target);
    if (finding.kind === "read") {
      report.read += 1;
      if (finding.isUnchanged) report.unchanged += 1;
    } else {
      report[finding.kind] += 1;
      if (report.faults.length < 20) report.faults.push(`${target.slug} (${target.key}): ${finding.reason}`);
    }
    const isChanged = await keepFinding(database, source, target, finding, now);
    if (isChanged) report.tools.push(target.slug);
  };
  const named = new Map<SyncTarget, NamedTarget>(due.map((target) => [target, target]));
  try {
    for await (const [target, finding] of ADAPTERS[source].read(due, conversation)) {
      // What an end of the run broke off is no fault of the source.
      if (options.signal?.aborted) break;
      const known = named.get(target);
      if (known) await note(known, finding);
      if (conversation.isHopeless()) break;
    }
  } catch (error) {
    if (!(error instanceof SyncLimit)) throw error;
    report.until = error.until.toISOString();
  }
  report.left = left.size;
  report.until ??= conversation.restUntil()?.toISOString() ?? null;
  return report;
}

/** Brings the targets to the keys that the built-in catalog's file names. Those that an editor changed here stay. */
export async function loadSyncKeys(
  tx: Database,
  keys: readonly { toolId: number; source: SyncSource; key: string }[],
): Promise<void> {
  const wanted = keys.map((entry) => ({ ...entry, source: storedSource(entry.source) }));
  const stored = await tx.syncTarget.findMany({ where: { source: { not: "github" } } });
  const idOf = ({ toolId, source }: { toolId: number; source: StoredSource }) => `${toolId} ${source}`;
  const known = new Map(stored.map((target) => [idOf(target), target]));
  const isWanted = new Set(wanted.map(idOf));
  for (const entry of wanted) {
    const target = known.get(idOf(entry));
    if (target && (target.editedAt || target.key === entry.key)) continue;
    if (target)
      await tx.syncTarget.delete({ where: { toolId_source: { toolId: entry.toolId, source: entry.source } } });
    await tx.syncTarget.create({ data: entry });
  }
  for (const target of stored) {
    if (target.editedAt || isWanted.has(idOf(target))) continue;
    await tx.syncTarget.delete({ where: { toolId_source: { toolId: target.toolId, source: target.source } } });
  }
}

/**
 * Sets under which key a tool is read at a source, or (empty) that it is not read there; the built-in catalog leaves it alone from
 * then on. False when there is no such tool on the site.
 */
export async function chooseSyncKey(
  database: PrismaClient,
  { slug, source, key }: { slug: string; source: SyncSource; key: string },
): Promise<boolean> {
  const tool = await database.tool.findUnique({ where: { slug, removedAt: null }, select: { id: true } });
  if (!tool) return false;
  const identity = { toolId: tool.id, source: storedSource(source) };
  const fresh = { externalId: null, etag: null, observed: {}, failures: 0, lastError: null, goneAt: null };
  const data = { key, ...fresh, lastTryAt: null, lastOkAt: null, editedAt: new Date() };
  await database.syncTarget.upsert({
    where: { toolId_source: identity },
    create: { ...identity, ...data },
    update: data,
  });
  return true;
}
