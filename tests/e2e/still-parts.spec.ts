import { pageKinds } from "./page-kinds";
import { awaitScripts, expect, test } from "./test";

// A stored page goes out without the copies of its still parts (scripts/drop-still-parts.ts).

for (const { name, path } of pageKinds.filter(({ isMissing, isUnlisted }) => !isMissing && !isUnlisted)) {
  test(`scripts make the same of a page without them: ${name}`, async ({ page, context, baseURL }) => {
    // With a route, the browser asks for the page as if for the first time.
    await page.route("**", (route) => route.continue());
    const view = async () => {
      const answer = await page.goto(path);
      await awaitScripts(page);
      // React takes hold of a page in several strides.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      return {
        weight: (await answer?.text())?.length ?? 0,
        made: await page.evaluate(() =>
          Array.from(document.querySelectorAll("header, main, footer"), (part) => part.outerHTML),
        ),
      };
    };
    const light = await view();
    await context.addCookies([{ name: "whole_pages", value: "1", url: `${baseURL}` }]);
    const whole = await view();
    expect(light.weight).toBeLessThan(0.9 * whole.weight);
    expect(light.made).toEqual(whole.made);
  });
}

test("going to a part of a page and back leaves it whole", async ({ page }) => {
  await page.goto("/stackups/apache-mesos-vs-rkt");
  await awaitScripts(page);
  const words = await page.locator("main").textContent();
  await page.getByRole("link", { name: "Comparison", exact: true }).click();
  await expect(page).toHaveURL(/#comparison$/);
  await page.goBack();
  await expect(page).not.toHaveURL(/#/);
  await page.goForward();
  await expect(page).toHaveURL(/#comparison$/);
  await page.goBack();
  await expect(page).not.toHaveURL(/#/);
  expect(await page.locator("main").textContent()).toBe(words);
});

for (const path of ["/tools/kubernetes", "/stackups/apache-mesos-vs-rkt"])
  test(`whenever its scripts come and it learns who looks, a page stays whole: ${path}`, async ({
    signedIn,
    request,
  }) => {
    const html = await (await request.get(path)).text();
    const scripts = new Set(html.match(/\/_next\/static\/chunks\/[\w.~-]+\.js/g));
    expect(scripts.size).toBeGreaterThan(3);
    const { page } = await signedIn();
    let late = "";
    await page.route("**/_next/static/chunks/**", async (route) => {
      if (late !== "" && route.request().url().endsWith(late)) await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue();
    });
    const read = async () => {
      const known = page.waitForResponse((response) => response.url().includes("/api/viewer"));
      await page.goto(path);
      await known;
      await awaitScripts(page);
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      return page.locator("main").textContent();
    };
    const words = await read();
    for (const script of scripts) {
      late = script;
      expect.soft(await read(), script).toBe(words);
    }
  });

test("a browser that changes pages before React takes hold of them gets whole ones", async ({ browser, baseURL }) => {
  // A context of its own: React reports what it finds changed.
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  // As an extension that translates does it.
  await page.addInitScript(() =>
    document.addEventListener("DOMContentLoaded", () => {
      for (const button of document.querySelectorAll("main button.vote"))
        button.textContent = `${button.textContent} votes`;
    }),
  );
  const path = "/stackups/apache-mesos-vs-rkt";
  const letters = (await page.request.get(path).then((answer) => answer.text())).length;
  await page.goto(path);
  await page.waitForFunction(() => document.cookie.includes("whole_pages=1"));
  await awaitScripts(page);
  await expect(page.getByRole("region", { name: "Detailed comparison" })).toContainText("Apache Mesos");
  await expect(page.getByRole("row").first()).toBeVisible();
  expect((await page.request.get(path).then((answer) => answer.text())).length).toBeGreaterThan(1.1 * letters);
  await context.close();
});
