import { type BrowserContext, test as base, type Locator, type Page } from "@playwright/test";
import type pg from "pg";
import { createMember, type Member, type MemberOptions, openSiteDatabase, signIn } from "./members";

type Options = {
  /** True in tests that ask for addresses where nothing is: then a document may answer 404, and nothing else may. */
  expectsMissing: boolean;
  /** The statuses with which the site may refuse what a page sends in this test; none unless it is a story of a refusal. */
  expectsRefusals: number[];
};

/** A member at the site in a browser of their own. */
export type SignedIn = { page: Page; member: Member };

type Fixtures = {
  /** Opens a browser in which a new member is signed in; several in one test are several people. */
  signedIn: (options?: MemberOptions) => Promise<SignedIn>;
};

type WorkerFixtures = {
  /** The database of the site under test, to look into and to write what no page can. */
  siteDatabase: pg.Pool;
};

type Expected = { baseURL: string | undefined; javaScriptEnabled: boolean } & Options;

/** Notes every error in the console, every error in a script and every failed request to the site; the result lists them. */
function watch(context: BrowserContext, expected: Expected): () => string[] {
  const { baseURL, expectsMissing, expectsRefusals, javaScriptEnabled } = expected;
  const faults: string[] = [];
  const refused = new Set<string>();
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
    const isMissing = expectsMissing && isDocument && response.status() === 404;
    if (isMissing || expectsRefusals.includes(response.status())) refused.add(response.url());
    else faults.push(`${response.url()}: answered ${response.status()}`);
  });
  context.on("console", (message) => {
    if (message.type() !== "error" || refused.has(message.location().url)) return;
    faults.push(`error in the console: ${message.text()}`);
  });
  return () => faults;
}

/** Playwright's test, whose browsers fail it on any error in the console, any error in a script and any failed request to the site. */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  expectsMissing: [false, { option: true }],
  expectsRefusals: [[], { option: true }],
  siteDatabase: [
    // Playwright reads what a fixture needs from the names here: this one needs nothing of the rest.
    async ({ playwright: _ }, use) => {
      const database = openSiteDatabase();
      await use(database);
      await database.end();
    },
    { scope: "worker" },
  ],
  context: async ({ context, baseURL, expectsMissing, expectsRefusals, javaScriptEnabled }, use) => {
    const faults = watch(context, { baseURL, expectsMissing, expectsRefusals, javaScriptEnabled });
    await use(context);
    assertFaultless(faults());
  },
  signedIn: async ({ browser, siteDatabase, baseURL, expectsMissing, expectsRefusals, javaScriptEnabled }, use) => {
    const opened: { context: BrowserContext; faults: () => string[] }[] = [];
    await use(async (options) => {
      // A context made by hand takes the options of the test too.
      const context = await browser.newContext();
      opened.push({
        context,
        faults: watch(context, { baseURL, expectsMissing, expectsRefusals, javaScriptEnabled }),
      });
      const member = await createMember(siteDatabase, options);
      await signIn(siteDatabase, context, member.id, `${baseURL}`);
      return { page: await context.newPage(), member };
    });
    for (const { context } of opened) await context.close();
    assertFaultless(opened.flatMap(({ faults }) => faults()));
  },
});

function assertFaultless(faults: string[]): void {
  if (faults.length > 0) throw new Error(`The browser met faults:\n${faults.join("\n")}`);
}

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

/** Presses a button whose form a script sends, and waits until the site has answered: from then on its pages know of it. */
export async function press(button: Locator, address: string): Promise<void> {
  const answer = button.page().waitForResponse((response) => new URL(response.url()).pathname === address);
  await button.click();
  await (await answer).finished();
}
