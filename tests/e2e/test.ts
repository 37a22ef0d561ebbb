import { test as base, type Locator, type Page } from "@playwright/test";

type Options = {
  /** True in tests that ask for addresses where nothing is: then a document may answer 404, and nothing else may. */
  expectsMissing: boolean;
};

/** Playwright's test, whose browser fails it on any error in the console, any error in a script and any failed request to the site. */
export const test = base.extend<Options>({
  expectsMissing: [false, { option: true }],
  context: async ({ context, baseURL, expectsMissing, javaScriptEnabled }, use) => {
    const faults: string[] = [];
    const missing = new Set<string>();
    const isOurs = (url: string) => baseURL !== undefined && url.startsWith(baseURL);
    context.on("weberror", (error) => faults.push(`error in a script: ${error.error().message}`));
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "unknown";
      // Leaving a page ends the requests that it still had under way; without JavaScript the browser itself blocks scripts.
      const isHarmless = reason === "net::ERR_ABORTED" || (!javaScriptEnabled && request.resourceType() === "script");
      if (isOurs(request.url()) && !isHarmless) faults.push(`${request.url()}: ${reason}`);
    });
    context.on("response", (response) => {
      if (!isOurs(response.url()) || response.status() < 400) return;
      const isDocument = response.request().resourceType() === "document";
      if (expectsMissing && isDocument && response.status() === 404) missing.add(response.url());
      else faults.push(`${response.url()}: answered ${response.status()}`);
    });
    context.on("console", (message) => {
      if (message.type() !== "error" || missing.has(message.location().url)) return;
      faults.push(`error in the console: ${message.text()}`);
    });
    await use(context);
    if (faults.length > 0) throw new Error(`The browser met faults:\n${faults.join("\n")}`);
  },
});

export { expect } from "@playwright/test";

/** The text of an element as it reads, without the numbers of source marks. */
export function textOf(locator: Locator): Promise<string> {
  return locator.evaluate((element) => {
    const copy = element.cloneNode(true);
    if (copy instanceof Element) for (const mark of copy.querySelectorAll('a[href^="#s"]')) mark.remove();
    return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
  });
}

/** The texts of all elements that a locator finds, read as `textOf` does. */
export async function textsOf(locator: Locator): Promise<string[]> {
  return Promise.all((await locator.all()).map(textOf));
}

/** The marks that lead to the list of sources, inside an element. */
export function sourceMarks(within: Page | Locator): Locator {
  return within.locator('a[href^="#s"]:not([href="#sources"])').filter({ hasText: /^\d+$/ });
}

/** The row of the comparison whose label is given. */
export function comparisonRow(page: Page, label: string): Locator {
  return page
    .getByRole("region", { name: "Detailed comparison" })
    .locator("tr")
    .filter({ has: page.locator("th[scope=row]", { hasText: new RegExp(`^${label}$`) }) });
}

/** Resolves when the scripts of the page have taken hold of it. */
export async function awaitScripts(page: Page): Promise<void> {
  await page.locator("#source-popover").waitFor({ state: "attached" });
}
