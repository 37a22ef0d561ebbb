import { violations } from "./page-faults";
import { pageKinds } from "./page-kinds";
import { awaitScripts, expect, sourceMarks, test } from "./test";

test.describe("axe finds nothing wrong", () => {
  for (const { name, path, isMissing = false } of pageKinds) {
    test.describe(name, () => {
      test.use({ expectsMissing: isMissing });

      test("light, dark and on a phone", async ({ page }) => {
        await page.goto(path);
        expect.soft(await violations(page), "light").toEqual([]);
        await page.emulateMedia({ colorScheme: "dark" });
        expect.soft(await violations(page, "colours"), "dark").toEqual([]);
        await page.emulateMedia({ colorScheme: "light" });
        await page.setViewportSize({ width: 360, height: 800 });
        expect.soft(await violations(page), "360 px").toEqual([]);
      });
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    test(`a stackup with its choice of rows and a source open, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto("/stackups/apache-mesos-vs-rkt");
      await awaitScripts(page);
      await page.getByText("Only differences").click();
      await page.getByText("Choose rows").click();
      await sourceMarks(page.locator("#overview")).first().focus();
      await expect(page.getByRole("tooltip")).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test(`a star chart with its table open, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto("/tools/docker");
      await page.getByText("Show the readings as a table").click();
      expect(await violations(page)).toEqual([]);
    });
  }
});
