import type { Page } from "@playwright/test";
import { violations } from "./page-faults";
import { awaitScripts, expect, test } from "./test";

// Editors write what differs between tools, members suggest it, and the tree of categories is theirs to order.

const PAIR = "caddy-vs-traefik";
const HTTPS =
  "Both serve HTTPS with certificates that they fetch themselves; the configuration is what tells them apart.";

async function fillRest(page: Page, summary: string, reason: string): Promise<void> {
  await page.getByLabel("Summary", { exact: true }).fill(summary);
  await page.getByLabel("Choose Caddy if").fill("one file shall describe the whole server");
  await page.getByLabel("Choose Traefik if").fill("containers come and go by themselves");
  await page.getByLabel("Why", { exact: true }).fill(reason);
}

// Each of these stories walks over several pages, each of them seen with axe.
test.describe.configure({ timeout: 180_000 });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an editor writes differences from the computed ones; the page and the history show them; a version is restored", async ({
    signedIn,
  }) => {
    const { page, member } = await signedIn({ role: "editor" });
    await page.goto(`/stackups/${PAIR}`);
    await expect(page.getByText("no editor has written about this comparison yet")).toBeVisible();
    await page.goto("/admin/stackups");
    await page.getByLabel("Tool 1").fill("Traefik");
    await page.getByLabel("Tool 2").fill("caddy");
    await page.getByRole("button", { name: "Write their differences" }).click();
    await expect(page).toHaveURL(`/admin/stackups/${PAIR}/edit`);

    // A form that is not right comes back with what was typed.
    await page.getByRole("button", { name: "Copy from the computed differences" }).click();
    const topics = page.getByLabel(/^\d+\. Topic$/);
    await expect(topics.first()).toBeVisible();
    const count = await topics.count();
    expect(count).toBeGreaterThan(1);
    await expect(page.getByLabel("Source", { exact: true }).first()).toHaveValue(/^https:/);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Not saved yet");
    await expect(page.getByLabel("Summary", { exact: true })).toHaveAttribute("aria-invalid", "true");
    const second = await topics.nth(1).inputValue();
    await page.getByRole("button", { name: "Move difference 2 up" }).click();
    await expect(topics.first()).toHaveValue(second);
    await fillRest(page, `${HTTPS} *Both* read \`toml\`.`, "Nobody had written it");
    await page.getByRole("button", { name: "Preview" }).last().click();
    await expect(page.locator("#preview").getByRole("heading", { name: second })).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();

    await expect(page).toHaveURL(`/stackups/${PAIR}#differences`);
    await expect(page.getByText("Written by the catalog’s editors")).toBeVisible();
    await expect(page.locator("section[aria-labelledby=differences] .sum")).toContainText("Both read toml");
    await page.getByRole("link", { name: "History of these differences" }).click();
    await expect(page.getByRole("heading", { name: "Revision 1" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Nobody had written it");
    await expect(page.getByRole("link", { name: member.handle })).toBeVisible();

    await page.goto(`/admin/stackups/${PAIR}/edit`);
    await fillRest(page, `${HTTPS} Shorter now.`, "Said more briefly");
    await page.getByRole("button", { name: "Save" }).click();
    await page.goto(`/stackups/${PAIR}/history`);
    await expect(page.getByRole("listitem").filter({ hasText: "Revision 2" }).locator("ins").first()).toBeVisible();
    await page.goto(`/admin/stackups/${PAIR}/edit?version=1`);
    await expect(page.getByLabel("Why", { exact: true })).toHaveValue("Restored revision 1");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.locator("section[aria-labelledby=differences] .sum")).toContainText("Both read toml");
  });

  test("a function is renamed after its tools were shown, and its old address leads on", async ({ signedIn }) => {
    const { page } = await signedIn({ role: "editor" });
    const old = "business-tools/content/self-hosted-blogging-cms";
    await page.goto("/admin/categories");
    await page.getByRole("link", { name: "Content Management", exact: true }).click();
    await page.getByLabel("Slug", { exact: true }).first().fill("renamed-here");
    await page.getByRole("button", { name: "See what changes" }).first().click();
    await expect(page.getByRole("heading", { name: /will move$/ })).toBeVisible();
    await page.getByLabel("Why", { exact: true }).fill("A clearer address");
    await page.getByRole("button", { name: "Do it" }).click();
    await expect(page.getByRole("status")).toHaveText("It was renamed.");
    await page.goto(`/categories/${old}`);
    await expect(page).toHaveURL(/\/renamed-here$/);
    await expect(page.getByRole("main").locator("h1")).toBeVisible();
  });
});

// axe waits for scripts of the page, so it looks at these pages in a browser that runs them.
test("the form, the history and the tree are sound", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "editor" });
  for (const path of [
    "/admin/stackups",
    "/admin/stackups/express-vs-fastify/edit",
    "/stackups/express-vs-fastify/history",
    "/admin/categories",
  ]) {
    await page.goto(path);
    expect.soft(await violations(page), path).toEqual([]);
  }
});

test("two editors on one stackup: the second sees both versions and loses nothing", async ({ signedIn }) => {
  const [{ page: first }, { page: second }] = [await signedIn({ role: "editor" }), await signedIn({ role: "editor" })];
  const form = "/admin/stackups/express-vs-fastify/edit";
  await first.goto(form);
  await second.goto(form);
  const summary = await first.getByLabel("Summary", { exact: true }).inputValue();
  await first.getByLabel("Summary", { exact: true }).fill(`${summary} First was here.`);
  await first.getByLabel("Why", { exact: true }).fill("A word more");
  await first.getByRole("button", { name: "Save" }).click();
  await expect(first).toHaveURL(/\/stackups\/express-vs-fastify#differences$/);

  // What is typed is kept by itself.
  await second.getByLabel("Summary", { exact: true }).fill(`${summary} Second was here.`);
  await second.getByLabel("Choose Express if").fill("second has a word to say about it");
  // The preview shows what is typed before anything is kept.
  await expect(second.locator("#preview .sum")).toContainText("Second was here.");
  await expect(second.locator("#preview .choose")).toContainText("second has a word to say about it.");
  await expect(second.getByText(/^Draft kept/)).toBeVisible();
  await second.getByLabel("Why", { exact: true }).fill("Another word");
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByRole("heading", { name: "Somebody else changed this meanwhile" })).toBeVisible();
  await expect(second.getByText("First was here.")).toBeVisible();
  expect(await violations(second)).toEqual([]);
  await second.getByRole("group", { name: "Summary" }).getByLabel("Theirs").check();
  await second.getByRole("button", { name: "Make one version of both" }).click();
  await expect(second.getByLabel("Summary", { exact: true })).toHaveValue(`${summary} First was here.`);
  await expect(second.getByLabel("Choose Express if")).toHaveValue("second has a word to say about it");
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByText("second has a word to say about it.")).toBeVisible();
});

test("a member suggests differences, an editor approves them", async ({ signedIn }) => {
  const [{ page, member }, { page: desk }] = [await signedIn(), await signedIn({ role: "editor" })];
  await page.goto("/stackups/django-vs-flask");
  await page.getByRole("link", { name: "Suggest an edit" }).click();
  await expect(page).toHaveURL(/\/suggest$/);
  // A field that is filled while the scripts take hold of it may keep what it held.
  await awaitScripts(page);
  const choice = page.getByLabel("Choose Flask if");
  await choice.fill("a member knows a case for it");
  await page.getByLabel("Why", { exact: true }).fill("I have seen it");
  await page.getByRole("button", { name: "Suggest this edit" }).click();
  await expect(page).toHaveURL("/suggestions");
  await expect(page.getByText("Waits for an editor")).toBeVisible();
  await desk.goto("/admin/suggestions");
  await desk.getByRole("button", { name: new RegExp(`Approve ${member.handle}’s edit of Django vs Flask`) }).click();
  await expect(desk.getByRole("status")).toHaveText("The suggestion was taken.");
  // The page is made anew on its next view; a view that was under way may still be answered with the former one.
  await expect(async () => {
    await page.goto("/stackups/django-vs-flask");
    await expect(page.getByText("a member knows a case for it.")).toBeVisible({ timeout: 2000 });
  }).toPass();
});
