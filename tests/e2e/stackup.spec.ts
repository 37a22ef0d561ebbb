import type { Page } from "@playwright/test";
import { comparisonRow, expect, sourceMarks, test, textOf, textsOf } from "./test";

// The page that the project began with, block by block, with the figures of the reference page.

const PATH = "/stackups/apache-mesos-vs-rkt";

function overviewOf(page: Page, name: string) {
  return page
    .locator("#overview")
    .getByRole("article")
    .filter({ has: page.getByRole("heading", { name, exact: true }) });
}

/** The votes and texts of a list of pros or cons as they stand there: `21 Easy scaling`. */
async function statementsOf(page: Page, label: "Pros" | "Cons", place: number): Promise<string[]> {
  const items = await comparisonRow(page, label).getByRole("cell").nth(place).getByRole("listitem").all();
  return Promise.all(
    items.map(async (item) => {
      const votes = await textOf(item.getByRole("button", { name: /^Upvote / }));
      return `${votes} ${(await textOf(item)).slice(votes.length).trim()}`;
    }),
  );
}

test.describe("Apache Mesos vs rkt", () => {
  test.beforeEach(async ({ page }) => {
    await page.goto(PATH);
  });

  test("stands in its place: title, breadcrumb, parts of the page", async ({ page }) => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Apache Mesos vs rkt");
    const crumbs = page.getByRole("navigation", { name: "Breadcrumb" });
    expect(await textsOf(crumbs.getByRole("listitem"))).toEqual([
      "Stackups",
      "Application & Data",
      "Infrastructure as a Service",
      "Apache Mesos vs rkt",
    ]);
    const places = await crumbs
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(places).toEqual([
      "/stackups",
      "/categories/application-and-data",
      "/categories/application-and-data/infrastructure-as-a-service",
    ]);
    await expect(crumbs.locator("[aria-current=page]")).toHaveText("Apache Mesos vs rkt");
    for (const name of ["Overview", "Comparison", "Alternatives"]) {
      const tab = page.getByRole("navigation", { name: "Parts of this page" }).getByRole("link", { name });
      await tab.click();
      await expect(page.locator(`${await tab.getAttribute("href")}`)).toBeInViewport();
    }
  });

  const figures = [
    { name: "Apache Mesos", kind: "cluster manager", figures: ["306", "418", "31", "5.3K", "1.7K"] },
    { name: "rkt", kind: "container runtime", figures: ["29", "112", "10", "–no figure", "–no figure"] },
  ];
  for (const tool of figures) {
    test(`shows what ${tool.name} is, and its figures`, async ({ page }) => {
      const overview = overviewOf(page, tool.name);
      await expect(overview.getByRole("link", { name: tool.name, exact: true })).toHaveAttribute("href", /^\/tools\//);
      await expect(overview).toContainText(tool.kind);
      expect(await textsOf(overview.locator("dt"))).toEqual(["Stacks", "Followers", "Votes", "Stars", "Forks"]);
      expect(await textsOf(overview.locator("dd"))).toEqual(tool.figures);
      // Votes are a sum of what stands below; each other figure comes from outside, and says from where.
      const sourced = tool.figures.filter((figure, place) => place !== 2 && /\d/.test(figure)).length;
      await expect(sourceMarks(overview.locator("dd"))).toHaveCount(sourced);
    });
  }

  test("says that both have ended, when, and where their users went", async ({ page }) => {
    const overview = page.locator("#overview");
    await expect(overview).toContainText("Both projects have ended");
    for (const [sentence, successors] of [
      ["Apache Mesos: retired, Aug 2025", ["Kubernetes", "Nomad"]],
      ["rkt: archived, 24 Feb 2020", ["Podman", "containerd"]],
    ] as const) {
      const notice = overview.getByRole("paragraph").filter({ hasText: sentence });
      await expect(notice).toHaveCount(1);
      await expect(sourceMarks(notice)).toHaveCount(1);
      for (const successor of successors)
        await expect(notice.getByRole("link", { name: successor, exact: true })).toHaveAttribute("href", /^\/tools\//);
    }
    await expect(overviewOf(page, "Apache Mesos")).toContainText("retired 2025");
    await expect(overviewOf(page, "rkt")).toContainText("archived 2020");
  });

  test("says that they are not like for like and offers fair pairs", async ({ page, request }) => {
    const overview = page.locator("#overview");
    await expect(overview).toContainText("Not like for like");
    const notice = overview.getByRole("paragraph").filter({ hasText: "Fair pairs" });
    await expect(notice).toContainText("Apache Mesos is a cluster manager; rkt is a container runtime.");
    const pairs = await notice.getByRole("link").all();
    expect(pairs.length).toBeGreaterThanOrEqual(2);
    for (const pair of pairs) {
      await expect(pair).toHaveText(/^(Apache Mesos|rkt) vs /);
      const answer = await request.get(`${await pair.getAttribute("href")}`, { maxRedirects: 0 });
      // A pair may be linked in another order than the address has: then the address is one redirect away.
      expect([200, 308]).toContain(answer.status());
    }
  });

  test("names six numbered differences, each half with its source, and a summary", async ({ page }) => {
    const section = page.getByRole("region", { name: "Apache Mesos vs rkt: What are the differences?" });
    await expect(section).toContainText("Written by the catalog’s editors");
    const claims = section.locator("ol > li");
    await expect(claims).toHaveCount(6);
    expect(await textsOf(claims.getByRole("heading", { level: 3 }))).toEqual([
      "What it does",
      "Process model",
      "Failure of a part",
      "Isolation",
      "Image formats",
      "State of the project",
    ]);
    for (const claim of await claims.all()) {
      const halves = claim.getByRole("paragraph");
      await expect(halves).toHaveCount(2);
      await expect(halves.nth(0)).toContainText("Apache Mesos:");
      await expect(halves.nth(1)).toContainText("rkt:");
      for (const half of await halves.all()) await expect(sourceMarks(half)).toHaveCount(1);
      const isNumbered = await claim.evaluate((element) => {
        const heading = element.querySelector("h3");
        const before = heading ? getComputedStyle(heading, "::before").content : "";
        return before.includes("counter") || getComputedStyle(element).listStyleType === "decimal";
      });
      expect(isNumbered).toBe(true);
    }
    expect(await textsOf(section.locator("dt"))).toEqual([
      "Choose Apache Mesos if",
      "Choose rkt if",
      "Choose neither if",
    ]);
  });

  const rows: [label: string, cells: [string, string]][] = [
    ["Stacks", ["306", "29"]],
    ["Followers", ["418", "112"]],
    ["Votes", ["31", "10"]],
    ["GitHub stars", ["5.3K", "no figure with a source"]],
    ["GitHub forks", ["1.7K", "no figure with a source"]],
    ["Kind", ["Cluster manager", "Container runtime"]],
    ["Lifecycle", ["Retired, Aug 2025", "Archived, 24 Feb 2020"]],
    ["Licence", ["Apache-2.0", "Apache-2.0"]],
    ["Written in", ["C++", "Go"]],
    ["First release", ["2012", "2014"]],
    ["High availability", ["Standby masters; ZooKeeper elects the leading one", "nothing listed"]],
  ];
  test("compares them row by row", async ({ page }) => {
    const table = page.getByRole("region", { name: "Detailed comparison" }).getByRole("table");
    await expect(table.getByRole("columnheader", { name: "Apache Mesos" })).toBeVisible();
    await expect(table.getByRole("columnheader", { name: "rkt" })).toBeVisible();
    expect(await textsOf(table.locator("th[scope=rowgroup]"))).toEqual([
      "Statistics",
      "Facts",
      "Features",
      "Pros and cons",
      "Integrations",
    ]);
    for (const [label, cells] of rows)
      expect(await textsOf(comparisonRow(page, label).getByRole("cell")), label).toEqual(cells);
    const descriptions = await textsOf(comparisonRow(page, "Description").getByRole("cell"));
    for (const text of descriptions) expect(text.split(" ").length).toBeGreaterThanOrEqual(40);
  });

  test("lists pros and cons with the votes of the reference page", async ({ page }) => {
    expect(await statementsOf(page, "Pros", 0)).toEqual([
      "21 Easy scaling",
      "6 Web UI",
      "2 Fault-Tolerant",
      "1 High-Available",
      "1 Elastic Distributed System",
    ]);
    expect(await statementsOf(page, "Pros", 1)).toEqual([
      "5 Security",
      "3 Robust container portability",
      "2 Composable containers",
    ]);
    expect(await statementsOf(page, "Cons", 0)).toEqual(["1 Depends on Zookeeper", "1 Not for long term"]);
    expect(await textOf(comparisonRow(page, "Cons").getByRole("cell").nth(1))).toBe("Nobody named a con yet.");
  });

  test("lists integrations, or says that there are none", async ({ page }) => {
    const cells = comparisonRow(page, "Works with").getByRole("cell");
    await expect(cells.nth(0).getByRole("link", { name: "Apache Aurora" })).toHaveAttribute(
      "href",
      "/tools/apache-aurora",
    );
    expect(await textOf(cells.nth(1))).toBe("No integrations listed");
  });

  test("lists the ten alternatives of the reference page, each with a reason and a next step", async ({ page }) => {
    const section = page.getByRole("region", { name: "What are some alternatives to Apache Mesos and rkt?" });
    await expect(section.getByRole("link", { name: "how this is ranked" })).toHaveAttribute(
      "href",
      "/about#alternatives",
    );
    for (const name of [
      "Docker",
      "LXD",
      "Nomad",
      "LXC",
      "DC/OS",
      "Mesosphere",
      "Vagrant Cloud",
      "Gardener",
      "YARN Hadoop",
      "Atmosly",
    ]) {
      const item = section
        .getByRole("article")
        .filter({ has: page.getByRole("heading").getByRole("link", { name, exact: true }) });
      await expect(item).toHaveCount(1);
      await expect(item).toContainText(/Pinned for|Like (Apache Mesos|rkt)|Near (Apache Mesos|rkt)/);
      await expect(item.getByRole("link", { name: `compare with ${name} too` })).toHaveAttribute(
        "href",
        /^\/stackups\/.+-vs-.+-vs-/,
      );
    }
    for (const item of await section.getByRole("article").all())
      expect((await textOf(item.getByRole("paragraph"))).length).toBeGreaterThan(20);
  });

  test("leads to related stackups, one of three tools among them", async ({ page }) => {
    const links = page.getByRole("region", { name: "Related stackups" }).getByRole("listitem").getByRole("link");
    const places = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
    expect(places.length).toBeGreaterThanOrEqual(5);
    expect(places).not.toContain(PATH);
    expect(places.filter((place) => place.split("-vs-").length === 3).length).toBeGreaterThanOrEqual(1);
  });

  test("leads every mark to a source with the day on which it was checked", async ({ page }) => {
    const items = page.getByRole("region", { name: "Sources" }).getByRole("listitem");
    const listed = await items.count();
    expect(listed).toBeGreaterThan(20);
    for (const item of await items.all()) {
      await expect(item.getByRole("link")).toHaveAttribute("href", /^https?:\/\//);
      await expect(item).toContainText(/checked \d{1,2} [A-Z][a-z]{2} \d{4}/);
    }
    const marks = await sourceMarks(page).evaluateAll((found) =>
      found.map((mark) => ({ number: mark.textContent, target: mark.getAttribute("href")?.slice(1) ?? "" })),
    );
    const places = await items.evaluateAll((found) => found.map((item) => item.id));
    for (const { number, target } of marks) expect(places[Number(number) - 1]).toBe(target);
    // No source stands there without something that rests on it.
    expect(new Set(marks.map((mark) => mark.target))).toEqual(new Set(places));
  });
});

test("three tools are compared in three columns", async ({ page }) => {
  await page.goto("/stackups/docker-swarm-vs-kubernetes-vs-rancher");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Docker Swarm vs Kubernetes vs Rancher");
  await expect(page.locator("#overview").getByRole("article")).toHaveCount(3);
  await expect(comparisonRow(page, "Lifecycle").getByRole("cell")).toHaveCount(3);
  const section = page.getByRole("region", { name: /What are the differences/ });
  await expect(section).toContainText("Written by the catalog’s editors");
  for (const claim of await section.locator("ol > li").all()) await expect(claim.getByRole("paragraph")).toHaveCount(3);
  await expect(page.getByRole("link", { name: /^compare with .+ too$/ }).first()).toHaveAttribute(
    "href",
    /-vs-.+-vs-.+-vs-/,
  );
});

test("four tools are compared in four columns, with nothing offered that would make five", async ({ page }) => {
  await page.goto("/stackups/ansible-vs-chef-vs-puppet-vs-salt");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ansible vs Chef vs Puppet vs Salt");
  await expect(page.locator("#overview").getByRole("article")).toHaveCount(4);
  await expect(comparisonRow(page, "Lifecycle").getByRole("cell")).toHaveCount(4);
  await expect(page.getByRole("link", { name: /^compare with / })).toHaveCount(0);
});

test("a pair nobody wrote about gets computed differences, labelled so", async ({ page }) => {
  await page.goto("/stackups/docker-vs-postgresql");
  const section = page.getByRole("region", { name: /What are the differences/ });
  await expect(section).toContainText("Computed from the checked facts below");
  await expect(section).not.toContainText("Written by");
  const claims = section.locator("ol > li");
  expect(await claims.count()).toBeGreaterThanOrEqual(3);
  for (const claim of await claims.all()) {
    const [first, second] = await textsOf(claim.getByRole("paragraph"));
    expect(first?.replace(/^Docker: /, "")).not.toBe(second?.replace(/^PostgreSQL: /, ""));
  }
});

test("two tools of one function carry no notice", async ({ page }) => {
  await page.goto("/stackups/react-vs-vue");
  await expect(page.locator("#overview")).not.toContainText(/Not like for like|have ended|has ended/);
});

for (const width of [360, 1280]) {
  test(`nothing on the page moves while it loads and is scrolled, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript(() => {
      const shifts: string[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(PATH, { waitUntil: "networkidle" });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    for (let y = 0; y < height; y += 700) {
      await page.mouse.wheel(0, 700);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    expect(await page.evaluate(() => ("shifts" in window ? window.shifts : null))).toEqual([]);
  });
}
