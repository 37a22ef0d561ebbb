import { execFile, fork } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { inCalm, waitForCalm } from "@/tests/bench/calm";
import { onEnd } from "@/tests/bench/cleanup";
import { type Frame, type Inspector, inspectServer, splitProfile } from "@/tests/bench/inspector";
import { atLeast, atMost, describeLoad, type Findings, format, median } from "@/tests/bench/report";
import { requestOk } from "@/tests/bench/request";
import type { Site } from "@/tests/bench/site";

const PAGES = {
  stackup: "/stackups/apache-mesos-vs-rkt",
  tool: "/tools/kubernetes",
  alternatives: "/tools/apache-mesos/alternatives",
} as const;
const ENCODINGS = [
  { name: "plain", value: "identity", least: 0.08 },
  { name: "gzip", value: "gzip", least: 0.06 },
] as const;
const CONNECTIONS = 16;
const MOST_P99 = 60;
/** Short rounds in turn, since a busy neighbour then slows both sides; the first warms up and is not counted. */
const ROUNDS = 6;
const SECONDS = 2;

const run = promisify(execFile);
const autocannon = createRequire(import.meta.url).resolve("autocannon");
const resultSchema = z.object({
  "2xx": z.number(),
  non2xx: z.number(),
  errors: z.number(),
  duration: z.number(),
  latency: z.object({ p50: z.number(), p99: z.number() }),
});

type Round = { rate: number; requests: number; p50: number; p99: number };

/** Asks for one address over 16 connections for some seconds, from a process of its own. */
async function shoot(url: string, encoding: string, seconds: number): Promise<Round> {
  const args = ["-j", "-n", "-c", String(CONNECTIONS), "-d", String(seconds), "-H", `accept-encoding=${encoding}`, url];
  const { stdout } = await run(process.execPath, [autocannon, ...args]);
  const result = resultSchema.parse(JSON.parse(stdout));
  if (result.errors + result.non2xx > 0)
    throw new Error(`${url}: ${result.errors} errors, ${result.non2xx} refusals under load`);
  return { rate: result["2xx"] / result.duration, requests: result["2xx"], ...result.latency };
}

type Baseline = { url: string; usage: () => Promise<number> };

/** Starts the baseline with what the site answers now, byte for byte. Headers that belong to a connection are the server's own. */
async function startBaseline(site: Site): Promise<Baseline> {
  const ofConnection = new Set(["date", "connection", "keep-alive"]);
  const answers = [];
  for (const { value: encoding } of ENCODINGS) {
    for (const page of Object.values(PAGES)) {
      const { rawHeaders, body } = await requestOk(site.url + page, { "accept-encoding": encoding });
      const headers = rawHeaders.filter(
        (_, place) => !ofConnection.has((rawHeaders[place - (place % 2)] ?? "").toLowerCase()),
      );
      answers.push({ path: page, encoding, headers, body: body.toString("base64") });
    }
  }
  const child = fork(path.join(import.meta.dirname, "baseline.ts"), { execArgv: ["--import", "tsx"] });
  onEnd(() => child.disconnect());
  const ask = <Reply>(message: object | string, schema: z.ZodType<Reply>) =>
    new Promise<Reply>((resolve) => {
      child.once("message", (reply) => resolve(schema.parse(reply)));
      child.send(message);
    });
  const { port } = await ask({ answers }, z.object({ port: z.number() }));
  const usageSchema = z.object({ usage: z.object({ user: z.number(), system: z.number() }) });
  return {
    url: `http://127.0.0.1:${port}`,
    usage: async () => {
      const { usage } = await ask("usage", usageSchema);
      return usage.user + usage.system;
    },
  };
}

/** The part of the server's work that a place in a profile belongs to. */
function groupOf({ name, url, caller }: Frame): string {
  if (name === "(garbage collector)") return "garbage collection";
  if (/^node:(internal\/)?zlib/.test(url || caller)) return "zlib, its main-thread half";
  if (url === "" && /^(write|shutdown)/.test(name)) return "writes to the socket";
  if (url === "" || name.startsWith("(")) return "native code of Node and V8";
  if (url === "node:buffer" || url === "node:internal/buffer") return "text to bytes";
  if (url.startsWith("node:")) return "node:http, streams, timers";
  if (url.includes("/scripts/")) return "scripts/server.ts (readable 404)";
  if (/compiled\/compression|compression\//.test(url)) return "Next: compression";
  if (/router-(server|utils)|path-to-regexp|resolve-routes/.test(url)) return "Next: routing";
  // The hash over the whole page stands here too: Next bundles what answers with a page into the page's own files.
  if (url.includes("/.next/")) return "Next: page handler, with the ETag of each answer";
  if (url.includes("/next/dist/")) return "Next: server and cache";
  return "other";
}

/** Processor time per request on both sides, and what the site's goes into. */
async function explain(site: Site, baseline: Baseline, inspector: Inspector): Promise<string[]> {
  const lines: string[] = [];
  for (const encoding of ENCODINGS) {
    const cost = async (url: string, usage: () => Promise<number>) => {
      const before = await usage();
      const { requests } = await shoot(url + PAGES.stackup, encoding.value, SECONDS);
      return ((await usage()) - before) / requests;
    };
    await waitForCalm();
    const ours = await cost(site.url, inspector.usage);
    const theirs = await cost(baseline.url, baseline.usage);
    lines.push(
      `Stackup, ${encoding.name}: ${Math.round(ours)} µs of processor time per request, baseline ${Math.round(theirs)} µs (ratio ${format(theirs / ours)}). The main thread's goes to:`,
    );
    const profile = await inspector.profile(async () => {
      await shoot(site.url + PAGES.stackup, encoding.value, SECONDS);
    });
    for (const { name, share } of splitProfile(profile, groupOf).filter((group) => group.share >= 0.01))
      lines.push(`  ${(share * 100).toFixed(0).padStart(3)} %  ${name}`);
    const functions = splitProfile(
      profile,
      ({ name, url, caller }) => `${name || "(anonymous)"} ${(url || caller).split("/").slice(-3).join("/")}`,
    );
    lines.push(
      `  most in: ${functions
        .slice(0, 8)
        .map(({ name, share }) => `${name.trim()} ${(share * 100).toFixed(0)} %`)
        .join(", ")}`,
    );
  }
  return lines;
}

/** Requests per second of stored pages, as a share of what node:http alone does with the same bytes on the same machine. */
export async function measureLoad(site: Site): Promise<Findings> {
  const hits: string[] = [];
  for (const [name, page] of Object.entries(PAGES)) {
    await requestOk(site.url + page);
    const { headers } = await requestOk(site.url + page);
    hits.push(`${name} ${headers["x-nextjs-cache"] ?? "none"}`);
  }
  const figures: Findings["figures"] = [
    {
      name: "Second request is answered from the store",
      measured: hits.join(", "),
      target: "HIT",
      isMet: hits.every((hit) => hit.endsWith(" HIT")),
    },
  ];
  const baseline = await startBaseline(site);
  const cases = ENCODINGS.flatMap((encoding) =>
    Object.entries(PAGES).map(([name, page]) => ({
      encoding,
      name,
      page,
      rounds: [] as { ours: Round; theirs: Round }[],
    })),
  );
  let disturbed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const { encoding, page, rounds } of cases) {
      const { result, wasCalm } = await inCalm(async () => ({
        ours: await shoot(site.url + page, encoding.value, SECONDS),
        theirs: await shoot(baseline.url + page, encoding.value, SECONDS),
      }));
      if (round === 0) continue;
      rounds.push(result);
      if (!wasCalm) disturbed++;
    }
  }
  const remarks: string[] = [];
  for (const { encoding, name, rounds } of cases) {
    const label = `${name}, ${encoding.name}`;
    const ours = rounds.map((round) => round.ours);
    figures.push(
      atLeast(
        `Share of the baseline: ${label}`,
        median(rounds.map((round) => round.ours.rate / round.theirs.rate)),
        encoding.least,
      ),
      atMost(`p99 at ${CONNECTIONS} connections: ${label}`, median(ours.map((round) => round.p99)), MOST_P99, "ms"),
    );
    remarks.push(
      `${label}: ${Math.round(median(ours.map((round) => round.rate)))} requests/s (p50 ${median(ours.map((round) => round.p50))} ms), baseline ${Math.round(median(rounds.map((round) => round.theirs.rate)))} requests/s (p99 ${median(rounds.map((round) => round.theirs.p99))} ms); shares by round ${rounds.map((round) => format(round.ours.rate / round.theirs.rate)).join(" ")}`,
    );
  }
  remarks.push(`${describeLoad()}; other programs worked beside ${disturbed} of ${(ROUNDS - 1) * cases.length} rounds`);
  const inspector = await inspectServer(site);
  remarks.push(...(await explain(site, baseline, inspector)));
  inspector.close();
  return { figures, remarks };
}
