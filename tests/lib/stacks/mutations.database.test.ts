import { beforeEach, describe, expect, it } from "vitest";
import { DomainError } from "@/lib/errors";
import { deleteStack, removeStack, setVisibility, shareStack } from "@/lib/stacks/mutations";
import type { SharedStack, SharedTool } from "@/lib/stacks/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

const DATA = "layer-a/data/databases";

let member = "";

beforeEach(async () => {
  await emptyDatabase();
  await createTools(
    { slug: "postgresql", name: "PostgreSQL", aliases: ["postgres"], place: DATA },
    { slug: "mysql", name: "MySQL", place: DATA },
    { slug: "c", name: "C", place: "layer-a/code/languages" },
    { slug: "ruby-on-rails", name: "Rails", place: "layer-a/code/frameworks" },
    { slug: "react", name: "React", place: "layer-a/code/frameworks" },
  );
  member = await createMember();
});

function stack(tools: (string | SharedTool)[], more: Partial<SharedStack> = {}): SharedStack {
  const rows = tools.map((tool) => (typeof tool === "string" ? { name: tool } : tool));
  return { name: "My app", kind: "project", visibility: "public", tools: rows, ...more };
}

const share = (content: SharedStack, slug: string | null = null, memberId = member) =>
  shareStack(database, { memberId, slug, content });

async function rowsOf(slug: string) {
  const rows = await database.stackTool.findMany({
    where: { stack: { slug } },
    orderBy: { position: "asc" },
    select: { name: true, tool: { select: { slug: true } }, pending: { select: { key: true } } },
  });
  return rows.map(({ name, tool, pending }) => tool?.slug ?? `${name} (${pending?.key})`);
}

async function movesOf(slug: string) {
  const moves = await database.stackMove.findMany({
    where: { stack: { slug } },
    orderBy: [{ fromToolId: "asc" }, { toToolId: "asc" }],
    select: { version: true, reason: true, from: { select: { slug: true } }, to: { select: { slug: true } } },
  });
  return moves.map(({ from, to, version, reason }) => `${from.slug} → ${to.slug} in ${version}: ${reason}`);
}

const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.code : error;
};

describe("shareStack finds the tools of a stack", () => {
  it("by slug, alias, exact name in any case, and name that is a slug; C++ is not C", async () => {
    const named = [{ tool: "postgres", name: "Our database" }, "MYSQL", "ruby on rails", "C++", "react"];
    const outcome = await share(stack(named));
    expect(outcome).toMatchObject({ slug: "my-app", version: 1, tools: 5, pending: ["C++"], unchanged: false });
    expect(await rowsOf("my-app")).toEqual(["postgresql", "mysql", "ruby-on-rails", "C++ (c++)", "react"]);
    expect(await database.stack.findUnique({ where: { slug: "my-app" }, select: { toolCount: true } })).toEqual({
      toolCount: 4,
    });
  });

  it("one row a tool: what the first leaves open the later ones fill, and evidence is kept", async () => {
    await share(
      stack([
        { name: "Postgres", role: "store", evidence: [{ file: "compose.yml", line: 3 }] },
        { name: "PostgreSQL", version: "18", evidence: [{ file: "compose.yml", line: 3 }, { file: "Gemfile" }] },
      ]),
    );
    const [row] = await database.stackTool.findMany({ include: { evidence: { orderBy: { position: "asc" } } } });
    expect(row).toMatchObject({ name: "Postgres", role: "store", version: "18" });
    expect(row?.evidence.map(({ file, line }) => [file, line])).toEqual([
      ["compose.yml", 3],
      ["Gemfile", null],
    ]);
  });

  it("passes over a tool that was taken off the site, and finds a name that an editor mapped", async () => {
    await database.tool.update({ where: { slug: "mysql" }, data: { removedAt: new Date() } });
    const { id } = await database.tool.findUniqueOrThrow({ where: { slug: "react" } });
    await database.pendingTool.create({ data: { key: "react dom", name: "React DOM", status: "mapped", toolId: id } });
    await share(stack(["MySQL", "React  DOM"]));
    expect(await rowsOf("my-app")).toEqual(["MySQL (mysql)", "react"]);
  });
});

describe("versions of a stack", () => {
  it("records what came and went, and one move between tools of one function with its reason", async () => {
    await share(stack(["MySQL", "React", "Htmx"]));
    const outcome = await share(
      stack([{ name: "PostgreSQL", reason: "Transactional DDL" }, "React", "Alpine"]),
      "my-app",
    );
    expect(outcome).toMatchObject({
      version: 2,
      added: ["PostgreSQL", "Alpine"],
      removed: ["MySQL", "Htmx"],
      pending: ["Alpine"],
    });
    expect([...outcome.touched].sort()).toEqual(["mysql", "postgresql", "react"]);
    const versions = await database.stackVersion.findMany({ orderBy: { number: "asc" } });
    expect(versions.map(({ added, removed }) => ({ added, removed }))).toEqual([
      { added: ["mysql", "react", "name:Htmx"], removed: [] },
      { added: ["postgresql", "name:Alpine"], removed: ["mysql", "name:Htmx"] },
    ]);
    expect(await movesOf("my-app")).toEqual(["mysql → postgresql in 2: Transactional DDL"]);
  });

  it("takes a move from what the owner says was replaced, and forgets it with the words", async () => {
    await share(stack([{ name: "PostgreSQL", replaced: "MySQL and Oracle", reason: "Cost" }]));
    expect(await movesOf("my-app")).toEqual(["mysql → postgresql in 1: Cost"]);
    await share(stack([{ name: "PostgreSQL", replaced: "nothing like MySQL" }]), "my-app");
    expect(await movesOf("my-app")).toEqual([]);
  });

  it("the same content again changes nothing but who may see it and the commit", async () => {
    const content = stack(["React", "Htmx"]);
    await share(content);
    const before = await database.stack.findUniqueOrThrow({ where: { slug: "my-app" } });
    const again = await share({ ...content, visibility: "unlisted", commit: "a".repeat(40) }, "my-app");
    expect(again).toMatchObject({ version: 1, added: [], removed: [], unchanged: true });
    const after = await database.stack.findUniqueOrThrow({ where: { slug: "my-app" } });
    expect(after).toEqual({ ...before, visibility: "unlisted", commit: "a".repeat(40) });
    expect(await database.stackVersion.count()).toBe(1);
  });

  it("the same tools in another order stand in that order, and are no other version", async () => {
    await share(stack(["React", "Htmx", "MySQL"]));
    expect(await share(stack(["Htmx", "MySQL", "React"]))).toMatchObject({ version: 1, unchanged: true });
    expect(await rowsOf("my-app")).toEqual(["Htmx (htmx)", "mysql", "react"]);
    expect(await database.stackVersion.count()).toBe(1);
  });

  it("the same content finds a tool that the catalog has had since", async () => {
    await share(stack(["Htmx"]));
    await createTools({ slug: "htmx", name: "htmx" });
    expect(await share(stack(["Htmx"]))).toMatchObject({ version: 1, unchanged: true, pending: [] });
    expect(await rowsOf("my-app")).toEqual(["htmx"]);
  });
});

describe("many clients at once", () => {
  it("50 that share the same stack make one stack of one version", async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => share(stack(["React", "Htmx", "MySQL"]))));
    expect(new Set(outcomes.map(({ slug, version }) => `${slug} ${version}`))).toEqual(new Set(["my-app 1"]));
    expect(outcomes.filter(({ unchanged }) => !unchanged)).toHaveLength(1);
    expect(await database.stack.count()).toBe(1);
    expect(await database.stackVersion.count()).toBe(1);
    expect(await database.pendingTool.count()).toBe(1);
  });

  it("50 distinct contents make 50 versions that follow from each other", async () => {
    await share(stack(["React"]));
    const names = Array.from({ length: 50 }, (_, index) => `Tool ${index}`);
    await Promise.all(names.map((name) => share(stack(["React", name]), "my-app")));
    const versions = await database.stackVersion.findMany({ orderBy: { number: "asc" } });
    expect(versions.map((version) => version.number)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1));
    expect(new Set(versions.map((version) => version.hash)).size).toBe(51);
    // Played back, the changes lead to what stands there.
    const tools = new Set<string>();
    for (const { added, removed } of versions) {
      for (const key of removed) expect(tools.delete(key)).toBe(true);
      for (const key of added) tools.add(key);
    }
    const rows = await database.stackTool.findMany({ include: { tool: true } });
    expect([...tools].sort()).toEqual(rows.map(({ tool, name }) => tool?.slug ?? `name:${name}`).sort());
  });

  it("members who name the same unknown tools in another order do not wait in a circle", async () => {
    const members = await Promise.all(Array.from({ length: 20 }, () => createMember()));
    const names = ["Uno", "Due", "Tre", "Quattro"];
    await Promise.all(members.map((id, index) => share(stack(index % 2 ? names : [...names].reverse()), null, id)));
    expect(await database.pendingTool.count()).toBe(4);
    expect(new Set((await database.stack.findMany()).map(({ slug }) => slug)).size).toBe(20);
  });
});

describe("what is refused leaves nothing behind", () => {
  it.each([
    ["5,000 tools", stack(Array.from({ length: 5000 }, (_, index) => `Tool ${index}`)), "invalid"],
    ["no tools", stack([]), "invalid"],
    ["a path upwards", stack([{ name: "React", evidence: [{ file: "../secret" }] }]), "invalid"],
    ["a path with a newline", stack([{ name: "React", evidence: [{ file: "a\nb" }] }]), "invalid"],
    ["half a letter", stack([{ name: "React", reason: "\ud800" }]), "invalid"],
    ["a script as address", stack(["React"], { url: "javascript:alert(1)" }), "invalid"],
  ])("%s", async (_, content, code) => {
    expect(await codeOf(share(content))).toBe(code);
    expect([await database.stack.count(), await database.pendingTool.count()]).toEqual([0, 0]);
  });

  it("a slug of somebody else: forbidden when public, missing when unlisted", async () => {
    await share(stack(["React"]));
    const other = await createMember();
    expect(await codeOf(share(stack(["Htmx"]), "my-app", other))).toBe("forbidden");
    await setVisibility(database, { memberId: member, slug: "my-app", visibility: "unlisted" });
    expect(await codeOf(share(stack(["Htmx"]), "my-app", other))).toBe("missing");
    expect(await codeOf(deleteStack(database, { memberId: other, slug: "my-app" }))).toBe("missing");
    expect(await codeOf(share(stack(["Htmx"]), "no-such-stack"))).toBe("missing");
    expect([await database.stackVersion.count(), await database.pendingTool.count()]).toEqual([1, 0]);
  });

  it("a form does not replace a stack of the same name, and may be sent twice", async () => {
    await share(stack(["React"]));
    const form = (content: SharedStack) =>
      shareStack(database, { memberId: member, slug: null, content, mayReplace: false });
    expect(await codeOf(form(stack(["MySQL"])))).toBe("conflict");
    expect(await form(stack(["React"]))).toMatchObject({ slug: "my-app", unchanged: true });
  });

  it("a stack that an editor took off the site stays off it", async () => {
    await share(stack(["React"]));
    expect(await removeStack(database, { slug: "my-app", editor: { id: null, name: "an editor" } })).toMatchObject({
      touched: ["react"],
    });
    expect(await codeOf(share(stack(["React"])))).toBe("forbidden");
    expect(await codeOf(share(stack(["React"]), "my-app"))).toBe("forbidden");
  });
});

it("a name that is taken gets the owner's handle", async () => {
  await share(stack(["React"]));
  const other = await createMember();
  const { handle } = await database.member.findUniqueOrThrow({ where: { id: other } });
  expect(await share(stack(["React"]), null, other)).toMatchObject({ slug: `my-app-${handle}` });
});

it("a deleted stack is gone with all of it", async () => {
  await share(stack([{ name: "React", evidence: [{ file: "package.json", line: 4 }] }]));
  await deleteStack(database, { memberId: member, slug: "my-app" });
  expect(await database.stackEvidence.count()).toBe(0);
  expect(await database.stackVersion.count()).toBe(0);
});
