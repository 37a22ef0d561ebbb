import { focused, tabTo } from "./page-faults";
import { awaitScripts, comparisonRow, expect, test } from "./test";

// The whole page without a pointer.

const PATH = "/stackups/apache-mesos-vs-rkt";

test.beforeEach(async ({ page }) => {
  // The focus is looked at right after each key, before a slow scroll would have come to rest.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(PATH);
  await awaitScripts(page);
});

test("the first stop skips to the content", async ({ page }) => {
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").locator(":focus")).toHaveText("Stackups");
});

test("the focus goes through the page in its order, always visible", async ({ page }) => {
  const passed = await tabTo(page, "Choose rows");
  const names = passed.map((at) => at.name);
  const order = [
    "Skip to the content",
    "Sidestack",
    "Stackups",
    "Overview",
    "Comparison",
    "Apache Mesos",
    "Choose rows",
  ];
  const places = order.map((name) => names.indexOf(name));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(passed.filter((at) => !at.isOutlined)).toEqual([]);
  expect(passed.filter((at) => !at.isOnTop)).toEqual([]);
});

test("going back, nothing that stays in view covers the focus", async ({ page }) => {
  await page.getByRole("contentinfo").getByRole("link").first().focus();
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Shift+Tab");
    const at = await focused(page);
    if (at?.name === "Choose rows") return;
    expect(at).toMatchObject({ isOutlined: true, isOnTop: true });
  }
});

test("the choice of rows is made with the keyboard", async ({ page }) => {
  const search = page.getByRole("banner").getByRole("searchbox");
  await search.focus();
  await tabTo(page, "Choose rows");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  await expect(comparisonRow(page, "Licence")).toBeHidden();
  await page.keyboard.press("Space");
  await expect(comparisonRow(page, "Licence")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const choice = page.getByRole("group", { name: "Rows to show" });
  await expect(choice).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(choice.getByRole("checkbox", { name: "Description" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(comparisonRow(page, "Description")).toBeHidden();
});

test("a search is sent with Enter", async ({ page }) => {
  await page.keyboard.press("/");
  await page.keyboard.type("rkt vs docker");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/stackups/docker-vs-rkt");
});
