import { launch } from "chrome-launcher";
import lighthouse, { type Result } from "lighthouse";
import { z } from "zod";
import { onEnd } from "@/tests/bench/cleanup";
import { atMost, type Findings, format, median } from "@/tests/bench/report";
import { requestOk } from "@/tests/bench/request";
import type { Site } from "@/tests/bench/site";
import { browserArguments, findBrowser } from "@/tests/support/browser";

const PAGES = {
  home: "/",
  tool: "/tools/kubernetes",
  stackup: "/stackups/apache-mesos-vs-rkt",
  alternatives: "/tools/apache-mesos/alternatives",
} as const;
/** The performance score moves with the machine's load, so the middle of some runs counts. */
const RUNS = 3;
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 } as const;
const MOST_LCP = 2;

type Audit = Result["audits"][string];

type Run = { scores: Record<keyof typeof LEAST, number>; lcp: number; failed: string[] };

const tableSchema = z.object({
  items: z.array(z.object({ node: z.object({ snippet: z.string() }).optional(), text: z.string().optional() })),
});

/** Why an audit gave less than full marks: its figure or title, and the first places that it names. */
function describeAudit(id: string, { displayValue, title, details }: Audit): string {
  const table = tableSchema.safeParse(details);
  const places = (table.data?.items ?? []).flatMap(({ node, text }) => node?.snippet ?? text ?? []).slice(0, 2);
  return `${id} (${[displayValue ?? title, ...places].join("; ")})`;
}

/** One run; null when Lighthouse saw no paint, which happens on a machine that is too busy. */
async function audit(url: string, port: number): Promise<Run | null> {
  const result = await lighthouse(url, { port, logLevel: "silent", output: "json" });
  if (!result) throw new Error(`Lighthouse gave no result for ${url}`);
  const { categories, audits, runtimeError } = result.lhr;
  const lcp = audits["largest-contentful-paint"]?.numericValue;
  if (runtimeError || lcp === undefined) return null;
  const score = (name: keyof typeof LEAST) => Math.round((categories[name]?.score ?? 0) * 100);
  const failed = Object.values(categories).flatMap((category) =>
    category.auditRefs.flatMap(({ id, weight }) => {
      const found = audits[id];
      return found && weight > 0 && (found.score ?? 1) < 0.9 ? describeAudit(id, found) : [];
    }),
  );
  return {
    scores: {
      performance: score("performance"),
      accessibility: score("accessibility"),
      "best-practices": score("best-practices"),
      seo: score("seo"),
    },
    lcp: lcp / 1000,
    failed,
  };
}

/** Lighthouse with its defaults, which play a mid-range phone on a slow network. */
export async function measureLighthouse(site: Site): Promise<Findings> {
  const browser = await launch({
    chromePath: findBrowser(),
    chromeFlags: ["--headless=new", ...browserArguments],
    handleSIGINT: false,
  });
  const close = onEnd(() => browser.kill());
  const figures: Findings["figures"] = [];
  const remarks: string[] = [];
  for (const [name, page] of Object.entries(PAGES)) {
    await requestOk(site.url + page);
    const runs: Run[] = [];
    for (let tries = 0; runs.length < RUNS; tries++) {
      const run = await audit(site.url + page, browser.port);
      if (run) runs.push(run);
      else if (tries > 2 * RUNS) throw new Error(`Lighthouse sees no paint of ${page}`);
    }
    const middle = (of: keyof typeof LEAST) => median(runs.map((run) => run.scores[of]));
    const scores = {
      performance: middle("performance"),
      accessibility: middle("accessibility"),
      "best-practices": middle("best-practices"),
      seo: middle("seo"),
    };
    figures.push(
      {
        name: `Lighthouse, ${name}: performance, accessibility, best practices, SEO`,
        measured: Object.values(scores).join(" "),
        target: `≥ ${Object.values(LEAST).join(" ")}`,
        isMet: (Object.keys(LEAST) as (keyof typeof LEAST)[]).every((key) => scores[key] >= LEAST[key]),
      },
      atMost(`Lighthouse, ${name}: largest paint`, median(runs.map((run) => run.lcp)), MOST_LCP, "s", true),
    );
    const failed = new Set(runs.flatMap((run) => run.failed));
    remarks.push(
      `${name}: performance ${runs.map((run) => run.scores.performance).join(" ")}, largest paint ${runs.map((run) => format(run.lcp, "s")).join(" ")}${failed.size > 0 ? `; short of full marks: ${[...failed].join(", ")}` : ""}`,
    );
  }
  await close();
  return { figures, remarks };
}
