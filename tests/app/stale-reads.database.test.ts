import { beforeEach, expect, test } from "vitest";
import { POST as changeHandle } from "@/app/account/settings/handle/route";
import { POST as changeName } from "@/app/account/settings/profile/route";
import { POST as ban } from "@/app/api/admin/members/ban/route";
import { POST as mergeStatements } from "@/app/api/admin/merges/statements/route";
import { POST as undoStatements } from "@/app/api/admin/merges/statements/undo/route";
import { POST as mergeTools } from "@/app/api/admin/merges/tools/route";
import { POST as undoTools } from "@/app/api/admin/merges/tools/undo/route";
import { POST as moderate } from "@/app/api/admin/moderation/route";
import { POST as bulk } from "@/app/api/admin/tools/bulk/route";
import { POST as renameTool } from "@/app/api/admin/tools/rename/route";
import { POST as changeCategory } from "@/app/api/categories/route";
import { POST as deleteDecision } from "@/app/api/decisions/delete/route";
import { POST as follow } from "@/app/api/follows/route";
import { POST as deleteStack } from "@/app/api/stacks/delete/route";
import { POST as mapPending } from "@/app/api/stacks/pending/route";
import { POST as setVisibility } from "@/app/api/stacks/visibility/route";
import { POST as removeStackup } from "@/app/api/stackups/remove/route";
import { POST as editStatement } from "@/app/api/statements/edit/route";
import { POST as voteInstead } from "@/app/api/statements/instead/route";
import { POST as restoreStatement } from "@/app/api/statements/restore/route";
import { POST as addStatement } from "@/app/api/statements/route";
import { POST as withdrawStatement } from "@/app/api/statements/withdraw/route";
import { POST as decideSuggestion } from "@/app/api/suggestions/decide/route";
import { POST as restoreTool } from "@/app/api/tools/restore/route";
import { POST as saveTool } from "@/app/api/tools/save/route";
import { POST as vote } from "@/app/api/votes/route";
import { findCategoryPath, listCategories } from "@/lib/categories/queries";
import { recordDecision } from "@/lib/decisions/mutations";
import {
  getDecision,
  listDecisionSlugs,
  listDecisionsOfMember,
  listDecisionsOfStack,
  listDecisionsOfStackup,
} from "@/lib/decisions/queries";
import { listFeed } from "@/lib/feed/queries";
import { getLogoSprite } from "@/lib/logos/queries";
import { findHandle, getMember } from "@/lib/members/queries";
import { listStackupHistory, listToolHistory } from "@/lib/revisions/queries";
import { getStoredStack } from "@/lib/stacks/documents/queries";
import { shareStack } from "@/lib/stacks/mutations";
import { getPackageMapping } from "@/lib/stacks/packages/queries";
import { getStack, listStackHistory, listStackSlugs, listStacks, listStacksOfMember } from "@/lib/stacks/queries";
import { getJointUsage, getToolUsage } from "@/lib/stacks/usage/queries";
import {
  getStackup,
  getWrittenStackup,
  listPopularStackups,
  listRelatedStackups,
  listStackupSlugs,
  listStackups,
  listStackupsOfTool,
} from "@/lib/stackups/queries";
import { recordStatementRevision } from "@/lib/statements/documents/mutations";
import { recountVotes } from "@/lib/statements/mutations";
import { listStatements } from "@/lib/statements/queries";
import { suggestEdit } from "@/lib/suggestions/mutations";
import { listAlternatives, listExcludedAlternatives } from "@/lib/tools/alternatives/queries";
import { getStandingTool } from "@/lib/tools/documents/queries";
import { toTyped } from "@/lib/tools/documents/rules";
import { findSlug, getTool, listRecentlyChecked, listToolSlugs, listTools } from "@/lib/tools/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createChoice, createIntegration, createStackup, createStatement, createTools } from "@/tests/support/fixtures";
import { toFields } from "@/tests/support/form-fields";
import { createMember, post, signIn } from "@/tests/support/members";
import { takeCleared, takeTags } from "@/tests/support/next-cache";

// What a page printed is stored under the tags of its reads. After each kind of write, every read whose answer is another now must
// have had one of the tags that the route cleared; otherwise its page goes on telling what was.

const TOOLS = ["mesos", "nomad", "rkt", "podman"];
const PAIRS = ["mesos-vs-nomad", "mesos-vs-rkt", "nomad-vs-rkt"];

/** Slugs that writes give or take are read as well: what is not there is stored too. */
function listReads(handles: string[]): Record<string, () => Promise<unknown>> {
  const slugs = [...TOOLS, "apache-mesos", "mesosphere"];
  const each = (name: string, keys: string[], read: (key: string) => Promise<unknown>) =>
    Object.fromEntries(keys.map((key) => [`${name} ${key}`, () => read(key)]));
  return {
    ...each("getTool", slugs, getTool),
    ...each("findSlug", slugs, findSlug),
    ...each("listStatements", slugs, listStatements),
    ...each("listAlternatives", ["mesos", "mesos,nomad", "rkt"], (key) => listAlternatives(key, 10)),
    ...each("listExcludedAlternatives", slugs, listExcludedAlternatives),
    ...each("getLogoSprite", ["mesos~nomad"], getLogoSprite),
    ...each("listToolHistory", slugs, (key) => listToolHistory(key, 0)),
    ...each("getToolUsage", slugs, getToolUsage),
    ...each("getJointUsage", ["mesos,nomad", "mesos,rkt"], getJointUsage),
    ...each("getWrittenStackup", PAIRS, getWrittenStackup),
    ...each("getStackup", PAIRS, getStackup),
    ...each("listStackupHistory", PAIRS, listStackupHistory),
    ...each("listStackupsOfTool", slugs, (key) => listStackupsOfTool(key, 10)),
    ...each("listRelatedStackups", ["mesos,nomad"], (key) => listRelatedStackups(key, 10)),
    ...each("listDecisionsOfStackup", PAIRS, listDecisionsOfStackup),
    ...each("listDecisionsOfMember", handles, listDecisionsOfMember),
    ...each("getMember", handles, getMember),
    ...each("findHandle", handles, findHandle),
    ...each("listStacksOfMember", handles, listStacksOfMember),
    ...each("listTools", ["", "data/stores/caches", "web/servers/proxies"], (key) => listTools(key, "name", "start")),
    ...each("findCategoryPath", ["data/stores/caches", "data/kept/caches"], findCategoryPath),
    ...each("listFeed", ["", "data/stores"], (key) => listFeed(key, "start")),
    ...each("listStacks", ["", "tool=mesos", "tool=nomad", "category=stores"], (key) => listStacks(key, "")),
    ...each("stack", ["ours"], async (key) => [
      await getStack(key),
      await listStackHistory(key),
      await getStoredStack(key),
    ]),
    ...each("decisions of stack", ["ours"], listDecisionsOfStack),
    ...each("getDecision", ["which-one"], getDecision),
    listDecisionSlugs,
    listStackSlugs,
    listCategories,
    listStackups,
    listStackupSlugs,
    listPopularStackups: () => listPopularStackups(10),
    listRecentlyChecked: () => listRecentlyChecked(10),
    listToolSlugs,
    getPackageMapping,
  };
}

type World = { ann: string; annHandle: string; fast: number; quick: number; waiting: number; pending: number };
let world: World;
let cookies: Record<"ann" | "eve" | "ada", string>;

beforeEach(async () => {
  await emptyDatabase();
  const place = "data/stores/caches";
  await createTools(
    { slug: "mesos", name: "Mesos", aliases: ["apache-mesos"], place },
    { slug: "nomad", name: "Nomad", place },
    { slug: "rkt", name: "Rocket", place: "web/servers/proxies" },
    { slug: "podman", name: "Podman", place: "web/servers/proxies" },
  );
  await createIntegration("mesos", "rkt");
  await createChoice("nomad", "mesos", "excluded");
  for (const tools of [
    ["mesos", "nomad"],
    ["mesos", "rkt"],
  ])
    await createStackup({ tools });
  const [ann, eve, ada] = [await createMember(), await createMember(), await createMember()];
  await database.member.update({ where: { id: eve }, data: { role: "editor" } });
  await database.member.update({ where: { id: ada }, data: { role: "admin" } });
  const { handle: annHandle } = await database.member.update({ where: { id: ann }, data: { showsVotes: true } });
  const [fast, quick] = [
    await createStatement({ tool: "mesos", text: "Fast", votes: 2 }),
    await createStatement({ tool: "mesos", text: "Quick", votes: 1 }),
  ];
  const waiting = await createStatement({ tool: "nomad", text: "Small" });
  await database.statement.updateMany({ where: { id: { in: [quick, waiting] } }, data: { authorId: ann } });
  const written = { statementId: quick, author: { id: ann, name: annHandle }, reason: "Written" };
  await database.$transaction((tx) => recordStatementRevision(tx, written));
  await database.statement.update({ where: { id: waiting }, data: { status: "waiting" } });
  await database.vote.create({ data: { statementId: fast, memberId: ann } });
  const tools = await database.tool.findMany({ orderBy: { id: "asc" }, select: { id: true, slug: true } });
  await recountVotes(
    database,
    tools.map(({ id }) => id),
  );
  await database.follow.createMany({ data: tools.slice(0, 2).map(({ id }) => ({ memberId: ann, toolId: id })) });
  const rows = [{ name: "Mesos" }, { name: "Rocket" }, { name: "Unheard of" }];
  const content = { name: "Ours", kind: "project", visibility: "public", tools: rows } as const;
  await shareStack(database, { memberId: ann, slug: null, content: { ...content, tools: rows } });
  await recordDecision(database, {
    memberId: ann,
    content: {
      ...{ title: "Which one", context: "Work to place", reasons: "It is small", chosen: "nomad" },
      options: ["mesos", "nomad"].map((tool) => ({ tool, note: "" })),
      ...{ decidedOn: "2026-03-01", revisitOn: null, visibility: "public", stack: "ours" },
    },
  });
  const { id: pending } = await database.pendingTool.findFirstOrThrow();
  world = { ann, annHandle, fast, quick, waiting, pending };
  cookies = { ann: await signIn(ann), eve: await signIn(eve), ada: await signIn(ada) };
});

type Route = (request: Request) => Promise<Response>;
let writes = 0;

async function send(route: Route, who: keyof typeof cookies, json: object): Promise<unknown> {
  writes += 1;
  const headers = { Cookie: cookies[who], "X-Client-Address": `203.0.113.${writes % 250}` };
  const answer = await route(post("/api", { json }, headers));
  const body: unknown = await answer.json();
  expect(answer.ok, JSON.stringify(body)).toBe(true);
  return body;
}

async function mesosForm(change: Record<string, string>): Promise<object> {
  const now = await getStandingTool("mesos");
  if (!now) throw new Error("no tool");
  const fields = toFields(toTyped(now.document));
  return { ...fields, tool: "mesos", base: String(now.revision), reason: "It is so", ...change };
}

const newestMerge = async () => {
  const [row] = await database.$queryRaw<{ id: number }[]>`
    SELECT id FROM revisions WHERE effects ? 'merged' ORDER BY id DESC LIMIT 1`;
  return row?.id ?? 0;
};
const revisionOf = async (slug: string) => (await database.stackup.findUniqueOrThrow({ where: { slug } })).revision;
const reason = "for a test of it";
const picked = { "pick-mesos": "on", reason };

/** Writes one after the other, each as its own check. */
const stories: Record<string, (() => Promise<unknown>)[]> = {
  "a tool gets another name and other relations": [
    async () => send(saveTool, "eve", await mesosForm({ name: "Apache Mesos", "integrations.0.slug": "nomad" })),
    () => send(restoreTool, "eve", { tool: "mesos", number: 1, base: 2 }),
  ],
  "a tool moves": [async () => send(saveTool, "eve", await mesosForm({ function: "web/servers/proxies" }))],
  "a tool is renamed and renamed back": [
    () => send(renameTool, "eve", { tool: "mesos", to: "mesosphere", reason }),
    () => send(renameTool, "eve", { tool: "mesosphere", to: "mesos", reason }),
  ],
  "a tool leaves the site and comes back": [
    () => send(bulk, "eve", { ...picked, action: "remove" }),
    () => send(bulk, "eve", { ...picked, action: "bring-back" }),
  ],
  "tools move in bulk": [() => send(bulk, "eve", { ...picked, action: "move", to: "web/servers/proxies" })],
  "two tools become one and two again": [
    () => send(mergeTools, "eve", { winner: "nomad", loser: "mesos", reason }),
    async () => send(undoTools, "eve", { revision: await newestMerge() }),
  ],
  "two statements become one and two again": [
    () => send(mergeStatements, "eve", { winner: world.fast, loser: world.quick, reason }),
    async () => send(undoStatements, "eve", { revision: await newestMerge() }),
  ],
  "the tree changes": [
    () => send(changeCategory, "eve", { do: "rename", path: "data/stores", name: "Kept", slug: "kept", reason }),
    () => send(changeCategory, "eve", { do: "move", path: "data/kept", to: "web", reason }),
    () => send(changeCategory, "eve", { do: "merge", path: "web/kept/caches", to: "web/servers/proxies", reason }),
    () => send(changeCategory, "eve", { do: "add", parent: "web/kept", name: "New", slug: "new", reason }),
  ],
  "a stackup leaves and comes back": [
    async () => {
      const base = await revisionOf("mesos-vs-nomad");
      return send(removeStackup, "eve", { pair: "mesos-vs-nomad", base, reason, do: "remove" });
    },
    async () => {
      const base = await revisionOf("mesos-vs-nomad");
      return send(removeStackup, "eve", { pair: "mesos-vs-nomad", base, reason, do: "bring-back" });
    },
  ],
  "a suggestion is approved": [
    async () => {
      const now = await getStandingTool("mesos");
      const content = { ...now?.document, tagline: "Another line" };
      const one = {
        memberId: world.ann,
        subject: "tool",
        key: "mesos",
        base: now?.revision ?? 0,
        content,
        reason,
      } as const;
      const id = await suggestEdit(database, one);
      return send(decideSuggestion, "eve", { suggestion: id, decision: "approve" });
    },
  ],
  "a statement is written, changed and withdrawn": [
    () => send(addStatement, "ann", { tool: "rkt", kind: "con", text: "Nobody keeps it" }),
    () =>
      send(editStatement, "ann", { statement: world.quick, text: "Quite quick", note: "", version: "", source: "" }),
    () => send(restoreStatement, "eve", { statement: world.quick, number: 1 }),
    () => send(withdrawStatement, "ann", { statement: world.quick }),
  ],
  "waiting statements are decided": [
    () => send(moderate, "eve", { entry: `waiting-${world.waiting}`, decision: "accept" }),
  ],
  "a vote comes and goes": [
    () => send(vote, "ann", { statement: world.fast, want: "withdraw" }),
    () => send(voteInstead, "ann", { statement: world.fast }),
  ],
  "a member follows": [() => send(follow, "ann", { tool: "podman", want: "follow" })],
  "a member is banned and forgiven": [
    () => send(ban, "ada", { member: world.annHandle, ban: "on", reason }),
    () => send(ban, "ada", { member: world.annHandle, ban: "off", reason: "" }),
  ],
  "a member has another name and handle": [
    () => send(changeName, "ann", { name: "Ann of old" }),
    () => send(changeHandle, "ann", { handle: "ann-anew" }),
  ],
  "a name of a stack is a tool": [
    () => send(mapPending, "eve", { pending: world.pending, decision: "map", tool: "podman" }),
  ],
  "a stack is hidden, shown and deleted": [
    () => send(setVisibility, "ann", { slug: "ours", visibility: "unlisted" }),
    () => send(setVisibility, "ann", { slug: "ours", visibility: "public" }),
    () => send(deleteStack, "ann", { slug: "ours" }),
  ],
  "a decision is deleted": [() => send(deleteDecision, "ann", { slug: "which-one" })],
};

/** Votes of a tool and what is ordered by them stand in lists until these are made anew: not each vote clears all lists. */
const withoutVotes = (answer: unknown) =>
  JSON.stringify(answer, (key, value) => (key === "votes" && typeof value === "number" ? undefined : value));

async function readAll(): Promise<Map<string, { answer: string; tags: string[] }>> {
  const found = new Map<string, { answer: string; tags: string[] }>();
  for (const [name, read] of Object.entries(listReads([world.annHandle, "ann-anew"]))) {
    takeTags();
    const answer = withoutVotes(await read()) ?? "";
    found.set(name, { answer, tags: takeTags() });
  }
  return found;
}

test.each(Object.keys(stories))("%s: whatever reads otherwise now was cleared", async (story) => {
  for (const write of stories[story] ?? []) {
    const before = await readAll();
    takeCleared();
    await write();
    const cleared = new Set(takeCleared());
    const after = await readAll();
    const changed = [...before].filter(([name, { answer }]) => after.get(name)?.answer !== answer);
    expect(changed.length, "reads that changed").toBeGreaterThan(0);
    const stale = changed.filter(([, { tags }]) => !tags.some((tag) => cleared.has(tag)));
    expect(stale.map(([name, { tags }]) => `${name}, tagged ${tags.join(" ")}`)).toEqual([]);
  }
});
