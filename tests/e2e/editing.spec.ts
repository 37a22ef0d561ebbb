import type { Page } from "@playwright/test";
import { overflows, violations } from "./page-faults";
import { awaitScripts, expect, test } from "./test";

// What editors do to tools, and members who suggest it. Each story has a tool of its own.

const save = (page: Page, name = "Save") => page.getByRole("button", { name, exact: true }).last().click();

async function openForm(page: Page, slug: string): Promise<void> {
  await page.goto(`/admin/tools/${slug}/edit`);
  await awaitScripts(page);
}

async function fillSource(page: Page, group: string, url: string): Promise<void> {
  const fields = page.getByRole("group", { name: group, exact: true });
  await fields.getByLabel("Source", { exact: true }).fill(url);
  await fields.getByLabel("Title of the page").fill("A page that was read");
  await fields.getByLabel("Checked on").fill("2026-11-20");
}

async function faultsOf(page: Page): Promise<string[]> {
  const found = [...(await violations(page)), ...(await overflows(page))];
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await violations(page, "colours")));
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: 800 });
  found.push(...(await violations(page)), ...(await overflows(page)));
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

test("an editor changes a tool with a source: its page, its stackup and its history change; then it is brought back", async ({
  signedIn,
}) => {
  const { page, member } = await signedIn({ role: "editor" });
  // Both pages are stored before the change.
  await page.goto("/stackups/drupal-vs-wordpress");
  await page.goto("/tools/drupal");
  await awaitScripts(page);
  await page.getByRole("link", { name: "Edit of Drupal", exact: true }).click();
  await page.getByLabel("Written in", { exact: true }).fill("PHP 8 and Twig");
  await fillSource(page, "Written in", "https://example.org/drupal");
  await expect(page.getByRole("complementary", { name: "Preview" })).toContainText("PHP 8 and Twig");
  await page.getByRole("button", { name: "Add a feature" }).click();
  await page
    .getByLabel(/^Feature of feature/)
    .last()
    .fill("Recipes");
  await page
    .getByLabel(/^What holds of feature/)
    .last()
    .fill("Sets of modules");
  await page
    .getByRole("button", { name: /^Move up feature/ })
    .last()
    .click();
  await page.getByLabel("Why").fill("The repository says so");
  await save(page);

  await expect(page.getByRole("main").getByRole("alert")).toContainText("What you typed is kept");
  await expect(page.getByLabel("Written in", { exact: true })).toHaveValue("PHP 8 and Twig");
  const row = page.locator(".row", { has: page.locator('input[value="Recipes"]') });
  await row.getByLabel(/^Source of/).fill("https://example.org/recipes");
  await row.getByLabel(/^Title of the page of/).fill("A page about recipes");
  await row.getByLabel(/^Checked on of/).fill("2026-11-20");
  await save(page);

  await expect(page).toHaveURL("/tools/drupal");
  await expect(page.getByRole("row", { name: /Written in PHP 8 and Twig/ })).toBeVisible();
  await page.goto("/stackups/drupal-vs-wordpress");
  await expect(page.getByText("PHP 8 and Twig").first()).toBeVisible();
  await page.goto("/tools/drupal/history");
  const newest = page.getByRole("listitem").filter({ hasText: "The repository says so" });
  await expect(newest).toContainText(member.handle);
  await expect(newest.locator("ins").filter({ hasText: "PHP 8 and Twig" })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await page.goto("/admin/tools/drupal/history");
  await page.getByRole("button", { name: "Restore revision 1", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("revision 1 again");
  await page.goto("/tools/drupal");
  await expect(page.getByText("PHP 8 and Twig")).toHaveCount(0);
});

test("two editors collide: the second loses nothing and chooses part by part, without JavaScript too", async ({
  signedIn,
  browser,
  baseURL,
}) => {
  const [{ page: first }, { page: second }] = [await signedIn({ role: "editor" }), await signedIn({ role: "editor" })];
  await openForm(first, "bruno");
  await openForm(second, "bruno");
  await first.getByLabel("Tagline").fill("Offline client for web interfaces, kept in plain files");
  await first.getByLabel("Why").fill("Shorter words");
  await save(first);
  await expect(first).toHaveURL("/tools/bruno");

  await second.getByLabel("Tagline").fill("Client whose requests stand in files beside the code");
  await second.getByLabel("Kind", { exact: true }).fill("interface client");
  await second.getByLabel("Why").fill("It is a client");
  await save(second);
  await expect(second.getByText("Somebody else changed this tool meanwhile")).toBeVisible();
  const tagline = second.getByRole("group", { name: "Tagline" });
  await expect(tagline).toContainText("Offline client for web interfaces, kept in plain files");
  await expect(tagline).toContainText("Client whose requests stand in files beside the code");
  expect(await faultsOf(second)).toEqual([]);

  // The same member in a browser without JavaScript.
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    baseURL,
    storageState: await second.context().storageState(),
  });
  const page = await plain.newPage();
  await page.goto("/admin/tools/bruno/edit");
  await page
    .getByRole("group", { name: "Tagline" })
    .getByLabel(/^Yours/)
    .check();
  await page.getByRole("button", { name: "Save with these choices" }).click();
  await expect(page).toHaveURL("/tools/bruno");
  await expect(page.getByText("Client whose requests stand in files beside the code").first()).toBeVisible();
  await expect(page.getByText("interface client").first()).toBeVisible();
  await plain.close();
});

test("what is typed is kept as a draft, and the page asks before it is left with what is not kept yet", async ({
  signedIn,
}) => {
  const { page } = await signedIn({ role: "editor" });
  await openForm(page, "gulp");
  await page.getByLabel("Name", { exact: true }).fill("gulp of old");
  const asked = page.waitForEvent("dialog");
  const left = page.goto("/tools").catch(() => null);
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await left;
  await expect(page.getByText(/^Draft kept at \d\d:\d\d UTC$/)).toBeVisible();
  await openForm(page, "gulp");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("gulp of old");
  await page.getByRole("button", { name: "Discard it" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("gulp");
});

test("integrations are found while typing", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "editor" });
  await openForm(page, "gulp");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Add a tool" }).click();
  await page
    .getByLabel(/^Tool of tool/)
    .last()
    .pressSequentially("kuber");
  await expect(page.locator('#tools-near option[value="kubernetes"]')).toBeAttached();
});

test("a member suggests an edit without JavaScript, an editor approves it, and the member is its author", async ({
  signedIn,
  browser,
  baseURL,
}) => {
  const { page: own, member } = await signedIn();
  // Of its own for each try, since what an earlier one suggested stays.
  const handbook = `example.org/handbook-${crypto.randomUUID().slice(0, 8)}`;
  const reason = `The page ${handbook} was missing`;
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL,
    storageState: await own.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto("/tools/matomo");
  await page.getByRole("link", { name: "Suggest an edit of Matomo" }).click();
  await page.getByRole("button", { name: "Add a link" }).click();
  await page
    .getByLabel(/^Label of link/)
    .last()
    .fill("Handbook");
  await page
    .getByLabel(/^Address of link/)
    .last()
    .fill("not an address");
  await page.getByLabel("Why").fill(reason);
  await save(page, "Suggest this edit");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("plain http or https address");
  await page
    .getByLabel(/^Address of link/)
    .last()
    .fill(`https://${handbook}`);
  await save(page, "Suggest this edit");
  await expect(page).toHaveURL("/suggestions");
  await expect(page.getByText("Waits for an editor")).toBeVisible();

  const { page: desk } = await signedIn({ role: "editor" });
  await desk.goto("/admin/suggestions");
  const waiting = desk.getByRole("listitem").filter({ hasText: reason });
  await expect(waiting.locator("ins", { hasText: handbook }).first()).toHaveText(`https://${handbook}`);
  expect(await faultsOf(desk)).toEqual([]);
  await waiting.getByRole("button", { name: /^Approve/ }).click();
  await expect(desk.getByRole("status")).toHaveText("The suggestion was taken.");
  await desk.goto("/tools/matomo");
  await expect(desk.getByRole("link", { name: handbook })).toBeVisible();
  await desk.goto("/tools/matomo/history");
  const newest = desk.getByRole("listitem").filter({ hasText: reason });
  await expect(newest.getByRole("link", { name: member.handle })).toBeVisible();
  await page.goto("/suggestions");
  await expect(page.getByText(/^Taken, /)).toBeVisible();
  await context.close();
});

test("a suggestion is declined with a note that its member sees", async ({ signedIn }) => {
  const [{ page }, { page: desk }] = [await signedIn(), await signedIn({ role: "editor" })];
  await page.goto("/tools/gulp/suggest");
  await awaitScripts(page);
  await page.getByLabel("Tagline").fill("The best task runner there is");
  await page.getByLabel("Why").fill("Everybody says so");
  await save(page, "Suggest this edit");
  await expect(page).toHaveURL("/suggestions");
  await desk.goto("/admin/suggestions");
  const waiting = desk.getByRole("listitem").filter({ hasText: "Everybody says so" });
  await waiting
    .getByText(/^Decline/)
    .first()
    .click();
  await waiting.getByLabel(/^Why, for/).fill("A tagline says what it does");
  await waiting.getByRole("button", { name: /^Decline/ }).click();
  await page.reload();
  await expect(page.getByText("A tagline says what it does")).toBeVisible();
});

test("a hostile SVG is refused with what is wrong, a plain one becomes the logo", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "editor" });
  const upload = (body: string) =>
    page
      .getByLabel("Or upload one")
      .setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(body) });
  const drawing = '<path fill="#c00" d="M0 0h10v10z"/></svg>';
  const root = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"';
  await openForm(page, "caddy");
  await page.getByLabel("Why").fill("A new logo");
  await upload(`${root} onload="alert(1)"><script>alert(1)</script>${drawing}`);
  await save(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("this one holds onload, <script>");
  await upload(`${root}>${drawing}`);
  await save(page);
  await expect(page).toHaveURL("/tools/caddy");
  const sprite = await (await page.request.get("/logos/caddy.svg")).text();
  expect(sprite).toContain("M0 0h10v10z");
  expect(sprite).not.toMatch(/script|onload/);
});

test.describe("whoever is no editor", () => {
  test.use({ expectsRefusals: [401, 403] });

  test("the pages of editing are for editors", async ({ signedIn, page }) => {
    const { page: own } = await signedIn();
    for (const path of [
      "/admin/tools/caddy/edit",
      "/admin/tools/caddy/history",
      "/admin/tools/new",
      "/admin/suggestions",
    ]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByLabel("Why")).toHaveCount(0);
      await own.goto(path);
      await expect(own.getByRole("main")).toContainText("This page is for editors.");
    }
  });
});
