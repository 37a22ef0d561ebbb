import type { Page } from "@playwright/test";
import { expect, press, test } from "./test";

// What members do on the pages of tools: vote, say what they know, follow.

const votesFor = (page: Page, text: string) => page.getByRole("button", { name: new RegExp(`^Upvote ${text}, `) });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a vote comes back to its place on the page, counted; the same button takes it back", async ({ signedIn }) => {
    const { page } = await signedIn();
    await page.goto("/tools/activemq");
    const vote = votesFor(page, "Long track record");
    await expect(vote).toHaveText("0");
    await vote.click();
    await expect(page).toHaveURL(/\/tools\/activemq#statement-\d+$/);
    await expect(vote).toBeInViewport();
    await expect(vote).toHaveText("1");
    await page.goto("/stackups/activemq-vs-rabbitmq");
    await expect(vote).toHaveText("1");
    await vote.click();
    await expect(page).toHaveURL(/\/stackups\/activemq-vs-rabbitmq#statement-\d+$/);
    await expect(vote).toHaveText("0");
  });

  test("a near-duplicate is met after sending, and voted for instead", async ({ signedIn }) => {
    const { page } = await signedIn();
    await page.goto("/tools/alpinejs");
    await page.getByRole("link", { name: "Add a pro" }).click();
    await page.getByLabel("In one line").fill("No builds needed");
    await page.getByRole("button", { name: "Post" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Not posted yet.");
    await expect(page.getByLabel("In one line")).toHaveValue("No builds needed");
    await page.getByRole("button", { name: "Vote for this instead “No build needed”" }).click();
    await expect(page).toHaveURL(/\/tools\/alpinejs#statement-\d+$/);
    await expect(votesFor(page, "No build needed")).toHaveText("1");
    await expect(page.getByText("No builds needed")).toHaveCount(0);
  });

  test("following leads to /following, which says so", async ({ signedIn }) => {
    const { page } = await signedIn();
    await page.goto("/tools/argo-cd");
    await page.getByRole("button", { name: "Follow Argo CD" }).click();
    await expect(page).toHaveURL("/following?followed=argo-cd");
    await expect(page.getByRole("status")).toHaveText("You follow Argo CD now.");
  });
});

test("a near-duplicate is met while typing; another thing is posted, waits, and stands on the page once an editor agrees", async ({
  signedIn,
}) => {
  const [{ page, member }, { page: desk }] = [await signedIn(), await signedIn({ role: "editor" })];
  await page.goto("/tools/alpinejs/statements/new?kind=con");
  await page.getByLabel("In one line").pressSequentially("Not for large application");
  await expect(page.getByRole("button", { name: /^Vote for this instead “Not meant for large/ })).toBeVisible();
  await page.getByLabel("In one line").fill("Few testing tools of its own");
  await expect(page.getByRole("button", { name: /^Vote for this instead/ })).toHaveCount(0);
  await page.getByLabel("Version").fill("v3");
  await page.getByLabel("Note").fill("Seen in *two* projects. <script>alert(1)</script>");
  await page.getByRole("button", { name: "Post" }).click();
  await expect(page.getByRole("heading", { name: "Yours, waiting for an editor" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Few testing tools of its own");

  const { page: stranger } = await signedIn();
  await stranger.goto("/tools/alpinejs");
  await expect(votesFor(stranger, "Few testing tools of its own")).toHaveCount(0);
  await desk.goto("/admin/moderation");
  await desk.getByRole("button", { name: "Publish “Few testing tools of its own”" }).click();
  await expect(desk.getByText("Few testing tools of its own")).toHaveCount(0);
  await stranger.reload();
  await expect(votesFor(stranger, "Few testing tools of its own")).toHaveText("0");
  const statement = stranger.getByRole("listitem").filter({ has: votesFor(stranger, "Few testing tools of its own") });
  await expect(statement).toContainText("for v3");
  await expect(statement.getByRole("link", { name: member.handle })).toBeVisible();
  await statement.getByText("Note").click();
  await expect(statement.getByText("Seen in two projects.")).toBeVisible();
  await expect(statement.locator("script")).toHaveCount(0);

  await test.step("the newest stand first on request", async () => {
    await stranger.getByRole("link", { name: "Newest" }).click();
    await expect(stranger).toHaveURL("/tools/alpinejs/statements#statements");
    const cons = stranger.locator(".columns > div").nth(1);
    await expect(cons.getByRole("listitem").first()).toContainText("Few testing tools of its own");
  });
  await test.step("its author edits it, another member reports it", async () => {
    await page.goto("/statements");
    await page.getByRole("link", { name: /^Edit/ }).click();
    await page.getByLabel("In one line").fill("Brings no testing tools");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(/\/tools\/alpinejs#statement-\d+$/);
    await expect(votesFor(page, "Brings no testing tools")).toBeVisible();
    await stranger.goto("/tools/alpinejs");
    await stranger.getByRole("link", { name: "report “Brings no testing tools”" }).click();
    await stranger.getByLabel("Outdated").check();
    await stranger.getByRole("button", { name: "Report" }).click();
    await expect(stranger.getByRole("status")).toHaveText("You reported this statement. An editor will look at it.");
  });
  await test.step("its author withdraws it", async () => {
    await page.goto("/statements");
    await page.getByRole("button", { name: /^Withdraw/ }).click();
    await page.goto("/tools/alpinejs");
    await expect(votesFor(page, "Brings no testing tools")).toHaveCount(0);
  });
});

test("a followed tool’s new statement stands on /following, and the follower in its count", async ({ signedIn }) => {
  const [{ page, member }, { page: writer }] = [await signedIn(), await signedIn({ role: "editor" })];
  await page.goto("/tools/astro");
  const followers = page.locator("dt", { hasText: "Followers" }).locator("xpath=..");
  const follow = page.getByRole("button", { name: "Follow Astro" });
  // Before the script knows the member, the button is a form and leads to /following.
  await expect(page.getByRole("banner").getByRole("button", { name: /^Your account, / })).toBeVisible();
  await press(follow, "/api/follows");
  await expect(page.getByRole("button", { name: "Following Astro" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Following Astro" })).toBeVisible();
  await expect(followers).toContainText("1");
  await page.goto("/following");
  await expect(page.getByText("Nothing has changed in them yet.")).toBeVisible();

  await writer.goto("/tools/astro/statements/new?kind=pro");
  await writer.getByLabel("In one line").fill("Markdown pages out of the box");
  await writer.getByRole("button", { name: "Post" }).click();
  await expect(writer).toHaveURL(/\/tools\/astro#statement-\d+$/);
  await page.reload();
  await expect(page.getByRole("link", { name: "New pro: “Markdown pages out of the box”" })).toBeVisible();
  await page.goto(`/members/${member.handle}`);
  await expect(page.getByRole("region", { name: "Follows" }).getByRole("link", { name: "Astro" })).toBeVisible();
});

test.describe("a refused vote", () => {
  test.use({ expectsRefusals: [403] });

  test("is taken back and says why; nothing on the page moves", async ({ signedIn }) => {
    const { page } = await signedIn({ verified: false });
    await page.goto("/tools/algolia");
    await expect(page.getByRole("banner").getByRole("button", { name: /^Your account, / })).toBeVisible();
    const vote = votesFor(page, "No servers to run");
    const place = () => vote.evaluate((button) => button.getBoundingClientRect().top + window.scrollY);
    const before = await place();
    await press(vote, "/api/votes");
    await expect(page.getByText("Confirm your e-mail address first")).toBeVisible();
    await expect(vote).toHaveAccessibleName("Upvote No servers to run, 0 votes, not voted");
    expect(await place()).toBe(before);
  });
});

test("a page that the browser fetched ahead of a vote is fetched again after it", async ({ signedIn }) => {
  const { page } = await signedIn();
  await page.goto("/tools/auth0");
  await expect(page.getByRole("banner").getByRole("button", { name: /^Your account, / })).toBeVisible();
  const way = page.getByRole("main").getByRole("link", { name: "Auth0 vs Clerk" }).first();
  await way.hover();
  // Browsers fetch what a link leads to once the pointer has rested on it for a fifth of a second.
  await page.waitForTimeout(1000);
  const vote = votesFor(page, "Little code to a working login");
  await press(vote, "/api/votes");
  await way.click();
  await expect(page).toHaveURL("/stackups/auth0-vs-clerk");
  await expect(vote).toHaveText("1");
});

test("a double click is one vote", async ({ signedIn }) => {
  const { page } = await signedIn();
  await page.goto("/tools/algolia");
  await expect(page.getByRole("banner").getByRole("button", { name: /^Your account, / })).toBeVisible();
  const vote = votesFor(page, "Merchandising tools");
  await vote.dblclick();
  await expect(vote).toHaveAccessibleName("Upvote Merchandising tools, 1 vote, voted");
  await page.waitForLoadState("networkidle");
  await page.reload();
  await expect(vote).toHaveAccessibleName("Upvote Merchandising tools, 1 vote, voted");
});

test("a reader without an account makes no request about who looks", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  for (const path of ["/stackups/apache-mesos-vs-rkt", "/tools/algolia"]) {
    await page.goto(path, { waitUntil: "networkidle" });
    await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  }
  expect(asked).toContain("/tools/algolia");
  expect(asked.filter((path) => path.startsWith("/api/"))).toEqual([]);
});
