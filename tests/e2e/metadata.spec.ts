import type { Page } from "@playwright/test";
import { z } from "zod";
import { pageKinds } from "./page-kinds";
import { expect, test } from "./test";

/** The JSON-LD of a page by type. Throws where one does not parse. */
async function structuredData(page: Page): Promise<Map<string, unknown>> {
  const schema = z.looseObject({ "@context": z.literal("https://schema.org"), "@type": z.string() });
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
  return new Map(texts.map((text) => schema.parse(JSON.parse(text))).map((data) => [data["@type"], data]));
}

async function robots(page: Page): Promise<string> {
  const metas = await page.locator("meta[name=robots]").all();
  return (await Promise.all(metas.map((meta) => meta.getAttribute("content")))).join(",");
}

test.describe("every page says what it is", () => {
  for (const { name, path, isUnlisted = false } of pageKinds.filter(({ isMissing }) => !isMissing)) {
    test(name, async ({ page }) => {
      await page.goto(path);
      const title = await page.title();
      expect(title.length).toBeGreaterThan(8);
      expect(title).toContain("Sidestack");
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      if (isUnlisted) {
        expect(await robots(page)).toContain("noindex");
        return;
      }
      const description = await page.locator("meta[name=description]").getAttribute("content");
      expect(description?.length).toBeGreaterThan(40);
      expect(description?.length).toBeLessThanOrEqual(160);
      const canonical = await page.locator("link[rel=canonical]").getAttribute("href");
      expect(new URL(`${canonical}`).pathname).toBe(path.split("?")[0]);
      expect(new URL(`${canonical}`).search).toBe("");
      await expect(page.locator('meta[property="og:title"]')).toHaveAttribute("content", /./);
    });
  }
});

test.describe("shared links have a picture", () => {
  for (const path of ["/stackups/apache-mesos-vs-rkt", "/stackups/ansible-vs-chef-vs-puppet-vs-salt", "/tools/rkt"]) {
    test(path, async ({ page, request }) => {
      await page.goto(path);
      const image = await page.locator('meta[property="og:image"]').getAttribute("content");
      const { pathname, search } = new URL(`${image}`);
      const answer = await request.get(`${pathname}${search}`);
      expect(answer.status()).toBe(200);
      expect(answer.headers()["content-type"]).toBe("image/png");
      const bytes = await answer.body();
      expect(bytes.subarray(1, 4).toString()).toBe("PNG");
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
    });
  }

  test("but not where nothing is", async ({ request }) => {
    const answer = await request.get("/stackups/nothing-vs-rkt/opengraph-image");
    expect(answer.status()).toBe(404);
  });
});

test("a stackup tells its place to search engines", async ({ page }) => {
  await page.goto("/stackups/apache-mesos-vs-rkt");
  const data = await structuredData(page);
  expect(data.get("BreadcrumbList")).toMatchObject({
    itemListElement: [
      { position: 1, name: "Stackups" },
      { position: 2, name: "Application & Data" },
      { position: 3, name: "Infrastructure as a Service" },
      { position: 4, name: "Apache Mesos vs rkt", item: expect.stringMatching(/\/stackups\/apache-mesos-vs-rkt$/) },
    ],
  });
});

test("a tool tells what it is to search engines", async ({ page }) => {
  await page.goto("/tools/rkt");
  const data = await structuredData(page);
  expect(data.get("SoftwareApplication")).toMatchObject({
    name: "rkt",
    applicationCategory: "DeveloperApplication",
    applicationSubCategory: "container runtime",
    license: "https://spdx.org/licenses/Apache-2.0",
  });
  expect(data.get("BreadcrumbList")).toMatchObject({ itemListElement: { length: 5 } });
});

test.describe("only pages worth finding may be indexed", () => {
  for (const [path, mayBeIndexed] of [
    // Written by an editor, though the functions differ.
    ["/stackups/apache-mesos-vs-rkt", true],
    // Nobody wrote about it, but both are relational databases.
    ["/stackups/mysql-vs-sqlite", true],
    // Nobody wrote about it, and the functions differ.
    ["/stackups/docker-vs-postgresql", false],
    ["/stackups/docker-vs-podman-vs-postgresql", false],
    ["/tools/rkt", true],
    ["/tools/rkt/alternatives", true],
    ["/tools", true],
    ["/tools?sort=name", false],
    ["/tools?after=docker", false],
    ["/categories/application-and-data", true],
    ["/categories/application-and-data?sort=stars", false],
    ["/", true],
  ] as const) {
    test(`${path}: ${mayBeIndexed ? "yes" : "no"}`, async ({ page }) => {
      await page.goto(path);
      expect((await robots(page)).includes("noindex")).toBe(!mayBeIndexed);
    });
  }
});

test("the map of the site names what may be indexed, and nothing else", async ({ request }) => {
  const answer = await request.get("/sitemap.xml");
  expect(answer.headers()["content-type"]).toContain("xml");
  const places = [...(await answer.text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    ([, url]) => new URL(`${url}`).pathname,
  );
  expect(new Set(places).size).toBe(places.length);
  for (const place of [
    "/",
    "/stackups/apache-mesos-vs-rkt",
    "/tools/apache-mesos",
    "/tools/apache-mesos/alternatives",
    "/categories/application-and-data/infrastructure-as-a-service/cluster-management",
    "/about",
  ])
    expect(places).toContain(place);
  expect(places.filter((place) => /^\/tools\/[^/]+$/.test(place)).length).toBeGreaterThanOrEqual(240);
  expect(places.filter((place) => place.startsWith("/stackups/")).length).toBeGreaterThanOrEqual(40);
  expect(places.filter((place) => /^\/(search|api|missing|lists|home|compare)/.test(place))).toEqual([]);
  for (let at = 0; at < places.length; at += 40) {
    const page = await request.get(`${places[at]}`, { maxRedirects: 0 });
    expect(page.status(), places[at]).toBe(200);
    expect(await page.text()).not.toContain('content="noindex');
  }
});

test("programs are told what to leave alone", async ({ request }) => {
  const text = await (await request.get("/robots.txt")).text();
  expect(text).toContain("Disallow: /search");
  expect(text).toMatch(/^Sitemap: http.+\/sitemap\.xml$/m);
});

test("answers carry the headers that keep a page to itself", async ({ request }) => {
  const headers = (await request.get("/stackups/apache-mesos-vs-rkt")).headers();
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-powered-by"]).toBeUndefined();
  expect(headers["set-cookie"]).toBeUndefined();
});
