import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type PackedProgram, packProgram } from "@/tests/support/packed-program";
import { violations } from "./page-faults";
import { expect, test } from "./test";

// The command line as it is published, against the site over HTTP; and what other sites show of a stack.

test.describe("the command line", () => {
  let program: PackedProgram;
  let project: string;

  test.beforeAll(() => {
    program = packProgram();
    project = mkdtempSync(path.join(tmpdir(), "sidestack-project-"));
  });
  test.afterAll(() => {
    program.remove();
    rmSync(project, { recursive: true, force: true });
  });

  test("signs in by code, shares, sees what changed, compares; the stack stands on the pages of its tools", async ({
    signedIn,
    page: visitor,
    siteDatabase,
    baseURL,
  }) => {
    test.setTimeout(120_000);
    const { page, member } = await signedIn({ handle: "cli" });
    const name = `Shop of ${member.handle}`;
    const manifest = (dependencies: object) =>
      writeFileSync(path.join(project, "package.json"), JSON.stringify({ dependencies }, null, 2));
    manifest({ react: "^19.0.0" });
    writeFileSync(path.join(project, ".sidestack.yml"), `name: ${name}\nkind: project\nvisibility: public\n`);
    const server = ["--server", `${baseURL}`];
    const run = (args: string[]) => program.run([...args, ...server], { cwd: project });

    expect((await run(["share", "--yes"])).code).toBe(4);
    const login = run(["login"]);
    const waiting = async () => {
      const asked = "SELECT user_code FROM device_codes WHERE status = 'pending' ORDER BY expires_at DESC LIMIT 1";
      return String((await siteDatabase.query(asked)).rows[0]?.user_code ?? "");
    };
    await expect.poll(waiting, { timeout: 20_000 }).not.toBe("");
    const code = await waiting();
    await page.goto(`/device?user_code=${code}`);
    await expect(page.getByText(`${code.slice(0, 4)}-${code.slice(4)}`)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Let it in" }).click();
    await expect(page.getByRole("heading", { name: "Signed in" })).toBeVisible();
    expect((await login).code).toBe(0);
    await page.goto("/settings");
    await expect(page.getByText("Command line on").first()).toBeVisible();

    const shared = await run(["share", "--yes"]);
    expect([shared.code, shared.err]).toEqual([0, ""]);
    const slug = /slug: (\S+)/.exec(readFileSync(path.join(project, ".sidestack.yml"), "utf8"))?.[1] ?? "";
    await visitor.goto("/tools/react/stacks");
    await expect(visitor.getByRole("link", { name }).first()).toBeVisible();
    await visitor.goto(`/stacks/${slug}`);
    await expect(visitor.getByRole("heading", { level: 1, name })).toBeVisible();

    expect((await run(["diff", "--exit-code"])).code).toBe(0);
    manifest({ vue: "^3.5.0" });
    const changed = await run(["diff", "--exit-code"]);
    expect(changed.code).toBe(7);
    expect(changed.out).toMatch(/\+ Vue[\s\S]*- React/);
    expect((await run(["share", "--yes"])).code).toBe(0);
    await visitor.goto(`/stacks/${slug}/history`);
    await expect(visitor.getByText("React").first()).toBeVisible();

    const compared = await run(["compare", "vue", "react"]);
    expect(compared.code).toBe(0);
    expect(compared.out).toContain("React vs Vue");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a token is made, shown once, used and revoked", async ({ signedIn, request }) => {
    const { page } = await signedIn();
    await page.goto("/settings");
    await page.locator("form", { hasText: "Make a token" }).getByLabel("Name").fill("Nightly job");
    await page.getByRole("button", { name: "Make a token" }).click();
    const token = (await page.locator("pre").textContent()) ?? "";
    expect(token).toMatch(/^sst_/);
    expect(page.url()).not.toContain(token);
    const headers = { Authorization: `Bearer ${token}` };
    expect((await request.get("/api/v1/me/stacks", { headers })).status()).toBe(200);
    await page.getByRole("link", { name: "Back to the settings" }).click();
    await expect(page.getByText(token)).toHaveCount(0);
    await page.getByRole("button", { name: "Revoke Nightly job" }).click();
    await expect(page.getByText("The token is revoked")).toBeVisible();
    expect((await request.get("/api/v1/me/stacks", { headers })).status()).toBe(401);
  });

  test("a code that nobody waits with is said to be none, and can be typed again", async ({ signedIn }) => {
    const { page } = await signedIn();
    await page.goto("/device");
    await page.getByLabel("Code").fill("AAAA-AAAA");
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("alert")).toContainText("No program waits with this code");
  });
});

test("an unlisted stack is under its address alone; its badge and its card too", async ({
  signedIn,
  page,
  request,
}) => {
  const { page: own } = await signedIn();
  await own.goto("/settings");
  await own.locator("form", { hasText: "Make a token" }).getByLabel("Name").fill("Test");
  await own.getByRole("button", { name: "Make a token" }).click();
  const headers = { Authorization: `Bearer ${await own.locator("pre").textContent()}` };
  expect(await violations(own)).toEqual([]);
  await own.goto("/device?user_code=AAAAAAAA");
  expect(await violations(own)).toEqual([]);
  const name = `Hidden ${Date.now()}`;
  const tools = [{ tool: "rkt", name: "rkt" }];
  const data = { name, kind: "project", visibility: "unlisted", tools };
  const shared = await request.post("/api/v1/stacks", { headers, data });
  expect(shared.status()).toBe(201);
  const { slug } = await shared.json();

  for (const address of ["/stacks", "/sitemap.xml", "/api/v1/stacks", "/tools/rkt/stacks", `/search?q=${name}`])
    expect(await (await request.get(address)).text(), address).not.toContain(slug);
  expect((await request.get(`/api/v1/stacks/${slug}`)).status()).toBe(200);

  const badge = await request.get(`/stacks/${slug}/badge.svg`);
  expect(badge.headers()["content-type"]).toBe("image/svg+xml");
  expect(await badge.text()).toContain(`${name}: 1 tool`);
  const card = await request.get(`/stacks/${slug}/card`);
  expect(card.headers()["content-security-policy"]).toContain("frame-ancestors *");
  expect(card.headers()["set-cookie"]).toBeUndefined();
  expect((await request.get(`/stacks/${slug}`)).headers()["content-security-policy"]).toContain(
    "frame-ancestors 'none'",
  );
  await page.goto(`/stacks/${slug}/card`);
  await expect(page.getByRole("link", { name: "rkt" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.goto(`/stacks/${slug}`);
  await page.getByText("Show this stack elsewhere").click();
  await expect(page.getByText(`/stacks/${slug}/badge.svg`).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("the documentation leads from page to page, and its API page to every call of the document", async ({
  page,
  request,
}) => {
  await page.goto("/docs");
  const links = page.getByRole("navigation", { name: "Documentation" }).getByRole("link");
  for (const href of await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))) {
    await page.goto(href);
    await expect(links.locator("visible=true").and(page.locator("[aria-current=page]"))).toHaveAttribute("href", href);
  }
  const document = await (await request.get("/api/v1/openapi.json")).json();
  await page.goto("/docs/api");
  for (const address of Object.keys(document.paths))
    await expect(page.locator(".operation > p > code", { hasText: address }).first()).toBeVisible();
  await page.goto("/stackups/react-vs-vue");
  await page.getByRole("link", { name: "View docs" }).click();
  await expect(page).toHaveURL(/\/docs\/share$/);
});
