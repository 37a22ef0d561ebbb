import type { Page } from "@playwright/test";
import { overflows, violations } from "./page-faults";
import { awaitScripts, expect, test } from "./test";

// Stacks that members share by hand: the form, what becomes of it on other pages, and what stays unlisted.

const nameField = (page: Page, place: number) => page.getByLabel(`Name of tool ${place}`, { exact: true });
const share = (page: Page) => page.getByRole("button", { name: "Share this stack" }).click();

async function fillHead(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("a company").check();
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the form is filled by hand, grows, is told what is wrong, and becomes a stack", async ({ signedIn }) => {
    const { page, member } = await signedIn();
    const name = `Plain ${member.handle}`;
    await page.goto("/share");
    await fillHead(page, name);
    await nameField(page, 1).fill("Zig");
    await nameField(page, 2).fill("Solr");
    await page.getByText("Why, role and time").nth(1).click();
    await page.getByLabel("Why it was chosen").nth(1).fill("Facets");
    await page.getByLabel("Since").nth(1).fill("soon");
    await page.getByRole("button", { name: "More rows" }).click();
    await expect(nameField(page, 10)).toBeVisible();
    await expect(nameField(page, 1)).toHaveValue("Zig");
    await page.getByRole("button", { name: "Move down Zig" }).click();
    await expect(nameField(page, 1)).toHaveValue("Solr");
    await share(page);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Not shared yet.");
    await expect(page.getByText("must be a year or a month")).toBeVisible();
    await page.getByLabel("Since").first().fill("2024-05");
    await share(page);
    await expect(page).toHaveURL(/\/stacks\/plain-/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(page.getByRole("article").filter({ hasText: "Solr" })).toContainText("since May 2024");
    await expect(page.getByRole("article").filter({ hasText: "Zig" })).toContainText("not in the catalog yet");
    await page.goto("/share");
    await expect(page.getByRole("list").getByRole("link", { name })).toBeVisible();
    await expect(nameField(page, 1)).toHaveValue("");
  });

  test("a pasted package.json fills the form", async ({ signedIn }) => {
    const { page } = await signedIn();
    await page.goto("/share");
    await page.getByText("Fill in from a file").click();
    await page.getByLabel("Paste a file").fill('{\n  "dependencies": {\n    "fastify": "^5.0.0"\n  }\n}');
    await page.getByRole("button", { name: "Find the tools in it" }).click();
    await expect(page.getByRole("status").first()).toContainText("1 tool found in this file");
    await expect(page.getByRole("main").getByText("package.json:3")).toBeVisible();
  });
});

test("a pasted package.json is published and counted; a tool that went shows where the stack moved from", async ({
  signedIn,
}) => {
  const { page, member } = await signedIn();
  const name = `Shop ${member.handle}`;
  await page.goto("/share");
  await awaitScripts(page);
  await fillHead(page, name);
  await page.getByText("Fill in from a file").click();
  await page.getByLabel("Paste a file").fill('{ "dependencies": { "mocha": "^11.0.0", "koa": "^3.0.0" } }');
  await page.getByRole("button", { name: "Find the tools in it" }).click();
  await expect(page.getByRole("status").first()).toContainText("found in this file");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name);
  await share(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  const address = page.url();

  await page.goto("/tools/mocha");
  await expect(page.getByRole("region", { name: "Stacks" })).toContainText(
    // Those that the catalog ships are projects.
    /In \d+ public stacks? here: .*\d compan(?:y|ies)\./,
  );
  await expect(page.getByRole("region", { name: "Stacks" }).getByRole("link", { name }).first()).toBeVisible();
  await page.goto("/stacks?tool=mocha&kind=company");
  await expect(page.getByRole("link", { name })).toBeVisible();

  await page.goto(`${address}/edit`);
  await awaitScripts(page);
  await page.getByRole("button", { name: "Remove Mocha" }).click();
  await page.getByRole("button", { name: "More rows" }).click();
  const fresh = page.getByRole("group", { name: "Layer as in the catalog" }).getByRole("listitem").first();
  const field = fresh.getByRole("combobox", { name: /^Name of tool/ });
  await field.pressSequentially("jasm");
  await page.getByRole("option", { name: /^Jasmine/ }).click();
  await expect(field).toHaveValue("Jasmine");
  await fresh.getByText("Why, role and time").click();
  await fresh.getByLabel("Why it was chosen").fill("Runs in browsers");
  await share(page);
  await expect(page).toHaveURL(address);

  await page.goto("/tools/jasmine");
  const movedFrom = page.getByRole("region", { name: "Moved from" });
  await expect(movedFrom.getByRole("link", { name: "Mocha" })).toBeVisible();
  await expect(movedFrom).toContainText("Runs in browsers");
  await page.goto("/tools/mocha");
  await expect(page.getByRole("region", { name: "Moved to" }).getByRole("link", { name: "Jasmine" })).toBeVisible();
  await page.goto(`${address}/history`);
  await expect(page.getByRole("listitem").filter({ hasText: "Version 2" }).first()).toContainText(
    "Moved from Mocha to Jasmine",
  );
});

test("rows move by keyboard and by dragging, and a draft is kept meanwhile", async ({ signedIn }) => {
  const { page } = await signedIn();
  // All of the form at once: what is dragged would scroll away otherwise.
  await page.setViewportSize({ width: 1280, height: 2600 });
  await page.goto("/share");
  await awaitScripts(page);
  await nameField(page, 1).fill("React");
  await nameField(page, 2).fill("Vue");
  await page.getByRole("button", { name: "Move down tool 1" }).focus();
  await page.keyboard.press("Enter");
  await expect(nameField(page, 1)).toHaveValue("Vue");
  await expect(page.getByRole("button", { name: /^Move down/ }).nth(1)).toBeFocused();
  await page.getByLabel("Layer of Vue").selectOption({ label: "DevOps" });
  const group = page.getByRole("group", { name: "DevOps" });
  await expect(group.getByRole("combobox").first()).toHaveValue("Vue");
  await page
    .getByTitle("Drag to another place")
    .nth(0)
    .dragTo(page.getByRole("group", { name: "Utilities" }), { steps: 10 });
  await expect(page.getByRole("group", { name: "Utilities" }).getByRole("combobox").first()).toHaveValue("React");
  await expect(page.getByText("Draft kept")).toBeVisible({ timeout: 10_000 });
  await page.reload();
  await expect(group.getByRole("combobox").first()).toHaveValue("Vue");
});

test("an unlisted stack stays unlisted: only its address shows it", async ({ signedIn, browser }) => {
  const { page, member } = await signedIn();
  const name = `Secret ${member.handle}`;
  await page.goto("/share");
  await fillHead(page, name);
  await page.getByLabel("Anyone with its address").check();
  await nameField(page, 1).fill("Sinatra");
  await share(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  const slug = page.url().split("/").at(-1) ?? "";
  for (const path of [
    "/stacks",
    "/stacks?tool=sinatra",
    "/tools/sinatra",
    "/tools/sinatra/stacks",
    `/members/${member.handle}`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole("main")).not.toContainText(name);
  }
  await page.goto(`/search?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole("link", { name })).toHaveCount(0);
  expect(await (await page.request.get("/sitemap.xml")).text()).not.toContain(slug);
  const stranger = await browser.newPage();
  await stranger.goto(`${page.url().split("/search")[0]}/stacks/${slug}`);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(name);
  await stranger.close();
  await page.goto(`/stacks/${slug}/edit`);
  await page.getByRole("button", { name: "Make it public" }).click();
  await expect(page.getByRole("status").first()).toContainText("Everybody finds this stack now.");
  await page.goto("/stacks?tool=sinatra");
  await expect(page.getByRole("link", { name })).toBeVisible();
  await page.goto(`/stacks/${slug}/edit`);
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page).toHaveURL("/share?done=deleted");
  await page.goto("/stacks?tool=sinatra");
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("an editor maps a name, and the stack has the tool", async ({ signedIn }) => {
  const [{ page, member }, { page: desk }] = [await signedIn(), await signedIn({ role: "editor" })];
  const odd = `Solidd ${member.handle}`;
  await page.goto("/share");
  await fillHead(page, `Odd ${member.handle}`);
  await nameField(page, 1).fill(odd);
  await share(page);
  await expect(page.getByRole("article")).toContainText("not in the catalog yet");
  await desk.goto("/admin/pending");
  expect(await violations(desk)).toEqual([]);
  await desk.getByLabel(`The tool that “${odd}” is`).fill("solidjs");
  await desk.getByRole("button", { name: `Is this tool “${odd}”` }).click();
  await expect(desk.getByRole("status")).toContainText("has the tool now");
  await page.reload();
  await expect(page.getByRole("article").getByRole("link", { name: "SolidJS" })).toBeVisible();
});

test("an editor adds a package of this site, and a pasted file that names it shows the tool", async ({ signedIn }) => {
  const { page, member } = await signedIn({ role: "editor" });
  const name = `@kits/${member.handle}`;
  await page.goto("/admin/pending");
  await page.getByLabel("Name of the package").fill(name);
  await page.getByLabel("The tool that it stands for").fill("Sinatra");
  await page.getByRole("button", { name: "Add this package" }).click();
  await expect(page.getByRole("status").first()).toContainText("Files that name this package show the tool");
  expect(await violations(page)).toEqual([]);
  const find = () =>
    page.request.post("/api/stacks/detect", {
      headers: { Accept: "application/json", Origin: new URL(page.url()).origin },
      form: { pasted: JSON.stringify({ dependencies: { [name]: "1.0.0" } }), pastedName: "package.json" },
    });
  expect((await (await find()).json()).tools).toMatchObject([{ tool: "sinatra" }]);
  await page.getByRole("button", { name: `Take back npm:${name}` }).click();
  await expect(page.getByRole("status").first()).toContainText("stands for this tool no more");
  expect((await (await find()).json()).tools).toEqual([]);
});

test("the form and its stacks: axe, both colour schemes, three widths", async ({ signedIn }) => {
  const { page } = await signedIn();
  await page.goto("/share");
  await awaitScripts(page);
  await page.getByText("Fill in from a file").click();
  await page.getByText("Why, role and time").first().click();
  expect.soft(await violations(page), "light").toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect.soft(await violations(page, "colours"), "dark").toEqual([]);
  for (const width of [1280, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await overflows(page), `${width} px`).toEqual([]);
  }
});

test("the box on a stackup offers the command for this site, and the form", async ({ page }) => {
  await page.goto("/stackups/react-vs-vue");
  const box = page.getByRole("region", { name: "Share your stack" });
  await expect(box.getByText(/^npx sidestack share --server http/)).toBeVisible();
  await box.getByText("Manual").click();
  await expect(box.getByText(/^npx sidestack share/)).toBeHidden();
  await box.getByRole("link", { name: "Fill in the form" }).click();
  await expect(page).toHaveURL("/share");
});
