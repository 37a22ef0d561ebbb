import type { Page } from "@playwright/test";
import { linkIn } from "@/tests/support/mail-server";
import { takeMail } from "./members";
import { expect, press, test } from "./test";

// From the first visit to the last, as members do it.

const PASSWORD = "four plain words here";

/** Opens the link of the next message to an address: at the site under test, which takes another address for its own. */
async function openMailedLink(page: Page, to: string): Promise<void> {
  const { pathname, search } = new URL(linkIn(await takeMail(to)));
  await page.goto(pathname + search);
}

async function signUp(page: Page, handle: string): Promise<string> {
  const email = `${handle}@example.org`;
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
  return email;
}

const account = (page: Page, handle: string) =>
  page.getByRole("banner").getByRole("button", { name: `Your account, ${handle}` });

test("sign up, confirm, vote, withdraw, sign out", async ({ page }) => {
  await page.goto("/tools/adyen");
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("main").getByRole("link", { name: "Sign up" }).click();
  await openMailedLink(page, await signUp(page, "ada-reader"));
  await expect(page).toHaveURL("/tools/adyen");
  await expect(account(page, "ada-reader")).toBeVisible();

  const vote = page.getByRole("button", { name: /^Upvote Detailed data, / });
  await expect(vote).toHaveAccessibleName("Upvote Detailed data, 0 votes, not voted");
  await press(vote, "/api/votes");
  await expect(vote).toHaveAccessibleName("Upvote Detailed data, 1 vote, voted");
  await expect(vote).toHaveAttribute("aria-pressed", "true");
  await test.step("the next view of every page that shows the tool counts the vote", async () => {
    for (const path of ["/stackups/adyen-vs-stripe", "/tools/adyen"]) {
      await page.goto(path);
      await expect(vote).toHaveAccessibleName("Upvote Detailed data, 1 vote, voted");
    }
  });
  await press(vote, "/api/votes");
  await expect(vote).toHaveAccessibleName("Upvote Detailed data, 0 votes, not voted");
  await page.reload();
  await expect(vote).toHaveAccessibleName("Upvote Detailed data, 0 votes, not voted");

  await account(page, "ada-reader").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  await test.step("who is not signed in is taken to the sign-in page, and back to where they were", async () => {
    await page.goto("/tools/adyen");
    await vote.click();
    await expect(page).toHaveURL(/\/sign-in\?next=%2Ftools%2Fadyen$/);
    await page.getByLabel("E-mail address").fill("ada-reader@example.org");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL("/tools/adyen");
    await expect(account(page, "ada-reader")).toBeVisible();
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("sign up, confirm, reset the password and sign in with the new one", async ({ page }) => {
    await page.goto("/sign-up?next=/tools");
    const email = await signUp(page, "bea-reader");
    await openMailedLink(page, email);
    await expect(page).toHaveURL("/tools");
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed in");
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await page.goto("/forgot-password");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("main").getByRole("button").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
    await openMailedLink(page, email);
    await page.getByLabel("New password").fill("other plain words there");
    await page.getByRole("main").getByRole("button").click();
    await expect(page.getByRole("status")).toHaveText("Your new password is set. Sign in with it.");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill("other plain words there");
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await page.goto("/settings");
    await expect(page.getByText("Signed in as bea-reader.")).toBeVisible();
    expect((await takeMail(email)).text).toContain("password of your account was changed");
  });
});

test.describe("refusals", () => {
  test.use({ expectsRefusals: [400] });

  test("a reset password is another one: the old does not sign in, and the form says why without losing what was typed", async ({
    page,
  }) => {
    await page.goto("/sign-up");
    const email = await signUp(page, "cid-reader");
    await openMailedLink(page, email);
    await page.goto("/forgot-password");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("main").getByRole("button").click();
    await openMailedLink(page, email);
    await page.getByLabel("New password").fill("other plain words there");
    await page.getByRole("main").getByRole("button").click();
    await expect(page.getByRole("status")).toBeVisible();
    // All devices are signed out, this one too.
    await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("This e-mail address and this password do not belong together.")).toBeVisible();
    await expect(page.getByLabel("Password")).toBeFocused();
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
    await page.getByLabel("Password").fill("other plain words there");
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await expect(account(page, "cid-reader")).toBeVisible();
  });
});

test("signing in with GitHub comes back to the page where it began", async ({ page, siteDatabase }) => {
  await page.goto("/tools/keycloak");
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await expect(page).toHaveURL("/tools/keycloak");
  await expect(account(page, "octo-reader")).toBeVisible();
  const { rows } = await siteDatabase.query(
    "SELECT m.name, m.email_verified, a.provider_id, a.access_token FROM members m JOIN accounts a ON a.member_id = m.id WHERE m.handle = 'octo-reader'",
  );
  expect(rows).toEqual([{ name: "Octo Reader", email_verified: true, provider_id: "github", access_token: null }]);
  await page.goto("/settings");
  await expect(page.getByText("GitHub is connected")).toBeVisible();
});

test("an account that is deleted takes its votes along", async ({ page, signedIn }) => {
  await page.goto("/sign-up?next=/tools/auth0");
  await openMailedLink(page, await signUp(page, "dan-reader"));
  const texts = ["Covers most protocols", "Users live outside your database"];
  const vote = (at: Page, text: string) => at.getByRole("button", { name: new RegExp(`^Upvote ${text}, `) });
  for (const text of texts) {
    await press(vote(page, text), "/api/votes");
    await expect(vote(page, text)).toHaveAccessibleName(`Upvote ${text}, 1 vote, voted`);
  }
  const { page: other } = await signedIn();
  await other.goto("/tools/auth0");
  await press(vote(other, "Covers most protocols"), "/api/votes");
  await expect(vote(other, "Covers most protocols")).toHaveText("2");

  await page.goto("/settings");
  const form = page.locator("form[action='/account/delete']");
  await form.getByLabel("Your password").fill(PASSWORD);
  await form.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByRole("status")).toHaveText("Your account is deleted.");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  for (const path of ["/tools/auth0", "/stackups/auth0-vs-keycloak"]) {
    await other.goto(path);
    await expect(vote(other, "Covers most protocols")).toHaveText("1");
    await expect(vote(other, "Users live outside your database")).toHaveText("0");
  }
});
