import type { Page } from "@playwright/test";
import { expect, sourceMarks, test, textOf, textsOf } from "./test";

test.describe("a tool’s page", () => {
  test("shows facts and features, each with its source", async ({ page }) => {
    await page.goto("/tools/rkt");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("rkt");
    await expect(page.getByRole("main")).toContainText("rkt: archived, 24 Feb 2020");
    const facts = page.getByRole("region", { name: "Facts" });
    for (const [label, value] of [
      ["Kind", "Container runtime"],
      ["Lifecycle", "Archived, 24 Feb 2020"],
      ["Repository", "github.com/rkt/rkt"],
      ["Licence", "Apache-2.0"],
      ["Written in", "Go"],
      ["Made by", "CoreOS"],
      ["First release", "2014"],
      ["Hosting", "Runs locally, no server"],
    ]) {
      const row = facts.getByRole("row").filter({ has: page.getByRole("rowheader", { name: label, exact: true }) });
      expect(await textOf(row.getByRole("cell"))).toBe(value);
      await expect(sourceMarks(row)).toHaveCount(label === "Kind" ? 0 : 1);
    }
    const features = page.getByRole("region", { name: "Features" }).getByRole("row");
    expect(await features.count()).toBeGreaterThanOrEqual(4);
    for (const feature of await features.all()) await expect(sourceMarks(feature)).toHaveCount(1);
    await expect(page.getByRole("region", { name: "Integrations" })).toContainText("No integrations listed");
  });

  test("shows its figures, pros and cons, integrations and stackups", async ({ page }) => {
    await page.goto("/tools/apache-mesos");
    const main = page.getByRole("main");
    expect(await textsOf(main.locator("dl dd"))).toEqual(["306", "418", "31", "5.3K", "1.7K"]);
    const statements = page.getByRole("region", { name: "Pros and cons" }).getByRole("listitem");
    await expect(statements.first().getByRole("button", { name: /^Upvote Easy scaling, 21 votes/ })).toHaveText("21");
    await expect(statements).toHaveCount(7);
    const integrations = page.getByRole("region", { name: "Integrations" });
    await expect(integrations.getByRole("link", { name: "Apache Aurora" })).toBeVisible();
    const stackups = page.getByRole("region", { name: "Apache Mesos compared" });
    await expect(stackups.getByRole("link", { name: "Apache Mesos vs rkt" })).toHaveAttribute(
      "href",
      "/stackups/apache-mesos-vs-rkt",
    );
  });

  test("draws its stars as a picture with a table of the same readings", async ({ page }) => {
    await page.goto("/tools/docker");
    const chart = page.getByRole("img", { name: /^GitHub stars of Docker: / });
    await expect(chart).toBeVisible();
    expect(await chart.locator("path").count()).toBeGreaterThanOrEqual(1);
    await page.getByText("Show the readings as a table").click();
    const rows = page
      .getByRole("table")
      .filter({ has: page.getByRole("columnheader", { name: "Stars" }) })
      .locator("tbody tr");
    expect(await rows.count()).toBeGreaterThan(12);
    // The picture's words and the table's ends are the same readings.
    const words = `${await chart.getAttribute("aria-label")}`;
    for (const row of [rows.first(), rows.last()]) {
      const [day, stars] = await row.getByRole("cell").allInnerTexts();
      expect(words).toContain(`${stars} on ${day}`);
    }
  });

  test("draws no chart where there are no readings", async ({ page }) => {
    await page.goto("/tools/rkt");
    await expect(page.getByRole("region", { name: "GitHub stars over time" })).toHaveCount(0);
  });
});

test("the page of alternatives says why each is listed and leads to a comparison", async ({ page }) => {
  await page.goto("/tools/apache-mesos");
  await page
    .getByRole("navigation", { name: "Pages about Apache Mesos" })
    .getByRole("link", { name: "Alternatives" })
    .click();
  await expect(page).toHaveURL("/tools/apache-mesos/alternatives");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Alternatives to Apache Mesos");
  await expect(page.getByRole("main")).toContainText("Tools that an editor pinned come first");
  const items = page.getByRole("main").getByRole("article");
  expect(await items.count()).toBeGreaterThanOrEqual(5);
  for (const item of await items.all()) await expect(item).toContainText(/Pinned for|Like|Near/);
  await page.getByRole("link", { name: "compare with Nomad" }).click();
  await expect(page).toHaveURL("/stackups/apache-mesos-vs-nomad");
});

/** Follows “Next page” from a list's first page to its last; answers the slugs in the order in which they came. */
async function walk(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  const slugs: string[] = [];
  for (;;) {
    const links = page.getByRole("article").getByRole("heading").getByRole("link");
    slugs.push(...(await links.evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""))));
    const next = page.getByRole("link", { name: "Next page" });
    if ((await next.count()) === 0) return slugs;
    await next.click();
    await page.waitForURL((url) => url.searchParams.get("after") === slugs.at(-1)?.replace("/tools/", ""));
  }
}

test.describe("lists of tools", () => {
  for (const path of ["/tools", "/tools?sort=name", "/tools?sort=stars", "/tools?sort=newest"]) {
    test(`${path} shows every tool once, page by page`, async ({ page, request }) => {
      const slugs = await walk(page, path);
      const { tools } = await (await request.get("/api/health")).json();
      expect(slugs.length).toBe(tools);
      expect(new Set(slugs).size).toBe(slugs.length);
      expect(slugs.length).toBeGreaterThanOrEqual(240);
    });
  }

  test("a category’s pages add up to the number it states", async ({ page }) => {
    const slugs = await walk(page, "/categories/application-and-data/languages-and-frameworks?sort=name");
    const stated = /(\d+) tools by/.exec(await textOf(page.getByRole("main")))?.[1];
    expect(slugs.length).toBe(Number(stated));
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.length).toBeGreaterThan(30);
  });

  test("by name is alphabetical", async ({ page }) => {
    await page.goto("/tools?sort=name");
    const names = await page.getByRole("article").getByRole("heading").getByRole("link").allInnerTexts();
    const lower = names.map((name) => name.toLowerCase());
    expect(lower).toEqual([...lower].sort());
    await expect(page.getByRole("link", { name: "Name", exact: true })).toHaveAttribute("aria-current", "true");
  });

  test("by stars begins with the most", async ({ page }) => {
    await page.goto("/tools?sort=stars");
    const texts = await page.getByRole("article").allInnerTexts();
    const stars = texts.map((text) => {
      const [, count = "", unit] = / · ([\d.]+)([KM]?) stars/.exec(text) ?? [];
      return Number(count) * (unit === "M" ? 1_000_000 : unit === "K" ? 1000 : 1);
    });
    expect(stars[0]).toBeGreaterThan(100_000);
    expect(stars).toEqual([...stars].sort((a, b) => b - a));
  });

  test("by votes begins with the most", async ({ page }) => {
    await page.goto("/tools");
    const texts = await page.getByRole("article").allInnerTexts();
    const votes = texts.map((text) => Number(/([\d,]+) votes?\b/.exec(text)?.[1]?.replaceAll(",", "") ?? 0));
    expect(texts[0]).toMatch(/^GitHub\b[\s\S]*10,338 votes/);
    expect(votes).toEqual([...votes].sort((a, b) => b - a));
    expect(votes.filter((count) => count === 31 || count === 10)).toEqual([31, 10]);
  });
});

test("the tree of categories leads to every function, and its numbers add up", async ({ page, request }) => {
  await page.goto("/categories");
  const functions = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.locator("small") });
  expect(await functions.count()).toBeGreaterThanOrEqual(40);
  const counts = await functions.locator("small").allInnerTexts();
  const { tools } = await (await request.get("/api/health")).json();
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(tools);
  await page.getByRole("link", { name: "Relational Databases" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Relational Databases");
  await expect(page.getByRole("main").getByRole("link", { name: "PostgreSQL" })).toBeVisible();
});

test("home offers a search, stackups, categories and what was checked last", async ({ page }) => {
  await page.goto("/");
  const main = page.getByRole("main");
  await expect(main.getByRole("searchbox")).toBeVisible();
  for (const [region, least] of [
    ["Stackups", 6],
    ["Categories", 40],
    ["Recently checked", 6],
  ] as const) {
    const links = main.getByRole("region", { name: region, exact: true }).getByRole("link");
    expect(await links.count(), region).toBeGreaterThanOrEqual(least);
  }
  await expect(main.getByRole("region", { name: "Recently checked" })).toContainText(/checked \d{1,2} [A-Z]/);
  const first = main.getByRole("region", { name: "Stackups", exact: true }).getByRole("listitem").first();
  const title = await textOf(first.getByRole("link"));
  await first.getByRole("link").click();
  await expect(page).toHaveURL(/\/stackups\/.+-vs-/);
  expect(title).toContain(await textOf(page.getByRole("heading", { level: 1 })));
});

test("the list of stackups holds forty or more, by function", async ({ page }) => {
  await page.goto("/stackups");
  const links = page.getByRole("main").locator('li a[href^="/stackups/"]');
  const places = new Set(await links.evaluateAll((found) => found.map((link) => link.getAttribute("href"))));
  expect(places.size).toBeGreaterThanOrEqual(40);
  await expect(page.getByRole("region", { name: "Relational Databases" }).getByRole("link")).not.toHaveCount(0);
});

test.describe("search", () => {
  for (const { what, query, first } of [
    { what: "a name", query: "Nomad", first: "Nomad" },
    { what: "the beginning of a name", query: "kube", first: "Kubernetes" },
    { what: "an alias", query: "rocket", first: "rkt" },
    { what: "a misspelt name", query: "posgresql", first: "PostgreSQL" },
  ]) {
    test(`finds by ${what}`, async ({ page }) => {
      await page.goto(`/search?${new URLSearchParams({ q: query })}`);
      await expect(page.getByRole("article").first().getByRole("heading")).toContainText(first);
      await expect(page.getByRole("main").getByRole("searchbox")).toHaveValue(query);
    });
  }

  test("finds by what a tool is for", async ({ page }) => {
    await page.goto("/search?q=without+a+central+daemon");
    await expect(page.getByRole("article").getByRole("link", { name: "rkt" })).toBeVisible();
  });

  for (const [query, path] of [
    ["mesos vs nomad", "/stackups/apache-mesos-vs-nomad"],
    ["Nomad VS. Mesos", "/stackups/apache-mesos-vs-nomad"],
    ["postgres versus mysql", "/stackups/mysql-vs-postgresql"],
    ["kubernetes vs nomad vs docker swarm", "/stackups/docker-swarm-vs-kubernetes-vs-nomad"],
  ] as const) {
    test(`“${query}” is a stackup`, async ({ page }) => {
      await page.goto(`/search?${new URLSearchParams({ q: query })}`);
      await expect(page).toHaveURL(path);
    });
  }

  test("says which name in “a vs b” it does not know", async ({ page }) => {
    await page.goto("/search?q=mesos+vs+qqqqzzzz");
    await expect(page.getByRole("main")).toContainText("no tool is called “qqqqzzzz”");
  });

  test("says when it finds nothing, and shows hostile text as text", async ({ page }) => {
    const query = "<script>alert(1)</script>";
    await page.goto(`/search?${new URLSearchParams({ q: query })}`);
    await expect(page.getByRole("main")).toContainText(`Nothing found for “${query}”`);
    await expect(page.getByRole("main").getByRole("link", { name: "All categories" })).toBeVisible();
  });

  for (const [what, query] of [
    ["wildcards of SQL", "%_%"],
    ["a quote", "' OR 1=1 --"],
    ["a null byte", "a\u0000b"],
    ["ten thousand letters", "x".repeat(10_000)],
    ["writing from right to left", "\u202Eabc"],
  ] as const) {
    test(`stands ${what}`, async ({ request }) => {
      const answer = await request.get(`/search?${new URLSearchParams({ q: query })}`);
      expect(answer.status()).toBe(200);
    });
  }
});

for (const { path, title, holds } of [
  { path: "/about", title: "About", holds: ["What a figure means", "How alternatives are ranked"] },
  { path: "/contact", title: "Contact", holds: ["Something is wrong on a page", "CONTACT_EMAIL"] },
  { path: "/licences", title: "Sources and licences", holds: ["No data set has been imported", "No export has been"] },
  { path: "/privacy", title: "Privacy", holds: ["sets no cookies", "contact page"] },
  { path: "/terms", title: "Terms", holds: ["CC0", "without warranty"] },
]) {
  test(`${title} has something to say`, async ({ page, context }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(new RegExp(title));
    for (const text of holds) await expect(page.getByRole("main")).toContainText(text);
    expect((await textOf(page.getByRole("main"))).split(/\s+/).length).toBeGreaterThan(100);
    // What the privacy page promises.
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });
}

test.describe("the header marks the part of the site that a page belongs to, and no other", () => {
  for (const [path, part] of [
    ["/stackups", "Stackups"],
    ["/stackups/apache-mesos-vs-rkt", "Stackups"],
    ["/tools", "Tools"],
    ["/tools/kubernetes", "Tools"],
    ["/tools/kubernetes/stacks", "Tools"],
    ["/stacks", "Stacks"],
    ["/categories", "Categories"],
    ["/categories/application-and-data/infrastructure-as-a-service", "Categories"],
    ["/feed", "Feed"],
  ] as const)
    test(path, async ({ page }) => {
      await page.goto(path);
      const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
      const marked = await links.evaluateAll((all) =>
        all.filter((link) => getComputedStyle(link).textDecorationLine === "underline").map((link) => link.textContent),
      );
      expect(marked).toEqual([part]);
    });
});
