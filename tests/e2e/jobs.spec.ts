import { expect, test } from "./test";

// The jobs of the worker as an editor meets them. Docker Hub is a stand-in that knows nginx alone.

test("an editor runs a job by hand, sees what came of it, and the tool's page shows the figure", async ({
  signedIn,
  page: reader,
}) => {
  const { page } = await signedIn({ role: "editor" });
  await reader.goto("/tools/nginx");
  await expect(reader.getByText("Docker pulls")).toHaveCount(0);

  await page.goto("/admin/jobs");
  await expect(page.getByText("No worker runs")).toHaveCount(0);
  const job = page.locator("#sync-docker-hub");
  await expect(job).toContainText("It has not run yet");
  await job.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Docker Hub was asked for" })).toBeVisible();
  await expect(async () => {
    await page.goto("/admin/jobs");
    await expect(job.locator(".chip").first()).toHaveText("done", { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(job).toContainText(/1 page read, \d+ gone/);
  await expect(page.getByText(/Docker Hub: 1 of \d+ pages read/)).toBeVisible();

  // The stored page was made anew, with the figure, its date and its source.
  await reader.goto("/tools/nginx");
  await expect(reader.locator(".figs.usage")).toContainText("Docker pulls");
  await expect(reader.locator(".figs.usage dd")).toContainText("12.3B");
  await expect(reader.getByRole("link", { name: "Docker Hub: pulls of library/nginx" }).first()).toHaveAttribute(
    "href",
    "https://hub.docker.com/_/nginx",
  );
  await reader.goto("/stackups/caddy-vs-nginx");
  await expect(reader.getByRole("row", { name: /^Docker pulls/ })).toContainText("12.3B");
});

test("an editor corrects under which key a tool is read", async ({ signedIn, siteDatabase }) => {
  const { page } = await signedIn({ role: "editor" });
  await siteDatabase.query(
    `UPDATE sync_targets SET last_error = 'PyPI has no such package', failures = 1
     WHERE source = 'pypi' AND tool_id = (SELECT id FROM tools WHERE slug = 'flask')`,
  );
  await page.goto("/admin/jobs");
  const row = page.getByRole("listitem").filter({ hasText: "PyPI: flask" });
  await row.getByLabel(/Key of Flask at PyPI/).fill("Flask");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "PyPI: flask" })).toHaveCount(0);
  const { rows } = await siteDatabase.query(
    "SELECT key, t.edited_at IS NOT NULL AS edited FROM sync_targets t JOIN tools ON tools.id = t.tool_id WHERE slug = 'flask' AND source = 'pypi'",
  );
  expect(rows).toEqual([{ key: "Flask", edited: true }]);
});

test.describe("for nobody but editors", () => {
  test.use({ expectsRefusals: [401, 403] });

  test("jobs are neither seen nor run", async ({ signedIn, page: visitor, baseURL }) => {
    const { page } = await signedIn();
    for (const who of [visitor, page]) {
      await who.goto("/admin/jobs");
      await expect(who.getByRole("button", { name: "Run now" })).toHaveCount(0);
      const form = { job: "recount" };
      const headers = { Origin: baseURL ?? "", Accept: "application/json" };
      const answers = [
        await who.request.post("/admin/jobs/run", { form, headers }),
        await who.request.post("/admin/jobs/key", { form: { tool: "flask", source: "pypi", key: "other" }, headers }),
      ];
      for (const answer of answers) expect([401, 403]).toContain(answer.status());
    }
  });
});
