import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { onEnd } from "@/tests/bench/cleanup";
import { weighEmptyPage } from "@/tests/bench/empty";
import { atMost, type Findings, format, kilobytes, median } from "@/tests/bench/report";
import { requestOk } from "@/tests/bench/request";
import type { Site } from "@/tests/bench/site";
import { browserArguments, findBrowser } from "@/tests/support/browser";

const PAGES = {
  home: "/",
  tool: "/tools/kubernetes",
  stackup: "/stackups/apache-mesos-vs-rkt",
  alternatives: "/tools/apache-mesos/alternatives",
} as const;
const WIDTHS = [360, 768, 1280];

type Load = { requests: { url: string; type: string }[]; shift: number };

/** Adds up layout shifts in the page from its first byte on. A text, since a compiled function would name things that the page lacks. */
const WATCH_SHIFTS = `
  window.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });`;

/** Opens a page in a browser that has nothing stored, and scrolls through it. */
async function load(browser: Browser, url: string, width: number): Promise<Load> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const requests: Load["requests"] = [];
  page.on("request", (asked) => requests.push({ url: asked.url(), type: asked.resourceType() }));
  await page.addInitScript(WATCH_SHIFTS);
  await page.goto(url, { waitUntil: "networkidle" });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += 700) {
    await page.evaluate((to) => window.scrollTo(0, to), top);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(200);
  const shift = await page.evaluate<number>("window.layoutShift");
  await context.close();
  return { requests, shift };
}

/** The bytes of some files as they come over the wire with gzip. */
async function weigh(urls: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const url of urls) bytes += (await requestOk(url, { "accept-encoding": "gzip" })).body.length;
  return bytes;
}

/**
 * The bytes of a page from its second view on: as they are, with gzip, and how many of them are the inline scripts that hand React
 * the page again; and the bytes of its first view after a start.
 */
async function weighPage(url: string) {
  const { body: first } = await requestOk(url);
  const { body } = await requestOk(url);
  const scripts = body.toString("utf8").matchAll(/<script>[^<]*__next_f[\s\S]*?<\/script>/g);
  const flight = [...scripts].reduce((sum, [script]) => sum + Buffer.byteLength(script), 0);
  return {
    first: first.length,
    firstZipped: gzipSync(first).length,
    raw: body.length,
    zipped: await weigh([url]),
    flight,
  };
}

/** The paths of the stackups whose differences an editor wrote, from the sitemap. */
async function listWrittenStackups(site: Site): Promise<string[]> {
  const map = (await requestOk(`${site.url}/sitemap.xml`)).body.toString("utf8");
  return [...map.matchAll(/<loc>([^<]+)<\/loc>/g)]
    .map(([, address]) => new URL(address ?? "").pathname)
    .filter((page) => page.startsWith("/stackups/"));
}

/** What a reader's browser has to fetch for a page. */
export async function measureSize(site: Site): Promise<Findings> {
  const figures: Findings["figures"] = [];
  const remarks: string[] = [];
  for (const page of Object.values(PAGES)) {
    const { first, raw, zipped, flight } = await weighPage(site.url + page);
    remarks.push(
      `${page}: ${format(kilobytes(raw), "KB")} raw, ${format(kilobytes(zipped), "KB")} gzip; ${format(kilobytes(flight), "KB")} of the raw is Next's inline copy of the page for React; its first view ${format(kilobytes(first), "KB")} raw`,
    );
    if (page !== PAGES.stackup) continue;
    figures.push(
      atMost("Stackup HTML, raw", kilobytes(raw), 120, "KB"),
      atMost("Stackup HTML, gzip", kilobytes(zipped), 20, "KB"),
    );
  }
  const written = await listWrittenStackups(site);
  const weights = [];
  for (const page of written) weights.push({ page, ...(await weighPage(site.url + page)) });
  const firstRaw = kilobytes(Math.max(...weights.map(({ first }) => first)));
  const firstZipped = kilobytes(Math.max(...weights.map((weight) => weight.firstZipped)));
  figures.push(
    atMost("Stackup HTML, raw: the largest of them, at its first view after a start", firstRaw, 120, "KB"),
    atMost("Stackup HTML, gzip: the largest of them, at its first view after a start", firstZipped, 20, "KB"),
  );
  const largest = weights.reduce((most, weight) => (weight.raw > most.raw ? weight : most));
  figures.push(
    atMost(`Stackup HTML, raw: the largest of ${written.length} written ones`, kilobytes(largest.raw), 120, "KB"),
    atMost(
      "Stackup HTML, gzip: the largest of them",
      kilobytes(Math.max(...weights.map(({ zipped }) => zipped))),
      20,
      "KB",
    ),
  );
  remarks.push(
    `Written stackups: median ${format(kilobytes(median(weights.map(({ raw }) => raw))), "KB")} raw, ${format(kilobytes(median(weights.map(({ zipped }) => zipped))), "KB")} gzip; the largest is ${largest.page}; over 120 KB or 20 KB: ${
      weights
        .filter(({ raw, zipped }) => raw >= 120_000 || zipped >= 20_000)
        .map(
          ({ page, raw, zipped }) =>
            `${page.slice("/stackups/".length)} (${Math.round(kilobytes(raw))}, ${format(kilobytes(zipped))})`,
        )
        .join(", ") || "none"
    }`,
  );

  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
  const close = onEnd(() => browser.close());
  const shifts: string[] = [];
  let most = 0;
  for (const [name, page] of Object.entries(PAGES)) {
    for (const width of WIDTHS) {
      const { requests, shift } = await load(browser, site.url + page, width);
      most = Math.max(most, shift);
      if (shift > 0) shifts.push(`${name} at ${width} px ${shift.toFixed(4)}`);
      if (page !== PAGES.stackup || width !== WIDTHS[0]) continue;
      const ofType = (type: string) => requests.filter((asked) => asked.type === type).map((asked) => asked.url);
      const scripts = await weigh(ofType("script"));
      const empty = weighEmptyPage();
      figures.push(
        atMost("All JavaScript of the stackup page, gzip", kilobytes(scripts), 155, "KB"),
        atMost("of it ours (an empty Next page taken off)", kilobytes(scripts - empty), 15, "KB"),
        atMost("CSS, gzip", kilobytes(await weigh(ofType("stylesheet"))), 12, "KB"),
        atMost("Requests of the stackup page", requests.length, 12, "", true),
      );
      remarks.push(
        `An empty page of the same Next and React: ${format(kilobytes(empty), "KB")} of JavaScript`,
        `The stackup page asks for ${requests.map((asked) => `${asked.type} ${new URL(asked.url).pathname.slice(0, 60)}`).join(", ")}`,
      );
    }
  }
  await close();
  figures.push({
    name: `Cumulative layout shift, 4 pages at ${WIDTHS.join(", ")} px`,
    measured: most === 0 ? "0" : shifts.join(", "),
    target: "0",
    isMet: most === 0,
  });
  return { figures, remarks };
}
