import { beforeEach, describe, expect, test } from "vitest";
import { changeDecision, deleteDecision, recordDecision } from "@/lib/decisions/mutations";
import {
  getDecision,
  getOwnDecision,
  listDecisionSlugs,
  listDecisionsOfMember,
  listDecisionsOfStack,
  listDecisionsOfStackup,
} from "@/lib/decisions/queries";
import { DomainError } from "@/lib/errors";
import { deleteMember } from "@/lib/members/mutations";
import { getMemberExport } from "@/lib/members/queries";
import { setVisibility, shareStack } from "@/lib/stacks/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

let member = "";
let other = "";

beforeEach(async () => {
  await emptyDatabase();
  await createTools(
    { slug: "redis", name: "Redis", aliases: ["redis-db"] },
    { slug: "memcached" },
    { slug: "varnish" },
  );
  [member, other] = [await createMember(), await createMember()];
});

const content = (more: object = {}) => ({
  title: "Which cache",
  context: "Sessions",
  options: [
    { tool: "memcached", note: "" },
    { tool: "redis", note: "Keeps data" },
  ],
  chosen: "redis",
  reasons: "It keeps them",
  decidedOn: "2026-03-01",
  revisitOn: "2027-03-01",
  visibility: "public",
  stack: null,
  ...more,
});
const record = (more: object = {}, memberId = member) => recordDecision(database, { memberId, content: content(more) });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof DomainError ? error.code : error),
  );
const share = (visibility: "public" | "unlisted") =>
  shareStack(database, {
    memberId: member,
    slug: null,
    content: { name: "My app", kind: "project", visibility, tools: [{ name: "Redis" }] },
  });

describe("recordDecision", () => {
  test("writes what is read on its page and in the lists of its stackup, its stack and its author", async () => {
    await share("public");
    const touch = await record({ stack: "my-app" });
    expect(touch).toEqual({ slug: "which-cache", stackups: ["memcached-vs-redis"], stacks: ["my-app"] });
    const { handle } = await database.member.findUniqueOrThrow({ where: { id: member } });
    expect(await getDecision("which-cache")).toEqual({
      ...{ slug: "which-cache", title: "Which cache", context: "Sessions", reasons: "It keeps them" },
      options: [
        { slug: "memcached", name: "Memcached", note: "", isChosen: false, isShown: true },
        { slug: "redis", name: "Redis", note: "Keeps data", isChosen: true, isShown: true },
      ],
      ...{ decidedOn: "2026-03-01", revisitOn: "2027-03-01", visibility: "public", author: handle },
      ...{ stackup: "memcached-vs-redis", stack: { slug: "my-app", name: "My app" } },
    });
    const card = {
      slug: "which-cache",
      title: "Which cache",
      chosen: "Redis",
      decidedOn: "2026-03-01",
      author: handle,
    };
    const list = { total: 1, decisions: [card] };
    expect(await listDecisionsOfStackup("memcached-vs-redis")).toEqual(list);
    expect(await listDecisionsOfStack("my-app")).toEqual(list);
    expect(await listDecisionsOfMember(handle)).toEqual(list);
  });

  test("knows a tool by its alias, and gives the same title another address", async () => {
    const options = [
      { tool: "varnish", note: "" },
      { tool: "redis-db", note: "" },
    ];
    await record({ options, chosen: "redis-db" });
    const { handle } = await database.member.findUniqueOrThrow({ where: { id: other } });
    expect(await record({}, other)).toMatchObject({ slug: `which-cache-${handle}` });
    expect(await getDecision("which-cache")).toMatchObject({ stackup: "redis-vs-varnish" });
  });

  test.each<[string, object]>([
    ["invalid", { chosen: "varnish" }],
    ["invalid", { title: "" }],
    ["invalid", { revisitOn: "2026-03-01" }],
    ["invalid", { options: [{ tool: "redis", note: "" }] }],
    ["invalid", { author: "somebody" }],
    [
      "missing",
      {
        options: [
          { tool: "redis", note: "" },
          { tool: "no-such", note: "" },
        ],
      },
    ],
    [
      "conflict",
      {
        options: [
          { tool: "redis", note: "" },
          { tool: "redis-db", note: "" },
        ],
      },
    ],
    ["missing", { stack: "no-such" }],
  ])("refuses as %s what has %j, and writes nothing", async (code, more) => {
    expect(await codeOf(record(more))).toBe(code);
    expect(await database.decision.count()).toBe(0);
  });

  test("does not belong to another's stack, and nobody who is gone records one", async () => {
    await share("public");
    expect(await codeOf(record({ stack: "my-app" }, other))).toBe("missing");
    expect(await codeOf(record({}, "nobody"))).toBe("not-signed-in");
  });

  test("a tool that was taken off the site is no option", async () => {
    await database.tool.update({ where: { slug: "redis" }, data: { removedAt: new Date() } });
    expect(await codeOf(record())).toBe("missing");
  });
});

describe("a decision is its author's", () => {
  test("who changes it keeps its address; its options are those that are sent", async () => {
    await record();
    const options = ["redis", "memcached", "varnish"].map((tool) => ({ tool, note: "" }));
    const sent = content({ title: "Another title", options, chosen: "varnish", revisitOn: null });
    expect(await changeDecision(database, { memberId: member, slug: "which-cache", content: sent })).toEqual({
      slug: "which-cache",
      stackups: ["memcached-vs-redis", "memcached-vs-redis-vs-varnish"],
      stacks: [],
    });
    const page = await getDecision("which-cache");
    expect(page).toMatchObject({ title: "Another title", revisitOn: null, stackup: "memcached-vs-redis-vs-varnish" });
    expect(page?.options.filter(({ isChosen }) => isChosen).map(({ slug }) => slug)).toEqual(["varnish"]);
  });

  test.each([
    ["public", "forbidden"],
    ["unlisted", "missing"],
  ])("another can neither change nor delete one that is %s: %s", async (visibility, code) => {
    await record({ visibility });
    const asked = { memberId: other, slug: "which-cache" };
    expect(await codeOf(changeDecision(database, { ...asked, content: content() }))).toBe(code);
    expect(await codeOf(deleteDecision(database, asked))).toBe(code);
    expect(await getOwnDecision(other, "which-cache")).toBeNull();
    expect(await database.decision.count()).toBe(1);
  });

  test("a fault leaves it as it was, and what is deleted is gone", async () => {
    await record();
    const asked = { memberId: member, slug: "which-cache" };
    expect(await codeOf(changeDecision(database, { ...asked, content: content({ chosen: "x" }) }))).toBe("invalid");
    expect(await getDecision("which-cache")).toMatchObject({ title: "Which cache" });
    await deleteDecision(database, asked);
    expect([await database.decision.count(), await database.decisionOption.count()]).toEqual([0, 0]);
    expect(await codeOf(deleteDecision(database, asked))).toBe("missing");
  });

  test("goes with the account, and stands in its data", async () => {
    await record();
    const held = await getMemberExport(member);
    expect(held?.decisions).toMatchObject([
      { slug: "which-cache", options: [{ isChosen: false }, { note: "Keeps data" }] },
    ]);
    const gone = await deleteMember(database, { memberId: member, keepsStatements: true });
    expect(gone.decisions).toEqual([{ slug: "which-cache", stackup: "memcached-vs-redis" }]);
    expect(await getDecision("which-cache")).toBeNull();
  });
});

describe("what is unlisted", () => {
  test("has its page, and stands in no list", async () => {
    await share("public");
    await record({ visibility: "unlisted", stack: "my-app" });
    const { handle } = await database.member.findUniqueOrThrow({ where: { id: member } });
    const none = { total: 0, decisions: [] };
    expect(await getDecision("which-cache")).toMatchObject({ visibility: "unlisted" });
    expect(await listDecisionsOfStackup("memcached-vs-redis")).toEqual(none);
    expect(await listDecisionsOfStack("my-app")).toEqual(none);
    expect(await listDecisionsOfMember(handle)).toEqual(none);
    expect(await listDecisionSlugs()).toEqual([]);
  });

  test("a stack that is or becomes unlisted is not named by a public decision, but by its form", async () => {
    await share("public");
    await record({ stack: "my-app" });
    await setVisibility(database, { memberId: member, slug: "my-app", visibility: "unlisted" });
    expect((await getDecision("which-cache"))?.stack).toBeNull();
    expect((await getOwnDecision(member, "which-cache"))?.stack).toMatchObject({ slug: "my-app" });
  });
});
