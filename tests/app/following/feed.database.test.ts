import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/following/feed/[token]/[file]/route";
import { listFollowedFeed } from "@/lib/feed/queries";
import { feedTokenUntil } from "@/lib/feed/rules";
import { shareStack } from "@/lib/stacks/mutations";
import { signToken } from "@/lib/token";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

let member = "";

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "react", name: "React" }, { slug: "vue", name: "Vue" });
  member = await createMember();
  const other = await createMember();
  for (const name of ["React", "Vue"])
    await shareStack(database, {
      memberId: other,
      slug: null,
      content: { name: `With ${name}`, kind: "project", visibility: "public", tools: [{ name }] },
    });
  const { id: toolId } = await database.tool.findUniqueOrThrow({ where: { slug: "vue" } });
  await database.follow.create({ data: { memberId: member, toolId } });
});

const token = (until = feedTokenUntil(new Date()), id = member) => signToken(id, "feed", until);

function read(sent: string, file = "atom.xml"): Promise<Response> {
  const params = Promise.resolve({ token: sent, file });
  return GET(new Request("http://localhost/"), { params });
}

test("the feed of a member has what is of the tools that they follow, and no more", async () => {
  const page = await listFollowedFeed(member, "start");
  expect(page?.entries.map(({ title }) => title)).toEqual(["New stack: With Vue"]);
  const nobody = await listFollowedFeed(await createMember(), "start");
  expect(nobody).toEqual({ entries: [], next: null });
});

test.each([
  ["atom.xml", "application/atom+xml; charset=utf-8"],
  ["feed.json", "application/feed+json; charset=utf-8"],
])("%s is read by its address alone", async (file, type) => {
  const answer = await read(token(), file);
  expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, type]);
  expect(answer.headers.get("Cache-Control")).toContain("no-store");
  const text = await answer.text();
  expect(text).toContain("With Vue");
  expect(text).not.toContain("With React");
});

test("no other address is a feed", async () => {
  const past = new Date(Date.now() - 1000);
  const wrong = [
    token(past),
    `${token()}x`,
    "x",
    signToken(member, "digest", feedTokenUntil(new Date())),
    token(undefined, "no-such"),
  ];
  for (const sent of wrong) expect((await read(sent)).status).toBe(404);
  expect((await read(token(), "feed.rss")).status).toBe(404);
  await database.member.update({ where: { id: member }, data: { bannedAt: new Date() } });
  expect((await read(token())).status).toBe(404);
});

test("the address stays the same for a year, and is good for a year at least", () => {
  expect(feedTokenUntil(new Date("2026-01-01T00:00:00Z"))).toEqual(feedTokenUntil(new Date("2026-12-31T23:59:59Z")));
  expect(feedTokenUntil(new Date("2026-12-31T23:59:59Z")).toISOString()).toBe("2028-01-01T00:00:00.000Z");
});
