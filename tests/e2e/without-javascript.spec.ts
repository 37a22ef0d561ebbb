import { comparisonRow, expect, sourceMarks, test, textOf } from "./test";

test.use({ javaScriptEnabled: false });

test("a stackup reads whole", async ({ page }) => {
  await page.goto("/stackups/apache-mesos-vs-rkt");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Apache Mesos vs rkt");
  await expect(page.getByRole("region", { name: /What are the differences/ }).locator("ol > li")).toHaveCount(6);
  await expect(comparisonRow(page, "Stacks").getByRole("cell").first()).toContainText("306");
  await expect(
    page
      .getByRole("region", { name: /alternatives to/ })
      .getByRole("article")
      .first(),
  ).toBeVisible();
});

test("a search goes by its form", async ({ page }) => {
  await page.goto("/about");
  await page.getByRole("banner").getByRole("searchbox").fill("postgres");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/search?q=postgres");
  const first = page.getByRole("main").getByRole("article").first();
  await first.getByRole("link", { name: "PostgreSQL" }).click();
  await expect(page).toHaveURL("/tools/postgresql");
});

test("a search for “a vs b” goes straight to the stackup", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("main").getByRole("searchbox").fill("mesos vs nomad");
  await page.getByRole("main").getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL("/stackups/apache-mesos-vs-nomad");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Apache Mesos vs Nomad");
});

test("the table shows only differences on request", async ({ page }) => {
  await page.goto("/stackups/apache-mesos-vs-rkt");
  await expect(comparisonRow(page, "Licence")).toBeVisible();
  await page.getByText("Only differences").click();
  await expect(comparisonRow(page, "Licence")).toBeHidden();
  await expect(comparisonRow(page, "Written in")).toBeVisible();
  await expect(comparisonRow(page, "Pros")).toBeVisible();
  await page.getByText("Only differences").click();
  await expect(comparisonRow(page, "Licence")).toBeVisible();
});

test("each row of the table can be left out", async ({ page }) => {
  await page.goto("/stackups/apache-mesos-vs-rkt");
  await page.getByText("Choose rows").click();
  const boxes = page.getByRole("group", { name: "Rows to show" }).getByRole("checkbox");
  const labels = await page.getByRole("group", { name: "Rows to show" }).locator("label").allInnerTexts();
  expect(labels.length).toBe(await boxes.count());
  const table = page.getByRole("region", { name: "Detailed comparison" }).getByRole("table");
  // What invites to add something is no row of the comparison.
  const heads = (await table.locator("th[scope=row]").allInnerTexts()).filter((head) => head !== "Missing one?");
  expect(labels.map((label) => label.trim())).toEqual(heads);
  for (const [place, box] of (await boxes.all()).entries()) {
    const row = comparisonRow(page, `${heads[place]}`);
    await box.uncheck();
    await expect(row, labels[place]).toBeHidden();
    await box.check();
    await expect(row, labels[place]).toBeVisible();
  }
});

test("the last rows of the widest comparison can be left out too", async ({ page }) => {
  await page.goto("/stackups/kafka-vs-postgresql-vs-redis-vs-vite");
  await page.getByText("Choose rows").click();
  await page.getByRole("group", { name: "Rows to show" }).getByRole("checkbox", { name: "Works with" }).uncheck();
  await expect(comparisonRow(page, "Works with")).toBeHidden();
});

test("source marks are links to the list of sources", async ({ page }) => {
  await page.goto("/stackups/apache-mesos-vs-rkt");
  const mark = sourceMarks(comparisonRow(page, "Written in")).first();
  const target = `${await mark.getAttribute("href")}`;
  await mark.click();
  await expect(page).toHaveURL(`/stackups/apache-mesos-vs-rkt${target}`);
  await expect(page.locator(target)).toBeInViewport();
  await expect(page.locator(target).getByRole("link")).toHaveAttribute("href", /^https:\/\//);
});

test("the readings behind a star chart open as a table", async ({ page }) => {
  await page.goto("/tools/docker");
  const table = page.getByRole("table").filter({ has: page.getByRole("columnheader", { name: "Stars" }) });
  await expect(table).toBeHidden();
  await page.getByText("Show the readings as a table").click();
  await expect(table).toBeVisible();
});

test("lists change their order and go on by links", async ({ page }) => {
  await page.goto("/tools");
  await page.getByRole("main").getByRole("link", { name: "Name", exact: true }).click();
  await expect(page).toHaveURL("/tools?sort=name");
  const first = await textOf(page.getByRole("article").first());
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/\/tools\?sort=name&after=/);
  expect(await textOf(page.getByRole("article").first())).not.toBe(first);
  await page.getByRole("link", { name: "First page" }).click();
  await expect(page).toHaveURL("/tools?sort=name");
});

test("the Markdown of a comparison is a link", async ({ page, request }) => {
  await page.goto("/stackups/apache-mesos-vs-rkt");
  const link = page.getByRole("link", { name: "Copy as Markdown" });
  const answer = await request.get(`${await link.getAttribute("href")}`);
  expect(answer.headers()["content-type"]).toContain("text/markdown");
  expect(await answer.text()).toContain("# Apache Mesos vs rkt");
});
