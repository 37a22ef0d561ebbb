import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { pageKinds } from "./page-kinds";
import { awaitScripts, expect, sourceMarks, test } from "./test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules whose answer depends on colours: all that another colour scheme can change. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong, in a form that names rule, place and reason. */
async function violations(page: Page, rules: "all" | "colours" = "all"): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations: found, passes } = await (rules === "all"
    ? axe.withTags(STANDARDS)
    : axe.withRules(COLOUR_RULES)
  ).analyze();
  // A page on which axe looked at nothing would find nothing wrong.
  expect(passes.length).toBeGreaterThan(rules === "all" ? 15 : 0);
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary?.replace(/\s+/g, " ")}`),
  );
}

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
