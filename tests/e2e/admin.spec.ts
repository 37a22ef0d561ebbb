import type pg from "pg";
import { z } from "zod";
import { overflows, violations } from "./page-faults";
import { expect, test } from "./test";

// What editors and admins do: filter the table, rename, merge and undo, moderate by keyboard; and what everybody else gets there.

const PAGES = ["/admin", "/admin/tools", "/admin/moderation", "/admin/freshness", "/admin/members", "/admin/audit"];

async function addStatements(database: pg.Pool, count: number, marker: string): Promise<void> {
  await database.query(
    `INSERT INTO statements (tool_id, kind, text, text_key, status, position, created_at)
      SELECT t.id, 'con', $1 || ' ' || n, lower($1 || ' ' || n), 'waiting', 80 + n, now() - make_interval(days => 900 - n)
      FROM tools t, generate_series(1, $2::int) n WHERE t.slug = 'emacs'`,
    [marker, count],
  );
}

async function statusOf(database: pg.Pool, marker: string): Promise<string[]> {
  const { rows } = await database.query(
    "SELECT status::text FROM statements WHERE text LIKE $1 || ' %' ORDER BY position",
    [marker],
  );
  return z
    .array(z.object({ status: z.string() }))
    .parse(rows)
    .map((row) => row.status);
}

test.describe("who may not look", () => {
  test.use({ expectsRefusals: [401, 403] });

  test("gets 401 or 403 and nothing of the page", async ({ page, signedIn }) => {
    const [{ page: member }, { page: banned }, { page: editor }] = [
      await signedIn(),
      await signedIn({ role: "editor", banned: true }),
      await signedIn({ role: "editor" }),
    ];
    for (const path of PAGES) {
      expect((await page.goto(path))?.status(), path).toBe(401);
      await expect(page.getByLabel("Password")).toBeVisible();
      for (const other of [member, banned]) {
        expect((await other.goto(path))?.status(), path).toBe(403);
        await expect(other.getByText("This page is for editors.")).toBeVisible();
        await expect(other.getByRole("navigation", { name: "Admin" })).toHaveCount(0);
      }
    }
    for (const path of ["/admin/members", "/admin/audit"]) {
      expect((await editor.goto(path))?.status(), path).toBe(403);
      await expect(editor.getByText("This page is for admins.")).toBeVisible();
    }
    expect((await editor.goto("/admin"))?.status()).toBe(200);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("two tools become one and two again", async ({ signedIn }) => {
    const { page } = await signedIn({ role: "editor" });
    await page.goto("/tools/koa");
    await page.goto("/admin/tools/express/merge");
    await page.getByLabel("Slug of the tool that becomes one with it").fill("koa");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("main")).toContainText("Koa becomes one with Express");
    await page.getByLabel("Why are they the same?").fill("A test of merging");
    await page.getByRole("button", { name: /^Make one of/ }).click();
    await expect(page.getByRole("status")).toContainText("They are one now");
    await page.goto("/tools/koa");
    await expect(page).toHaveURL("/tools/express");
    await page.goto("/admin/tools/express/merge");
    await page.getByRole("button", { name: "Undo the merge of Koa" }).click();
    await expect(page.getByRole("status")).toContainText("everything that moved is back");
    await page.goto("/tools/koa");
    await expect(page).toHaveURL("/tools/koa");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Koa");
  });

  test("two statements become one and two again, with their votes as before", async ({ signedIn, siteDatabase }) => {
    const { page, member } = await signedIn({ role: "editor" });
    const marker = `Same ${member.handle.slice(-6)}`;
    await addStatements(siteDatabase, 2, marker);
    await siteDatabase.query("UPDATE statements SET status = 'published' WHERE text LIKE $1 || ' %'", [marker]);
    await siteDatabase.query(
      "INSERT INTO votes (statement_id, member_id) SELECT id, $2 FROM statements WHERE text LIKE $1 || ' %'",
      [marker, member.id],
    );
    await siteDatabase.query("UPDATE statements SET score = counted_score(id) WHERE text LIKE $1 || ' %'", [marker]);
    const read = async () => {
      const { rows } = await siteDatabase.query(
        "SELECT text, status::text, score FROM statements WHERE text LIKE $1 || ' %' ORDER BY text",
        [marker],
      );
      return rows;
    };
    const before = await read();
    await page.goto("/admin/tools/emacs/statements");
    await page.getByLabel("This one says the same").selectOption(`${marker} 2 (1 vote)`);
    await page.getByLabel("as this one, which stays").selectOption(`${marker} 1 (1 vote)`);
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("main")).toContainText(`${marker} 2 leaves the page and becomes one with ${marker} 1`);
    await page.getByLabel("Why are they the same?").fill("A test of merging");
    await page.getByRole("button", { name: "Make one of both" }).click();
    await expect(page.getByRole("status")).toContainText("They are one now");
    expect(await read()).toEqual([
      { text: `${marker} 1`, status: "published", score: 1 },
      // One member voted for both: that vote counts once and goes back with it.
      { text: `${marker} 2`, status: "merged", score: 1 },
    ]);
    const con = (nr: number) => page.getByRole("button", { name: new RegExp(`Upvote ${marker} ${nr},`) });
    await page.goto("/tools/emacs");
    await expect(con(1)).toBeVisible();
    await expect(con(2)).toHaveCount(0);
    await page.goto("/admin/tools/emacs/history");
    await page.getByRole("button", { name: `Undo the merge of ${marker} 2` }).click();
    await expect(page.getByRole("status")).toContainText("both stand on the page");
    expect(await read()).toEqual(before);
    await page.goto("/tools/emacs");
    await expect(con(1)).toBeVisible();
    await expect(con(2)).toBeVisible();
  });

  test("a tool that is renamed is found at every address that it had, and so are its stackups", async ({
    signedIn,
  }) => {
    const { page } = await signedIn({ role: "editor" });
    await page.goto("/admin/tools/rkt/address");
    await page.getByRole("textbox", { name: /^Slug/ }).fill("rkt-engine");
    await page.getByLabel("Why?").first().fill("A test of renaming");
    await page.getByRole("button", { name: "Rename rkt" }).click();
    await expect(page.getByRole("status")).toContainText("The tool has its new address");
    await page.goto("/stackups/apache-mesos-vs-rkt");
    await expect(page).toHaveURL("/stackups/apache-mesos-vs-rkt-engine");
    await expect(page.getByRole("region", { name: "What are the differences?" })).toBeVisible();
    await page.goto("/admin/tools/rkt-engine/address");
    await page.getByRole("textbox", { name: /^Slug/ }).fill("rkt");
    await page.getByLabel("Why?").first().fill("Back after the test");
    await page.getByRole("button", { name: "Rename rkt" }).click();
    await page.goto("/stackups/apache-mesos-vs-rkt-engine");
    await expect(page).toHaveURL("/stackups/apache-mesos-vs-rkt");
  });

  test("the table is filtered, ordered, kept as an address, and its picked tools leave the site and come back", async ({
    signedIn,
  }) => {
    const { page } = await signedIn({ role: "editor" });
    await page.goto("/admin/tools");
    await page.getByLabel("Name, slug or alias").fill("tslint");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/[?&]q=tslint/);
    await page.getByRole("link", { name: "Votes", exact: true }).click();
    await expect(page).toHaveURL("/admin/tools?q=tslint&sort=votes");
    await expect(page.getByRole("columnheader", { name: "Votes" })).toHaveAttribute("aria-sort", "descending");
    await expect(page.getByRole("row")).toHaveCount(2);
    const act = async (action: string) => {
      await page.getByLabel("Pick TSLint").check();
      await page.getByRole("combobox", { name: "With the picked tools" }).selectOption(action);
      await page.getByLabel("Why?").fill("A test of the table");
      await page.getByRole("button", { name: "Do it" }).click();
    };
    await act("remove");
    await expect(page.getByRole("status")).toHaveText("1 tool taken off the site.");
    await page.getByRole("combobox", { name: "On the site" }).selectOption("removed");
    await page.getByRole("button", { name: "Show" }).click();
    await act("bring-back");
    await expect(page.getByRole("status")).toHaveText("1 tool brought back to the site.");
    await page.goto("/tools/tslint");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/TSLint/);
  });
});

test("ten statements are moderated by keyboard", async ({ signedIn, siteDatabase }) => {
  const { page, member } = await signedIn({ role: "editor" });
  const marker = `Key ${member.handle.slice(-6)}`;
  await addStatements(siteDatabase, 10, marker);
  await page.goto("/admin/moderation");
  const entry = page.locator("#queue > li:not([hidden])").filter({ hasText: marker });
  await expect(entry).toHaveCount(10);
  await expect(page.getByText("Keys: j and k move")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.locator("#queue > li.current")).toHaveCount(1);
  // Other tests may have entries before these.
  for (let step = 0; step < 90 && !(await page.locator("#queue > li.current").textContent())?.includes(marker); step++)
    await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  for (const [nr, key] of ["a", "a", "d", "a", "d", "a", "a", "a", "d", "a"].entries()) {
    await page.keyboard.press(key);
    await expect(entry).toHaveCount(9 - nr);
  }
  await expect
    .poll(() => statusOf(siteDatabase, marker))
    .toEqual([..."aadadaaada"].map((key) => (key === "a" ? "published" : "refused")));
  await page.reload();
  await expect(page.getByText(marker)).toHaveCount(0);
  await page.goto("/tools/emacs");
  const vote = (nr: number) => page.getByRole("button", { name: new RegExp(`^Upvote ${marker} ${nr},`) });
  await expect(vote(1)).toBeVisible();
  await expect(vote(3)).toHaveCount(0);
});

test("an admin makes an editor, bans and forgives, and the log tells of it", async ({ signedIn }) => {
  const [{ page, member: admin }, { member }] = [await signedIn({ role: "admin" }), await signedIn()];
  await page.goto(`/admin/members?q=${member.handle}`);
  await page.getByLabel(`Role of ${member.handle}`).selectOption("editor");
  await page.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("status")).toHaveText("The role is changed.");
  await page.getByLabel(`Why ${member.handle} is banned`).fill("a test of bans");
  await page.getByRole("button", { name: `Ban of ${member.handle}` }).click();
  await expect(page.getByRole("status")).toContainText("closed for writing");
  await page.getByRole("button", { name: `Lift the ban of ${member.handle}` }).click();
  await expect(page.getByRole("status")).toContainText("The ban is lifted");
  await page.goto(`/admin/audit?actor=${admin.handle}`);
  await expect(page.getByRole("main").getByRole("listitem")).toHaveText([
    new RegExp(`^lifted ban: ${member.handle}`),
    new RegExp(`^ban: ${member.handle}.*reason: a test of bans`),
    new RegExp(`^role: ${member.handle}.*to: editor · from: member`),
  ]);
});

test("every page of the admin area reads well in light and dark, at a desk and on a phone", async ({
  signedIn,
  siteDatabase,
}) => {
  test.setTimeout(180_000);
  const { page, member } = await signedIn({ role: "admin" });
  await addStatements(siteDatabase, 2, `Look ${member.handle.slice(-6)}`);
  for (const path of [
    ...PAGES,
    "/admin/tools/express/address",
    "/admin/tools/express/merge?with=hono",
    "/admin/tools/emacs/statements",
  ]) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(path);
    expect.soft(await violations(page), `${path}, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect.soft(await violations(page, "colours"), `${path}, dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 360, height: 800 });
    expect.soft(await overflows(page), `${path}, 360 px`).toEqual([]);
  }
});
