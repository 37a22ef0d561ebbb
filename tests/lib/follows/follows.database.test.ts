import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { POST } from "@/app/api/follows/route";
import { DomainError } from "@/lib/errors";
import { listEventsFor } from "@/lib/events/queries";
import { describeSum } from "@/lib/figures/rules";
import { setFollow } from "@/lib/follows/mutations";
import { listFollowedTools } from "@/lib/follows/queries";
import { getMember } from "@/lib/members/queries";
import { getTool } from "@/lib/tools/queries";
import { database } from "@/tests/support/database";
import { createMember, createMembers, createVotedTool, post, signIn } from "@/tests/support/members";

/** A tool as pages need it: in a function of a category of a layer. */
async function createPlacedTool(): Promise<{ id: number; slug: string }> {
  const tool = await createVotedTool();
  let place = { id: 0, path: "" };
  for (const level of ["layer", "category", "function"] as const) {
    const slug = `${level}-of-${tool.slug}`;
    const path = [place.path, slug].filter(Boolean).join("/");
    place = await database.category.create({
      data: { level, slug, name: level, path, position: tool.id, parentId: place.id || null },
      select: { id: true, path: true },
    });
  }
  await database.tool.update({ where: { id: tool.id }, data: { functionId: place.id } });
  return tool;
}

const countFollows = (toolId: number) => database.follow.count({ where: { toolId } });

describe("setFollow", () => {
  test("following twice is following once; so is unfollowing", async () => {
    const { id, slug } = await createVotedTool();
    const memberId = await createMember();
    const change = (follows: boolean) => setFollow(database, { memberId, toolSlug: slug, follows });
    expect(await change(true)).toBe(1);
    expect(await change(true)).toBe(1);
    expect(await countFollows(id)).toBe(1);
    expect(await change(false)).toBe(0);
    expect(await change(false)).toBe(0);
    expect(await countFollows(id)).toBe(0);
  });

  test("many members double-click at once: each follows once", async () => {
    const { id, slug } = await createVotedTool();
    const members = await createMembers(40);
    const clicks = [...members, ...members].map((memberId) =>
      setFollow(database, { memberId, toolSlug: slug, follows: true }),
    );
    await Promise.all(clicks);
    expect(await countFollows(id)).toBe(40);
    await Promise.all(
      members.flatMap((memberId) =>
        [false, false].map((follows) => setFollow(database, { memberId, toolSlug: slug, follows })),
      ),
    );
    expect(await countFollows(id)).toBe(0);
  });

  test("a tool that was taken off the site is not listed, neither are its news, and comes back with it", async () => {
    const [kept, gone] = [await createPlacedTool(), await createPlacedTool()];
    const memberId = await createMember();
    for (const { id, slug } of [kept, gone]) {
      await setFollow(database, { memberId, toolSlug: slug, follows: true });
      await database.toolEvent.create({ data: { toolId: id, kind: "figure", text: "Grew", path: `/tools/${slug}` } });
    }
    const { handle } = await database.member.findUniqueOrThrow({ where: { id: memberId } });
    const see = async () => {
      const listed = await listFollowedTools(memberId, null);
      const news = (await listEventsFor(memberId, null)).events.map(({ tool }) => tool.slug);
      const profile = await getMember(handle);
      const names = (tools: { slug: string }[] = []) => tools.map(({ slug }) => slug).sort();
      return [listed.total, names(listed.tools), news.sort(), profile?.followCount, names(profile?.follows)];
    };
    const setRemovedAt = (removedAt: Date | null) =>
      database.tool.update({ where: { id: gone.id }, data: { removedAt } });
    await setRemovedAt(new Date());
    expect(await see()).toEqual([1, [kept.slug], [kept.slug], 1, [kept.slug]]);
    await setRemovedAt(null);
    const both = [kept.slug, gone.slug].sort();
    expect(await see()).toEqual([2, both, both, 2, both]);
  });

  test("an unknown tool is refused", async () => {
    const memberId = await createMember();
    const attempt = setFollow(database, { memberId, toolSlug: "no-such-tool", follows: true });
    await expect(attempt).rejects.toThrow(DomainError);
  });
});

describe("the figure on pages", () => {
  test("adds confirmed members who are not banned to what was imported, in one SQL query", async () => {
    const { id, slug } = await createPlacedTool();
    const source = await database.source.findFirstOrThrow();
    await database.figure.create({
      data: { toolId: id, metric: "followers", role: "imported", value: 300, asOf: "2025", sourceId: source.id },
    });
    const members = [
      ...(await createMembers(2)),
      await createMember({ bannedAt: new Date() }),
      await createMember({ emailVerified: false }),
    ];
    for (const memberId of members) await setFollow(database, { memberId, toolSlug: slug, follows: true });

    await getTool(slug);
    const query = vi.spyOn(pg.Client.prototype, "query");
    const followers = (await getTool(slug))?.figures.followers;
    expect(query).toHaveBeenCalledOnce();
    query.mockRestore();
    expect(followers?.total).toBe(302);
    expect(followers && describeSum(followers)).toMatch(/^302 = 300 imported \(.+, 2025\) \+ 2 here$/);
  });

  test("without an import it counts what is here, and nothing is no figure", async () => {
    const { slug } = await createPlacedTool();
    expect((await getTool(slug))?.figures.followers.total).toBeNull();
    await setFollow(database, { memberId: await createMember(), toolSlug: slug, follows: true });
    expect((await getTool(slug))?.figures.followers).toEqual({ imported: null, here: 1, total: 1 });
  });
});

describe("lists", () => {
  let memberId: string;
  let slugs: string[];
  beforeAll(async () => {
    memberId = await createMember();
    slugs = [];
    for (let made = 0; made < 50; made++) slugs.push((await createVotedTool()).slug);
    for (const toolSlug of slugs) await setFollow(database, { memberId, toolSlug, follows: true });
  });

  test("pages of followed tools name each once, by name", async () => {
    const first = await listFollowedTools(memberId, null);
    const second = await listFollowedTools(memberId, first.next);
    expect(first.total).toBe(50);
    expect(second.next).toBeNull();
    const names = [...first.tools, ...second.tools].map((tool) => tool.name.toLowerCase());
    expect(names).toHaveLength(50);
    expect(names).toEqual([...names].sort());
  });
});

describe("POST /api/follows", () => {
  test("a script gets the number of followers; a form that follows leads to /following", async () => {
    const { id, slug } = await createVotedTool();
    const Cookie = await signIn(await createMember());
    const answer = await POST(post("/api/follows", { json: { tool: slug, want: "follow" } }, { Cookie }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ followers: 1, follows: true });

    const form = (want: string) => ({ body: new URLSearchParams({ tool: slug, want }) });
    const headers = { Cookie, Accept: "text/html", Referer: `http://localhost:3000/tools/${slug}` };
    const followed = await POST(post("/api/follows", form("follow"), headers));
    expect(followed.status).toBe(303);
    expect(followed.headers.get("location")).toBe(`/following?followed=${slug}`);
    const unfollowed = await POST(post("/api/follows", form("unfollow"), headers));
    expect(unfollowed.headers.get("location")).toBe(`/tools/${slug}`);
    expect(await countFollows(id)).toBe(0);
  });

  test.each([
    ["nobody signed in", {}, 401],
    ["a banned member", { bannedAt: new Date() }, 403],
    ["an address that is not confirmed", { emailVerified: false }, 403],
  ])("%s: refused, nothing written", async (_, member, status) => {
    const { id, slug } = await createVotedTool();
    const Cookie = status === 401 ? "" : await signIn(await createMember(member));
    const answer = await POST(post("/api/follows", { json: { tool: slug, want: "follow" } }, { Cookie }));
    expect(answer.status).toBe(status);
    expect(await countFollows(id)).toBe(0);
  });

  test("an unknown tool, another wish and a foreign page are refused", async () => {
    const { slug } = await createVotedTool();
    const Cookie = await signIn(await createMember());
    const send = async (body: object, headers = {}) =>
      (await POST(post("/api/follows", { json: body }, { Cookie, ...headers }))).status;
    expect(await send({ tool: "no-such-tool", want: "follow" })).toBe(404);
    expect(await send({ tool: slug, want: "own" })).toBe(400);
    expect(await send({ tool: slug, want: "follow" }, { Origin: "https://example.net" })).toBe(403);
  });
});
