import { awaitScripts, comparisonRow, expect, sourceMarks, test } from "./test";

const PATH = "/stackups/apache-mesos-vs-rkt";

test.beforeEach(async ({ page }) => {
  await page.goto(PATH);
  await awaitScripts(page);
});

test.describe("a source mark shows its source", () => {
  test("under the pointer, and lets the pointer reach the link in it", async ({ page }) => {
    const mark = sourceMarks(comparisonRow(page, "Written in")).first();
    await mark.hover();
    const popover = page.getByRole("tooltip");
    await expect(popover).toContainText("Apache Mesos source tree");
    await expect(popover).toContainText(/checked \d/);
    await expect(mark).toHaveAttribute("aria-describedby", `${await popover.getAttribute("id")}`);
    await popover.getByRole("link").hover();
    // Longer than the pause after which it closes once the pointer has left.
    await page.waitForTimeout(400);
    await expect(popover).toBeVisible();
    await page.getByRole("heading", { level: 2 }).first().hover();
    await expect(popover).toBeHidden();
    await expect(mark).not.toHaveAttribute("aria-describedby", /./);
  });

  test("on focus, and closes on Escape without losing the place", async ({ page }) => {
    const mark = sourceMarks(comparisonRow(page, "Written in")).first();
    await mark.focus();
    const popover = page.getByRole("tooltip");
    await expect(popover).toContainText("Apache Mesos source tree");
    await page.keyboard.press("Escape");
    await expect(popover).toBeHidden();
    await expect(mark).toBeFocused();
  });

  test("of the next mark when the focus moves on", async ({ page }) => {
    const marks = sourceMarks(comparisonRow(page, "Written in"));
    await marks.nth(0).focus();
    await marks.nth(1).focus();
    await expect(page.getByRole("tooltip")).toContainText("rkt source tree");
  });

  test("inside the window, at its right edge too", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 700 });
    for (const mark of await sourceMarks(comparisonRow(page, "Repository")).all()) {
      await mark.hover();
      const box = await page.getByRole("tooltip").boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    }
  });
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 800 } });

  test("a tap shows the source and stays in its place; a tap elsewhere closes it", async ({ page }) => {
    await sourceMarks(comparisonRow(page, "Written in")).first().tap();
    const popover = page.getByRole("tooltip");
    await expect(popover).toContainText("Apache Mesos source tree");
    await expect(page).toHaveURL(PATH);
    await comparisonRow(page, "Written in").locator("th").tap();
    await expect(popover).toBeHidden();
  });
});

test("“/” goes to the search, but is a letter while one types", async ({ page }) => {
  const search = page.getByRole("banner").getByRole("searchbox");
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await expect(search).toHaveValue("");
  await page.keyboard.type("tcp/ip");
  await expect(search).toHaveValue("tcp/ip");
});

test("the choice of rows stands in the address, and a reload keeps it", async ({ page }) => {
  await page.getByText("Choose rows").click();
  const choice = page.getByRole("group", { name: "Rows to show" });
  await choice.getByRole("checkbox", { name: "Lifecycle" }).uncheck();
  await choice.getByRole("checkbox", { name: "Made by" }).uncheck();
  await page.keyboard.press("Escape");
  await page.getByText("Only differences").click();
  const address = new URL(page.url());
  expect(address.pathname).toBe(PATH);
  expect(address.searchParams.get("only")).toBe("differences");
  expect(address.searchParams.get("hide")).toBe("lifecycle,organisation");
  await page.reload();
  await awaitScripts(page);
  for (const row of ["Lifecycle", "Made by", "Licence"]) await expect(comparisonRow(page, row)).toBeHidden();
  for (const row of ["Kind", "Written in"]) await expect(comparisonRow(page, row)).toBeVisible();
  await page.getByText("Only differences").click();
  await expect(comparisonRow(page, "Licence")).toBeVisible();
  await page.getByText("Choose rows").click();
  await choice.getByRole("checkbox", { name: "Lifecycle" }).check();
  await choice.getByRole("checkbox", { name: "Made by" }).check();
  await expect(page).toHaveURL(PATH);
});

test("an address with junk in it shows the whole table", async ({ page }) => {
  await page.goto(`${PATH}?only=colours&hide=no-such-row,,%22%3E%3Cscript%3E`);
  await awaitScripts(page);
  for (const row of ["Description", "Licence", "Works with"]) await expect(comparisonRow(page, row)).toBeVisible();
});

test.describe("Copy as Markdown", () => {
  test("puts the table on the clipboard and says so", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("link", { name: "Copy as Markdown" }).click();
    await expect(page.getByRole("region", { name: "Detailed comparison" }).getByRole("status")).toHaveText("Copied");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const lines = text.split("\n");
    expect(lines[0]).toBe("# Apache Mesos vs rkt");
    expect(lines).toContain("|  | Apache Mesos | rkt |");
    expect(text).toMatch(/^\| Stacks \| 306 \[source\]\(https:[^)]+\) \| 29 \[source\]\(https:[^)]+\) \|$/m);
    expect(text).toMatch(/^From http.+\/stackups\/apache-mesos-vs-rkt$/m);
    await expect(page).toHaveURL(PATH);
  });
});
