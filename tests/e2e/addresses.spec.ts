import type { APIResponse } from "@playwright/test";
import { expect, test } from "./test";

// Addresses that no other test visits, so that each is asked for the first time here: a stored answer would prove less.

function locations(answer: APIResponse): string[] {
  return answer
    .headersArray()
    .filter(({ name }) => name.toLowerCase() === "location")
    .map(({ value }) => value);
}

test.describe("another order, an alias or other letters lead to the one address, for good", () => {
  for (const [asked, canonical] of [
    ["/stackups/rkt-vs-lxd", "/stackups/lxd-vs-rkt"],
    ["/stackups/mesos-vs-rocket", "/stackups/apache-mesos-vs-rkt"],
    ["/stackups/nomad-vs-mesos-vs-gardener", "/stackups/apache-mesos-vs-gardener-vs-nomad"],
    ["/stackups/LXC-vs-Nomad", "/stackups/lxc-vs-nomad"],
    ["/tools/rocket", "/tools/rkt"],
    ["/tools/Gardener", "/tools/gardener"],
    ["/tools/mesos/alternatives", "/tools/apache-mesos/alternatives"],
  ] as const) {
    test(asked, async ({ request }) => {
      for (const hit of ["first", "second"]) {
        const answer = await request.get(asked, { maxRedirects: 0 });
        expect(answer.status(), `${hit} hit`).toBe(308);
        expect(locations(answer)[0], `${hit} hit`).toBe(canonical);
      }
      const landed = await request.get(asked);
      expect(landed.status()).toBe(200);
      expect(new URL(landed.url()).pathname).toBe(canonical);
    });
  }
});

test("the first hit of a redirect names its place once", async ({ request }) => {
  const answer = await request.get("/stackups/lxd-vs-gardener", { maxRedirects: 0 });
  expect(locations(answer)).toEqual(["/stackups/gardener-vs-lxd"]);
});

test("the Markdown of another order is one redirect away, on this site", async ({ request }) => {
  const answer = await request.get("/stackups/rkt-vs-mesos/markdown");
  expect(answer.status()).toBe(200);
  expect(new URL(answer.url()).pathname).toBe("/stackups/apache-mesos-vs-rkt/markdown");
});

const missing = [
  {
    what: "an unknown tool",
    path: "/stackups/kubernetis-vs-rkt",
    title: "There is no such stackup",
    near: "Kubernetes",
  },
  {
    what: "a repeated tool",
    path: "/stackups/gardener-vs-gardener",
    title: "There is no such stackup",
    near: "Gardener",
  },
  { what: "a tool beside its alias", path: "/stackups/rkt-vs-rocket", title: "There is no such stackup", near: "rkt" },
  {
    what: "five tools",
    path: "/stackups/docker-vs-lxc-vs-lxd-vs-nomad-vs-rkt",
    title: "There is no such stackup",
    near: "Docker",
  },
  { what: "one tool", path: "/stackups/podman", title: "There is no such stackup", near: "Podman" },
  { what: "junk", path: "/stackups/%3Cscript%3Ealert(1)%3C%2Fscript%3E", title: "There is no such stackup" },
  { what: "an unknown tool’s page", path: "/tools/postgressql", title: "There is no such tool", near: "PostgreSQL" },
  {
    what: "an unknown tool’s alternatives",
    path: "/tools/dockerr/alternatives",
    title: "There is no such tool",
    near: "Docker",
  },
  { what: "an unknown category", path: "/categories/application-and-data/nothing", title: "There is no such category" },
  { what: "an order that lists do not have", path: "/tools?sort=colour", title: "There is no such tool" },
  { what: "a cursor that is no tool", path: "/tools?after=no-such-tool", title: "There is no such tool" },
  { what: "an address of nothing", path: "/pricing", title: "There is no page here" },
];

test.describe("where nothing is, the first hit answers 404", () => {
  for (const { what, path } of missing) {
    test(what, async ({ request }) => {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect(answer.status()).toBe(404);
      expect(answer.headers()["content-type"]).toContain("text/html");
      expect(answer.headers()["cache-control"] ?? "").not.toContain("s-maxage");
    });
  }
});

test.describe("where nothing is, a reader without JavaScript finds a way on", () => {
  test.use({ javaScriptEnabled: false, expectsMissing: true });

  for (const { what, path, title, near } of missing) {
    test(what, async ({ page }) => {
      // Another address than the request above asked for, so that this is a first hit too.
      const answer = await page.goto(path.includes("?") ? `${path}&from=page` : `${path}?from=page`);
      expect(answer?.status()).toBe(404);
      const main = page.getByRole("main");
      await expect(main.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(main.getByRole("searchbox")).toBeVisible();
      await expect(main.getByRole("link", { name: "all stackups" })).toBeVisible();
      if (near) await expect(main.getByRole("link", { name: near, exact: true })).toBeVisible();
      await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
      await expect(page.locator("script", { hasText: "alert(1)" })).toHaveCount(0);
    });
  }

  test("the search there works", async ({ page }) => {
    await page.goto("/stackups/nothing-vs-nobody");
    await page.getByRole("main").getByRole("searchbox").fill("mesos vs gardener");
    await page.getByRole("main").getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL("/stackups/apache-mesos-vs-gardener");
  });
});

test.describe("with JavaScript", () => {
  test.use({ expectsMissing: true });

  test("the title says that nothing is there", async ({ page }) => {
    await page.goto("/tools/nothing-at-all");
    await expect(page).toHaveTitle(/Not found/, { timeout: 1000 });
  });

  test("the page of a missing stackup stays readable", async ({ page }) => {
    const answer = await page.goto("/stackups/nowhere-vs-nobody");
    expect(answer?.status()).toBe(404);
    await page.waitForLoadState("networkidle");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such stackup");
  });
});

test.describe("public pages are stored whole", () => {
  for (const path of [
    "/",
    "/stackups",
    "/stackups/apache-mesos-vs-rkt",
    "/stackups/gardener-vs-lxc-vs-rkt",
    "/tools",
    "/tools?sort=newest",
    "/tools?sort=name&after=gardener",
    "/tools/gardener",
    "/tools/gardener/alternatives",
    "/categories",
    "/categories/application-and-data/infrastructure-as-a-service",
    "/about",
    "/privacy",
  ]) {
    test(path, async ({ request }) => {
      const first = await request.get(path, { maxRedirects: 0 });
      expect(first.status()).toBe(200);
      const second = await request.get(path, { maxRedirects: 0 });
      const third = await request.get(path, { maxRedirects: 0 });
      for (const again of [second, third]) {
        expect(again.headers()["x-nextjs-cache"]).toBe("HIT");
        expect(again.headers()["cache-control"]).toContain("s-maxage");
        expect(await again.text()).toBe(await first.text());
      }
    });
  }

  test("the first hit of one never asked for is made then", async ({ request }) => {
    const first = await request.get("/stackups/atmosly-vs-lxd", { maxRedirects: 0 });
    expect(first.headers()["x-nextjs-cache"]).toBe("MISS");
  });
});

test("a search is neither stored nor shared", async ({ request }) => {
  const answer = await request.get("/search?q=mesos");
  expect(answer.headers()["cache-control"]).toContain("no-store");
});

test("the health of the site is told to programs", async ({ request }) => {
  const answer = await request.get("/api/health");
  expect(await answer.json()).toMatchObject({ status: "ok" });
});
