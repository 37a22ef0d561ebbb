import { pageKinds } from "./page-kinds";
import { awaitScripts, expect, test } from "./test";

// From its second view on, a stored page comes from memory, without the copies of its still parts (scripts/drop-still-parts.ts).

for (const { name, path } of pageKinds.filter(({ isMissing, isUnlisted }) => !isMissing && !isUnlisted)) {
  test(`scripts make the same of a page from memory: ${name}`, async ({ page }) => {
    // An address that nobody has asked for yet, of a page that is the same for any such address.
    const address = `${path}${path.includes("?") ? "&" : "?"}view=${crypto.randomUUID()}`;
    // With a route, the browser asks for the page as if for the first time.
    await page.route("**", (route) => route.continue());
    const view = async () => {
      const answer = await page.goto(address);
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
    const asNextHasIt = await view();
    const fromMemory = await view();
    expect(fromMemory.weight).toBeLessThan(0.9 * asNextHasIt.weight);
    expect(fromMemory.made).toEqual(asNextHasIt.made);
  });
}

test("going to a part of a page from memory and back leaves it whole", async ({ page, request }) => {
  const address = `/stackups/apache-mesos-vs-rkt?view=${crypto.randomUUID()}`;
  await request.get(address);
  await page.goto(address);
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
    const address = `${path}?view=${crypto.randomUUID()}`;
    await request.get(address);
    const html = await (await request.get(address)).text();
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
      await page.goto(address);
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
