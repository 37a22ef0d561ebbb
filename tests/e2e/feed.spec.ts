import type { Page } from "@playwright/test";
import { violations } from "./page-faults";
import { expect, test } from "./test";

// What happens on the site and stands in the feed, and decisions from their form to their record.

async function share(page: Page, name: string): Promise<void> {
  await page.goto("/share");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("a company").check();
  await page.getByLabel("Name of tool 1", { exact: true }).fill("Solr");
  await page.getByRole("button", { name: "Share this stack" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a shared stack stands in the feed, in that of its category and in the files, and goes when it is unlisted", async ({
    signedIn,
  }) => {
    const { page, member } = await signedIn();
    const name = `Feed ${member.handle}`;
    await share(page, name);
    const stack = page.url();
    const entry = page.getByRole("main").getByRole("link", { name: `New stack: ${name}` });
    await page.goto("/feed");
    await expect(entry).toBeVisible();
    await page.goto("/tools/solr");
    const category = await page
      .getByRole("navigation", { name: "Breadcrumb" })
      .getByRole("link")
      .last()
      .getAttribute("href");
    const ofCategory = (category ?? "").replace("/categories", "/feed");
    await page.goto(ofCategory);
    await expect(entry).toBeVisible();
    await page.goto("/feed/business-tools");
    await expect(entry).toHaveCount(0);
    const read = async (path: string) => (await page.request.get(path)).text();
    for (const path of ["/feed/atom.xml", "/feed/feed.json", `${ofCategory}/atom.xml`])
      expect(await read(path)).toContain(name);
    await page.goto(`${stack}/edit`);
    await page.getByRole("button", { name: "Make it unlisted" }).click();
    await page.goto("/feed");
    await expect(entry).toHaveCount(0);
    for (const path of ["/feed/atom.xml", "/feed/feed.json"]) expect(await read(path)).not.toContain(name);
  });

  test("the feed of the tools that one follows has what is theirs, as a page and by an address of its own", async ({
    signedIn,
    browser,
  }) => {
    const { page, member } = await signedIn();
    const name = `Followed ${member.handle}`;
    await share(page, name);
    await page.goto("/tools/solr");
    await page.getByRole("button", { name: "Follow" }).first().click();
    await expect(page).toHaveURL(/\/following\?followed=solr/);
    await page.goto("/feed");
    await page.getByRole("link", { name: "Tools you follow" }).click();
    await expect(page.getByRole("main").getByRole("link", { name: `New stack: ${name}` })).toBeVisible();
    const address = (await page.getByRole("link", { name: "Atom" }).getAttribute("href")) ?? "";
    const stranger = await browser.newContext();
    const read = async (path: string) => stranger.request.get(new URL(path, page.url()).href);
    expect(await (await read(address)).text()).toContain(name);
    expect((await read(address.replace(/.\/atom/, "/atom"))).status()).toBe(404);
    await stranger.close();
  });

  test("a decision is recorded, read, taken along as ADR, changed to unlisted and deleted", async ({ signedIn }) => {
    const { page, member } = await signedIn();
    const title = `Interface of ${member.handle}`;
    await page.goto("/stackups/react-vs-vue");
    await page.getByRole("link", { name: "Record a decision" }).click();
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Context").fill("A form with *many* fields");
    await page.getByLabel("What speaks for and against Vue.js").fill("Templates");
    await page.getByRole("group", { name: "Chosen" }).getByLabel("Vue.js").check();
    await page.getByLabel("Reasons").fill("- It was known here");
    const again = page.getByLabel("Look at it again on");
    await again.fill("1999-01-01");
    await page.getByRole("button", { name: "Record this decision" }).click();
    await expect(page.getByRole("alert")).toContainText("Not recorded yet.");
    await expect(again).toHaveAccessibleDescription(/must be after the day of the decision/);
    await expect(page.getByLabel("Title")).toHaveValue(title);
    await expect(page.getByLabel("What speaks for and against Vue.js")).toHaveValue("Templates");
    await expect(page.getByRole("group", { name: "Chosen" }).getByLabel("Vue.js")).toBeChecked();
    await again.fill("2099-01-01");
    await page.getByRole("button", { name: "Record this decision" }).click();
    await expect(page).toHaveURL(/\/decisions\/interface-of-/);
    const address = new URL(page.url()).pathname;
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByRole("main")).toContainText("Vue.js over React");
    const record = await page.request.get(`${address}/adr`);
    expect(record.headers()["content-type"]).toContain("text/markdown");
    expect(await record.text()).toContain("## Decision\n\nVue.js was chosen: Vue.js over React.");
    const entry = page.getByRole("main").getByRole("link", { name: title });
    const places = ["/feed", "/stackups/react-vs-vue", `/members/${member.handle}`];
    for (const path of places) {
      await page.goto(path);
      await expect(entry).toBeVisible();
    }
    await page.goto(`${address}/edit`);
    await page.getByLabel("only those who have its address").check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Unlisted: whoever has this address sees it")).toBeVisible();
    expect(await page.locator('meta[name="robots"]').getAttribute("content")).toContain("noindex");
    for (const path of places) {
      await page.goto(path);
      await expect(entry).toHaveCount(0);
    }
    await page.goto("/stackups/react-vs-vue/decide");
    await page.getByRole("link", { name: `Edit ${title}` }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await expect(page.getByText("Recorded none yet.")).toBeVisible();
    expect((await page.request.get(address)).status()).toBe(404);
  });
});

test("the form and the page of a decision are sound, and its author finds the way to change it", async ({
  signedIn,
}) => {
  const { page, member } = await signedIn();
  await page.goto("/stackups/react-vs-vue/decide");
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("Title").fill(`Sound ${member.handle}`);
  await page.getByLabel("Context").fill("A form");
  await page.getByRole("group", { name: "Chosen" }).getByLabel("React").check();
  await page.getByLabel("Reasons").fill("It was known here");
  await page.getByLabel("Decided on").fill("1980-01-01");
  await page.getByRole("button", { name: "Record this decision" }).click();
  await expect(page.getByLabel("Decided on")).toHaveAccessibleDescription(/between 1990 and 2099/);
  await expect(page.getByLabel("Reasons")).toHaveValue("It was known here");
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("Decided on").fill("2026-01-01");
  await page.getByRole("button", { name: "Record this decision" }).click();
  await page.getByRole("link", { name: "Edit this decision" }).click();
  await page.getByLabel("Title").fill(" ");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Not saved yet.");
  await expect(page.getByLabel("Title")).toHaveAccessibleDescription("Title: must not be empty.");
  await page.getByLabel("Title").fill(`Sound ${member.handle}`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("link", { name: "Edit this decision" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
