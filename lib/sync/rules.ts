import { formatNumberOf } from "@/lib/format";
import { type Answer, type SyncReport, type SyncSource, syncKeySchemas } from "@/lib/sync/schema";

/** How sources are named in lists. */
export const SOURCE_NAMES: Record<SyncSource, string> = {
  github: "GitHub",
  npm: "npm",
  pypi: "PyPI",
  "stack-overflow": "Stack Overflow",
  "docker-hub": "Docker Hub",
};

/** `owner/name` of a repository's address on GitHub; null for every other address. */
export function gitHubKey(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { hostname, pathname } = new URL(address);
  if (hostname !== "github.com" && hostname !== "www.github.com") return null;
  const [owner, name, ...rest] = pathname.split("/").filter(Boolean);
  if (!owner || !name || rest.length > 0) return null;
  return syncKeySchemas.github.safeParse(`${owner}/${name.replace(/\.git$/, "")}`).data ?? null;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A source is never waited for longer than a day, whatever it asks, nor shorter than it asks. */
function waitUntil(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + Math.min(Math.max(milliseconds, 1000), DAY));
}

function retryAfter(text: string | null, now: Date): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date - now.getTime();
}

function textOf(json: unknown, field: string): string {
  const value = typeof json === "object" && json !== null ? Reflect.get(json, field) : "";
  return typeof value === "string" ? value : "";
}

function isLimit({ status, headers, json }: Answer): boolean {
  if (status === 429) return true;
  // 403 is also said of what is private or blocked: it is a limit when something says so.
  if (status === 403)
    return (
      headers.has("retry-after") ||
      headers.get("x-ratelimit-remaining") === "0" ||
      /rate limit/i.test(textOf(json, "message"))
    );
  return status === 400 && textOf(json, "error_name") === "throttle_violation";
}

/**
 * Until when a source asks to be left alone; null when its answer is no such request. `Retry-After` counts first, then
 * `x-ratelimit-reset` (seconds since 1970), then the seconds that Stack Exchange names in words, else a minute.
 */
export function findLimit(answer: Answer, now: Date): Date | null {
  if (!isLimit(answer)) return null;
  const { headers, json } = answer;
  const after = retryAfter(headers.get("retry-after"), now);
  if (after !== null) return waitUntil(now, after);
  const reset = Number(headers.get("x-ratelimit-reset") ?? Number.NaN) * 1000 - now.getTime();
  if (!Number.isNaN(reset)) return waitUntil(now, Math.max(reset, MINUTE));
  const seconds = /(\d{1,6}) seconds/.exec(textOf(json, "error_message"))?.[1];
  return waitUntil(now, seconds ? Number(seconds) * 1000 : MINUTE);
}

/** Why an answer says nothing: `GitHub answered 500`, or what kept it from answering. */
export function describeFault(name: string, { status, fault }: Answer): string {
  return fault ? `${name}: ${fault}` : `${name} answered ${status}`;
}

/** Splits a list into lists of at most `size`. */
export function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** The day before or after by so many days, `YYYY-MM-DD`. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/**
 * The sum over the newest `length` days in a row of which each has a count, and the last of those days; null when there is no such
 * stretch. A sum with holes in it would pass for a fall.
 */
export function sumNewestDays(
  counts: ReadonlyMap<string, number>,
  length: number,
): { value: number; asOf: string } | null {
  for (const asOf of [...counts.keys()].sort().reverse()) {
    const stretch = Array.from({ length }, (_, index) => counts.get(shiftDay(asOf, -index)));
    const known = stretch.filter((count) => count !== undefined);
    if (known.length === length) return { value: known.reduce((sum, count) => sum + count, 0), asOf };
  }
  return null;
}

/** `120 read, 3 unchanged, 1 gone, 2 failed; 40 left until 27 Nov, 03:10 UTC` */
export function describeSync(report: SyncReport): string {
  const { read, unchanged, gone, failed, left, until, faults } = report;
  const numbers = [
    `${formatNumberOf(read, "page")} read`,
    ...(unchanged > 0 ? [`${unchanged} of them unchanged`] : []),
    ...(gone > 0 ? [`${gone} gone`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(", ");
  const rest =
    until && left > 0 ? `; ${left} left, to be asked again after ${until.slice(0, 16).replace("T", " ")} UTC` : "";
  const stopped = !until && left > 0 ? `; ${left} left for the next run` : "";
  return `${numbers}${rest}${stopped}${faults.map((fault) => `\n  ${fault}`).join("")}`;
}
