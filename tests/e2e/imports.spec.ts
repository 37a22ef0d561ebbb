import { existsSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import pg from "pg";
import { z } from "zod";
import { findFreePort, startPostgres } from "@/scripts/postgres";
import { dataSets, type StackshareRow, stackshareCsv } from "@/tests/support/data-sets";
import { TEST_SECRET } from "@/tests/support/session";
import { discard, makeDataFolder, runSite } from "@/tests/support/site";
import { keyboardFaults, overflows, violations } from "./page-faults";
import { test as base, expect } from "./test";

// Data sets as an editor brings them in. On a site of its own: nine thousand tools more would change what all other stories look at.

type OwnSite = { url: string; database: pg.Pool };

const test = base.extend<{ baseURL: string }, { ownSite: OwnSite }>({
  ownSite: [
    async ({ playwright: _ }, use) => {
      const dataFolder = makeDataFolder();
      const site = runSite(await findFreePort(), dataFolder, { AUTH_SECRET: TEST_SECRET });
      try {
        await site.ready();
        const connectionString = (await startPostgres(path.join(dataFolder, "postgres"))).url("sidestack");
        const database = new pg.Pool({ connectionString, max: 2 });
        await use({ url: site.url, database });
        await database.end();
      } finally {
        await discard(site, dataFolder);
      }
    },
    { scope: "worker", timeout: 240_000 },
  ],
  siteDatabase: [async ({ ownSite }, use) => use(ownSite.database), { scope: "worker" }],
  baseURL: async ({ ownSite }, use) => use(ownSite.url),
});

// One after the other: one import is under way at a time.
test.describe.configure({ mode: "default" });

const bytes = (content: string | Buffer) => (typeof content === "string" ? Buffer.from(content) : content);

/** Sends a file by the form, as it is opened at /admin/imports. */
async function upload(
  page: Page,
  file: string | { name: string; content: string | Buffer },
  { source = "stackshare", withTexts = false, button = "Import" } = {},
): Promise<void> {
  await page.goto("/admin/imports");
  await page.getByLabel("What it is").selectOption(source);
  if (withTexts) await page.getByLabel("Take texts too").check();
  await page
    .getByLabel("File", { exact: true })
    .setInputFiles(
      typeof file === "string"
        ? file
        : { name: file.name, mimeType: "application/octet-stream", buffer: bytes(file.content) },
    );
  await page.getByRole("button", { name: button, exact: true }).click();
}

/** Waits until the page of a run tells how it ended; it follows the run by itself. */
async function awaitEnd(page: Page, state: "done" | "failed" | "tried out" = "done", timeout = 30_000): Promise<void> {
  await expect(page).toHaveURL(/\/admin\/imports\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(new RegExp(`: ${state}$`), { timeout });
}

const report = (page: Page) => page.getByRole("main");

const rows: StackshareRow[] = [
  { slug: "tool-0001", id: 1, name: "Tool 0001", title: "First line of a text", description: "More.", votes: 3 },
  { slug: "tool-0002", id: 2, name: "Tool 0002" },
  { slug: "tool-0003", id: 3, name: "Tool 0003", votes: "many" },
];

test("a file is tried out, imported, and imported again without a change; what was skipped is told by its line", async ({
  signedIn,
}) => {
  const { page } = await signedIn({ role: "editor" });
  const file = { name: "tools.csv", content: stackshareCsv(rows) };

  await upload(page, file, { button: "Try out without changing anything" });
  await awaitEnd(page, "tried out");
  await expect(report(page)).toContainText("3 read: 2 created, 0 updated, 0 unchanged, 1 skipped, 0 vanished");
  await expect(report(page)).toContainText("nothing was changed");
  expect((await page.request.get("/tools/tool-0001")).status()).toBe(404);

  await upload(page, file);
  await awaitEnd(page);
  await expect(report(page)).toContainText("3 read: 2 created, 0 updated, 0 unchanged, 1 skipped, 0 vanished");
  await expect(page.getByRole("row", { name: /its votes or its stack_count are no whole numbers 1/ })).toBeVisible();
  await page.getByText("The skipped rows").click();
  await expect(page.getByRole("listitem").filter({ hasText: "line 4" })).toContainText("no whole numbers");

  // The page that said “not found” a moment ago is made anew; texts that the licence does not cover stayed out.
  await page.goto("/tools/tool-0001");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Tool 0001/);
  await expect(page.getByText("First line of a text")).toHaveCount(0);

  await upload(page, file);
  await awaitEnd(page);
  await expect(report(page)).toContainText("3 read: 0 created, 0 updated, 2 unchanged, 1 skipped, 0 vanished");
  await page.getByRole("link", { name: "All imports" }).click();
  await expect(page.getByRole("row", { name: /^StackShare data set ?, run 3 / })).toContainText("done");
});

test("texts come when the operator asks for them, and the tool's page says whose they are", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "editor" });
  await upload(page, { name: "tools.csv", content: stackshareCsv(rows) });
  await awaitEnd(page);
  await upload(page, { name: "tools.csv", content: stackshareCsv(rows) }, { withTexts: true });
  await awaitEnd(page);
  await expect(report(page)).toContainText("0 created, 1 updated, 1 unchanged");
  await page.goto("/tools/tool-0001");
  await expect(page.getByText("First line of a text").first()).toBeVisible();
  await expect(
    page.getByText("Tagline and description: StackShare data set, texts © StackShare, ODbL-1.0."),
  ).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Sources and licences" })).toHaveAttribute(
    "href",
    "/licences",
  );
  expect(await violations(page)).toEqual([]);
});

test("a doubtful row waits for an editor, whose word is done at once", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "editor" });
  await upload(page, { name: "tools.csv", content: stackshareCsv(rows) });
  await awaitEnd(page);
  // Rows of another data set, whose names differ from those of tools here by a sign.
  const items = ["Tool-0001", "Tool-0002", "Tool.0002"].map(
    (name) => `          - item:\n            name: ${name}\n            homepage_url: https://example.org/${name}\n`,
  );
  const landscape = {
    name: "landscape.yml",
    content: `landscape:\n  - category:\n    name: Runtime\n    subcategories:\n      - subcategory:\n        name: Container Runtime\n        items:\n${items.join("")}`,
  };
  await upload(page, landscape, { source: "cncf" });
  await awaitEnd(page);
  await page.getByRole("link", { name: "3 doubtful rows" }).click();
  await expect(page).toHaveURL("/admin/imports/doubts");
  const row = (name: string) => page.getByRole("listitem").filter({ hasText: `${name} of CNCF` });
  await expect(row("Tool-0001")).toContainText("a tool here has nearly its name");

  await test.step("the page reads well and is walked by keyboard", async () => {
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, "colours")).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await overflows(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await keyboardFaults(page)).toEqual([]);
  });

  await row("Tool-0001").getByRole("button", { name: "It is Tool 0001" }).click();
  await expect(page.getByRole("status")).toContainText("are one now");
  await row("Tool-0002").getByRole("button", { name: "A tool of its own" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("a tool of its own now");
  await row("Tool.0002").getByRole("button", { name: "Pass over" }).click();
  await expect(page.getByText("No row is doubtful.")).toBeVisible();
  await page.goto("/search?q=Tool-0002");
  await expect(page.getByRole("link", { name: "Tool-0002", exact: true })).toBeVisible();

  // What was decided is remembered.
  await upload(page, landscape, { source: "cncf" });
  await awaitEnd(page);
  await expect(report(page)).toContainText("3 read: 0 created, 0 updated, 2 unchanged, 1 skipped");
  await page.goto("/admin/imports/doubts");
  await expect(page.getByText("No row is doubtful.")).toBeVisible();
});

test("the nightly export, run by hand, is there for every reader to download", async ({ signedIn, page: reader }) => {
  const { page } = await signedIn({ role: "editor" });
  await upload(page, { name: "tools.csv", content: stackshareCsv(rows) });
  await awaitEnd(page);
  await page.goto("/admin/jobs");
  const job = page.locator("#export");
  await job.getByRole("button", { name: "Run now" }).click();
  await expect(async () => {
    await page.goto("/admin/jobs");
    await expect(job.locator(".chip").first()).toHaveText("done", { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(job).toContainText(/[\d,]+ lines written to/);
  const [table, lines] = [
    await reader.request.get("/exports/tools.csv"),
    await reader.request.get("/exports/sidestack.jsonl"),
  ];
  expect(await table.text()).toContain("tool-0001,Tool 0001,");
  expect(await lines.text()).toContain('"url":"https://github.com/captn3m0/stackshare-dataset","licence":"ODbL-1.0"');
  expect((await reader.request.get("/exports/..%2Fauth-secret")).status()).toBe(404);
});

const levels = Array.from(
  { length: 9 },
  (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(", ")}]`,
);
const bomb = `repo_name: a/b\na0: &a0 [x, x, x, x, x, x, x, x, x]\n${levels.join("\n")}\ntools: *a9\n`;
const zip = Buffer.from("504b0304140000000800", "hex");

test.describe("a file that is no such file", () => {
  test.use({ expectsRefusals: [413, 415] });

  test("is refused with the reason, and changes nothing", async ({ signedIn, siteDatabase }) => {
    const { page } = await signedIn({ role: "editor" });
    const count = async () => (await siteDatabase.query("SELECT count(*) FROM tools")).rows;
    const before = await count();
    const refused: [string, string | Buffer, string, RegExp][] = [
      ["stackshare", zip, "tools.csv", /This is a ZIP archive, not a text file in UTF-8/],
      ["stackshare", Buffer.alloc(21_000_000, "x"), "tools.csv", /too large: at most 20 MB/],
      ["stack-file", "x".repeat(1_000_001), "techstack.yml", /too large: at most 1 MB/],
    ];
    for (const [source, content, name, reason] of refused) {
      await upload(page, { name, content }, { source });
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not done");
      await expect(page.getByRole("main")).toContainText(reason);
      await page.getByRole("link", { name: "Go back" }).click();
      await expect(page).toHaveURL("/admin/imports");
    }
    const failed: [string, string | Buffer, string, RegExp][] = [
      ["stackshare", Buffer.from(stackshareCsv([{ slug: "t", id: 1, name: "tööl" }]), "latin1"), "tools.csv", /UTF-8/],
      ["stack-file", bomb, "techstack.yml", /aliases: such files are not read/],
    ];
    for (const [source, content, name, reason] of failed) {
      await upload(page, { name, content }, { source });
      await awaitEnd(page, "failed");
      await expect(report(page)).toContainText(reason);
    }
    expect(await count()).toEqual(before);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a file is uploaded, and the page of the run loads itself until it is over", async ({ signedIn }) => {
    const { page } = await signedIn({ role: "editor" });
    await upload(page, {
      name: "tools.csv",
      content: stackshareCsv([{ slug: "tool-0004", id: 4, name: "Tool 0004" }]),
    });
    await awaitEnd(page);
    await expect(report(page)).toContainText("1 read: 1 created");
    await page.goto("/tools/tool-0004");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Tool 0004/);
  });
});

test("the pages of imports read well in light and dark, at a desk and on a phone, and by keyboard", async ({
  signedIn,
  siteDatabase,
}) => {
  test.setTimeout(120_000);
  const { page } = await signedIn({ role: "editor" });
  await upload(page, { name: "tools.csv", content: stackshareCsv(rows) });
  await awaitEnd(page);
  await upload(page, { name: "tools.csv", content: "a,b\n" });
  await awaitEnd(page, "failed");
  const { rows: runs } = await siteDatabase.query(
    "SELECT (SELECT max(id) FROM import_runs WHERE skipped > 0) AS done, (SELECT max(id) FROM import_runs WHERE status = 'failed') AS failed",
  );
  const [{ done, failed }] = z.tuple([z.object({ done: z.number(), failed: z.number() })]).parse(runs);
  for (const address of ["/admin/imports", `/admin/imports/${done}`, `/admin/imports/${failed}`]) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(address);
    expect.soft(await keyboardFaults(page), `${address}, keyboard`).toEqual([]);
    for (const more of await page.locator("details.data > summary").all()) await more.click();
    expect.soft(await violations(page), `${address}, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect.soft(await violations(page, "colours"), `${address}, dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 360, height: 800 });
    expect.soft(await overflows(page), `${address}, 360 px`).toEqual([]);
    expect.soft(await violations(page), `${address}, 360 px`).toEqual([]);
  }
});

test("StackShare's whole tools.csv is uploaded, watched, and changes nothing the second time", async ({ signedIn }) => {
  const file = path.resolve(dataSets, "stackshare-tools.csv");
  test.skip(!existsSync(file), `${file} is not here (setting DATA_SETS)`);
  test.setTimeout(300_000);
  const { page } = await signedIn({ role: "editor" });
  await upload(page, file);
  // It is still under way: the page has a bar, and the form waits for the end.
  await expect(page.getByRole("progressbar")).toBeVisible();
  const second = await page.context().newPage();
  await second.goto("/admin/imports");
  await expect(second.getByText("An import is under way.")).toBeVisible();
  await expect(second.getByRole("button", { name: "Import", exact: true })).toHaveCount(0);
  await awaitEnd(page, "done", 200_000);
  await expect(report(page)).toContainText("9,072 read: ");
  await page.goto("/tools/wufoo");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Wufoo/);

  await upload(page, file);
  await awaitEnd(page, "done", 100_000);
  await expect(report(page)).toContainText("9,072 read: 0 created, 0 updated");
});
