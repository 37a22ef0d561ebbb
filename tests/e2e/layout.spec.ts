import { overflows } from "./page-faults";
import { pageKinds } from "./page-kinds";
import { expect, test } from "./test";

for (const { name, path, isMissing = false } of pageKinds) {
  test.describe(name, () => {
    test.use({ expectsMissing: isMissing });

    test("fits at 360, 768 and 1280 px, in both colour schemes of its own", async ({ page }) => {
      await page.goto(path);
      for (const width of [1280, 768, 360]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflows(page), `${width} px`).toEqual([]);
      }
      const colours = () =>
        page.evaluate(() => {
          const { color, backgroundColor } = getComputedStyle(document.body);
          return [color, backgroundColor];
        });
      const lightness = (colour = "") => {
        const [red = 0, green = 0, blue = 0] = colour.match(/[\d.]+/g)?.map(Number) ?? [];
        return (red * 0.2126 + green * 0.7152 + blue * 0.0722) / 255;
      };
      await page.emulateMedia({ colorScheme: "light" });
      const [ink, paper] = await colours();
      expect(lightness(ink)).toBeLessThan(0.2);
      expect(lightness(paper)).toBeGreaterThan(0.9);
      await page.emulateMedia({ colorScheme: "dark" });
      const [nightInk, nightPaper] = await colours();
      expect(lightness(nightInk)).toBeGreaterThan(0.8);
      expect(lightness(nightPaper)).toBeLessThan(0.2);
    });

    test("promises nothing for later", async ({ page }) => {
      await page.goto(path);
      await expect(page.locator("body")).not.toContainText(/coming soon|under construction|lorem ipsum|\bTODO\b/i);
      await expect(page.locator("body")).not.toContainText(/undefined|\bNaN\b|\[object|Invalid Date/);
      await expect(page.locator('a[href="#"], a:not([href])')).toHaveCount(0);
    });
  });
}

test("on a phone the names of the tools stay in view beside the rows", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/stackups/apache-mesos-vs-rkt");
  await page.getByRole("rowheader", { name: "Networking" }).scrollIntoViewIfNeeded();
  const heads = page.getByRole("region", { name: "Detailed comparison" }).locator("thead th");
  for (const head of await heads.all()) await expect(head).toBeInViewport();
});
