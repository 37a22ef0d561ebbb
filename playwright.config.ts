import { defineConfig } from "@playwright/test";
import { browserArguments, findBrowser } from "./tests/support/browser";
import { choosePort } from "./tests/support/site";

// Workers read this file too: what was found once is handed on to them.
process.env.E2E_BROWSER = findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "tests/e2e/setup.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // A machine that is busy with something else must not fail a whole run; what is tried again is reported as flaky.
  retries: process.env.CI ? 2 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    baseURL: `http://localhost:${await choosePort()}`,
    viewport: { width: 1280, height: 900 },
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.E2E_BROWSER, args: browserArguments },
  },
});
