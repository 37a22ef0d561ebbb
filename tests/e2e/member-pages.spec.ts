import type pg from "pg";
import { z } from "zod";
import type { Member } from "./members";
import { keyboardFaults, overflows, violations } from "./page-faults";
import { expect, type SignedIn, test } from "./test";

// The pages that only members see, with something on each of them.

const LONG = "Rollbacks are one click away, even for releases that several teams put together over a week of work";

type Story = { published: number; others: number };

/** Writes what the member follows, wrote and voted for, and what waits for an editor; answers the ids of two statements. */
async function write(database: pg.Pool, member: Member): Promise<Story> {
  const own = member.handle.slice(-6);
  const add = async (text: string, status: string, author: string | null) => {
    const { rows } = await database.query(
      `INSERT INTO statements (tool_id, kind, text, text_key, status, author_id, note, version, position)
        SELECT id, 'con', $1, lower($1), $2::statement_status, $3, 'With *words* and [a link](https://example.org/a).', 'v2', 90
        FROM tools WHERE slug = 'visual-studio-code' RETURNING id`,
      [text, status, author],
    );
    return z.tuple([z.object({ id: z.number() })]).parse(rows)[0].id;
  };
  const published = await add(`${LONG}, ${own}`, "published", member.id);
  await add(`Waits for an editor, ${own}`, "waiting", member.id);
  const others = await add(`Somebody else’s word, ${own}`, "published", null);
  await database.query("INSERT INTO votes (statement_id, member_id) VALUES ($1, $2)", [others, member.id]);
  await database.query("UPDATE statements SET score = counted_score(id) WHERE id = $1", [others]);
  await database.query("UPDATE members SET shows_votes = true, wants_digest = true WHERE id = $1", [member.id]);
  await database.query(
    `INSERT INTO follows (member_id, tool_id)
      SELECT $1, id FROM tools WHERE slug IN ('visual-studio-code', 'rkt', 'amazon-web-services')`,
    [member.id],
  );
  return { published, others };
}

const kinds: { name: string; role?: "editor"; path: (story: Story, member: Member) => string }[] = [
  { name: "settings", path: () => "/settings" },
  { name: "settings after a change", path: () => "/settings?done=handle" },
  { name: "following", path: () => "/following?followed=rkt" },
  { name: "a profile", path: (_, member) => `/members/${member.handle}` },
  { name: "one’s own statements", path: () => "/statements" },
  { name: "statements that wait, for an editor", role: "editor", path: () => "/admin/moderation" },
  { name: "a new statement", path: () => "/tools/visual-studio-code/statements/new?kind=con" },
  {
    name: "a new statement that is not right and near to another",
    path: () =>
      `/tools/visual-studio-code/statements/new?${new URLSearchParams({ checked: "1", kind: "con", text: LONG, source: "no address" })}`,
  },
  { name: "an edit", path: (story) => `/statements/${story.published}/edit` },
  { name: "a report", path: (story) => `/statements/${story.others}/report` },
  { name: "a report of one’s own", path: (story) => `/statements/${story.published}/report` },
  { name: "the sign-in page, signed in", path: () => "/sign-in" },
  { name: "the page of a tool", path: () => "/tools/visual-studio-code" },
];

async function open(signedIn: () => Promise<SignedIn>, database: pg.Pool, path: (typeof kinds)[number]["path"]) {
  const { page, member } = await signedIn();
  const story = await write(database, member);
  await page.goto(path(story, member));
  await expect(page.getByRole("banner").getByRole("button", { name: /^Your account, / })).toBeVisible();
  return page;
}

for (const { name, role, path } of kinds) {
  test(`${name}: axe, both colour schemes, three widths, keyboard`, async ({ signedIn, siteDatabase }) => {
    const page = await open(() => signedIn({ role }), siteDatabase, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    expect.soft(await violations(page), "light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect.soft(await violations(page, "colours"), "dark").toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    for (const width of [1280, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await overflows(page), `${width} px`).toEqual([]);
    }
    expect.soft(await violations(page), "360 px").toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect.soft(await keyboardFaults(page), "keyboard").toEqual([]);
  });
}

test("the menu of the account opens, is walked and closes with the keyboard", async ({ signedIn }) => {
  const { page, member } = await signedIn();
  await page.goto("/tools/argo-cd");
  const account = page.getByRole("banner").getByRole("button", { name: `Your account, ${member.handle}` });
  await account.focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("navigation", { name: "Your account" });
  await expect(menu).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await expect(menu.getByRole("link", { name: "Profile" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(account).toBeFocused();
});

test("a vote is given with the keyboard, and the button keeps the focus", async ({ signedIn }) => {
  const { page } = await signedIn();
  await page.goto("/tools/algolia");
  await expect(page.getByRole("banner").getByRole("button", { name: /^Your account, / })).toBeVisible();
  const vote = page.getByRole("button", { name: /^Upvote Ready-made interface components, / });
  await vote.focus();
  await page.keyboard.press("Space");
  await expect(vote).toHaveAccessibleName("Upvote Ready-made interface components, 1 vote, voted");
  await expect(vote).toBeFocused();
});
