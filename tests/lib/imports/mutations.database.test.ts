import { existsSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import pg from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { decideDoubt } from "@/lib/imports/decisions/mutations";
import { type ImportOptions, prepareImport, runImport } from "@/lib/imports/mutations";
import type { Adapter } from "@/lib/imports/schema";
import { awesomeSelfhosted } from "@/lib/imports/sources/awesome-selfhosted";
import { cncf } from "@/lib/imports/sources/cncf";
import { stackFile } from "@/lib/imports/sources/stack-file";
import { stackshare } from "@/lib/imports/sources/stackshare";
import { listAlternatives } from "@/lib/tools/alternatives/queries";
import { seed } from "@/prisma/seed";
import { dataSets, packArchive, type StackshareRow, stackshareCsv, writeFile } from "@/tests/support/data-sets";
import { database, databaseUrl, emptyDatabase } from "@/tests/support/database";
import { createTool } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

beforeEach(emptyDatabase);

const editor = { id: null, name: "an editor" };

function importRows(rows: StackshareRow[], options: Partial<ImportOptions> = {}) {
  const file = writeFile("tools.csv", stackshareCsv(rows));
  return runImport(database, stackshare, { file, withTexts: true, ...options });
}

/** A landscape of one subcategory with the given items, each as lines of YAML. */
function importLandscape(items: string[]) {
  const list = items.map((item) => `          - item:\n${item.replace(/^/gm, "            ")}`).join("\n");
  const text = `landscape:\n  - category:\n    name: Runtime\n    subcategories:\n      - subcategory:\n        name: Container Runtime\n        items:\n${list}\n`;
  return runImport(database, cncf, { file: writeFile("landscape.yml", text) });
}

async function importSoftware(files: Record<string, string>) {
  const entries = Object.entries(files).map(([name, text]) => [`software/${name}.yml`, text]);
  const archive = await packArchive(Object.fromEntries(entries));
  return runImport(database, awesomeSelfhosted, { file: writeFile("a.tar.gz", archive) });
}

/** Everything that an import may write, without numbers of rows and moments. */
async function snapshot() {
  const [tools, values, ids, figures, revisions] = await Promise.all([
    database.$queryRaw`
      SELECT slug, name, tagline, description, kind, votes, company_stacks, origins, lifecycle_state::text, revision,
        (SELECT path FROM categories c WHERE c.id = function_id) AS place,
        (SELECT array_agg(s.slug ORDER BY s.slug) FROM tool_slugs s WHERE s.tool_id = t.id) AS slugs,
        (SELECT jsonb_object_agg(key, value) FROM facts f WHERE f.tool_id = t.id) AS facts FROM tools t ORDER BY slug`,
    database.$queryRaw`
      SELECT t.slug, field, dataset_key, value, v.version, vanished_at IS NULL AS is_there
      FROM imported_values v JOIN tools t ON t.id = v.tool_id ORDER BY 1, 2, 3`,
    database.$queryRaw`
      SELECT t.slug, dataset_key, external_id, row_hash, vanished_at IS NULL AS is_there
      FROM external_ids e JOIN tools t ON t.id = e.tool_id ORDER BY 1, 2, 3`,
    database.$queryRaw`
      SELECT t.slug, metric::text, role::text, value::int, as_of FROM figures f JOIN tools t ON t.id = f.tool_id ORDER BY 1, 2, 3, 5`,
    database.revision.count(),
  ]);
  return { tools, values, ids, figures, revisions };
}

const counts = ({ read, created, updated, unchanged, skipped, vanished }: Awaited<ReturnType<typeof importRows>>) => ({
  ...{ read, created, updated, unchanged, skipped, vanished },
});

describe("a row that is new", () => {
  test("becomes a tool of which nobody has checked the lifecycle, with its figures, source and revision", async () => {
    const result = await importRows([
      { slug: "mod_perl", id: 914, title: "Embedded Perl.", votes: 31, stacks: 77, description: "One\n\ntwo" },
    ]);
    expect(counts(result)).toEqual({ read: 1, created: 1, updated: 0, unchanged: 0, skipped: 0, vanished: 0 });
    const tool = await database.tool.findUniqueOrThrow({
      where: { slug: "mod_perl" },
      include: { figures: { include: { source: true } }, importedValues: true, revisions: true, externalIds: true },
    });
    expect(tool).toMatchObject({
      tagline: "Embedded Perl",
      description: "One\n\ntwo",
      kind: "cluster management tool",
      lifecycleState: "unknown",
      votes: 31,
      companyStacks: 77,
      origins: {
        name: "stackshare",
        kind: "stackshare",
        place: "stackshare",
        tagline: "stackshare",
        description: "stackshare",
      },
      externalIds: [{ externalId: "Service_914", datasetKey: "stackshare" }],
      revisions: [{ author: "import of stackshare", number: 1 }],
    });
    expect(tool.figures.map(({ metric, role, value, asOf }) => [metric, role, Number(value), asOf]).sort()).toEqual([
      ["company_stacks", "imported", 77, "2025-01-05"],
      ["votes", "imported", 31, "2025-01-05"],
    ]);
    expect(tool.importedValues.map((value) => value.field)).toContain("extra:verified");
    expect(await database.category.findMany({ orderBy: { path: "asc" }, select: { path: true, name: true } })).toEqual([
      { path: "devops", name: "DevOps" },
      { path: "devops/build-test-deploy", name: "Build, Test, Deploy" },
      { path: "devops/build-test-deploy/cluster-management", name: "Cluster Management" },
    ]);
  });

  test("with a slug that is taken in the same file gets a number; with a name that is there twice it is a tool of its own", async () => {
    await importRows([
      { slug: "glide", id: 1, name: "Glide" },
      { slug: "Glide", id: 2, name: "Glide" },
    ]);
    const tools = await database.tool.findMany({ orderBy: { id: "asc" }, select: { slug: true } });
    expect(tools.map((tool) => tool.slug)).toEqual(["glide", "Glide-2"]);
  });

  test("stands where most of its kind stand, and is noted", async () => {
    const rows = [1, 2, 3].map((id) => ({ slug: `tool-${id}`, id }));
    const stray = {
      slug: "stray",
      id: 4,
      place: ["utilities", "communications", "cluster-management"] as [string, string, string],
    };
    const { report } = await importRows([...rows, stray]);
    const tool = await database.tool.findUniqueOrThrow({ where: { slug: "stray" }, select: { function: true } });
    expect(tool.function.path).toBe("devops/build-test-deploy/cluster-management");
    expect(report.notes).toHaveLength(1);
  });

  test("goes into our own function of its slug, wherever that stands", async () => {
    await createTool({ slug: "ours", place: "layer-a/category-a/cluster-management" });
    await importRows([{ slug: "theirs", id: 1 }]);
    const tool = await database.tool.findUniqueOrThrow({ where: { slug: "theirs" }, select: { function: true } });
    expect(tool.function.path).toBe("layer-a/category-a/cluster-management");
  });
});

test("texts that the licence does not cover stay out unless they are asked for; facts and figures come", async () => {
  const rows = [{ slug: "a", id: 1, title: "Their words", description: "More of them", votes: 3 }];
  const read = () =>
    database.tool.findUniqueOrThrow({
      where: { slug: "a" },
      select: { tagline: true, description: true, votes: true },
    });
  await importRows(rows, { withTexts: false });
  expect(await read()).toEqual({ tagline: "", description: "", votes: 3 });
  expect(await database.importedValue.count({ where: { field: { in: ["tagline", "description"] } } })).toBe(0);
  expect(counts(await importRows(rows, { withTexts: false }))).toMatchObject({ unchanged: 1, updated: 0 });
  await importRows(rows, { withTexts: true });
  expect(await read()).toEqual({ tagline: "Their words", description: "More of them", votes: 3 });
});

describe("importing again", () => {
  // A file with a NUL is no text and is refused as a whole.
  const withoutNul = (text: string) => text.replaceAll("\0", "");
  const row = fc.record({
    votes: fc.nat(50),
    stacks: fc.nat(50),
    title: fc.string({ unit: "binary", maxLength: 30 }).map(withoutNul),
    description: fc.string({ unit: "binary", maxLength: 60 }).map(withoutNul),
    name: fc.constantFrom("C", "C#", "C++", "Glide", "=cmd", "Ünïcode ", "a.b"),
  });

  test("the same file changes nothing, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        await emptyDatabase();
        const given = rows.map((one, index) => ({ ...one, slug: `tool-${index}`, id: index + 1 }));
        const first = await importRows(given);
        const before = await snapshot();
        const second = await importRows(given);
        expect({ ...counts(second), updated: 0, created: 0 }).toMatchObject({ unchanged: first.created, created: 0 });
        expect(second.created + second.updated + second.vanished).toBe(0);
        expect(await snapshot()).toEqual(before);
      }),
      { numRuns: 15 },
    );
  });

  test("a newer file changes only what changed", async () => {
    await importRows([
      { slug: "a", id: 1, votes: 1 },
      { slug: "b", id: 2, votes: 1 },
    ]);
    const second = await importRows([
      { slug: "a", id: 1, votes: 1 },
      { slug: "b", id: 2, votes: 9 },
    ]);
    expect(counts(second)).toMatchObject({ created: 0, updated: 1, unchanged: 1, vanished: 0 });
    expect(second.slugs).toEqual(["b"]);
    const tools = await database.tool.findMany({ orderBy: { slug: "asc" }, select: { slug: true, votes: true } });
    expect(tools).toEqual([
      { slug: "a", votes: 1 },
      { slug: "b", votes: 9 },
    ]);
  });

  test("a row that vanished is flagged once and kept; when it is back it is taken up again", async () => {
    const both = [
      { slug: "a", id: 1 },
      { slug: "b", id: 2, title: "Text" },
    ];
    await importRows(both);
    expect(counts(await importRows(both.slice(0, 1)))).toMatchObject({ unchanged: 1, vanished: 1 });
    expect(counts(await importRows(both.slice(0, 1)))).toMatchObject({ unchanged: 1, vanished: 0 });
    const flagged = await database.externalId.findFirstOrThrow({ where: { externalId: "Service_2" } });
    expect(flagged.vanishedAt).not.toBeNull();
    expect(await database.importedValue.count({ where: { toolId: flagged.toolId, vanishedAt: null } })).toBe(0);
    expect((await database.tool.findUniqueOrThrow({ where: { slug: "b" } })).tagline).toBe("Text");
    expect(counts(await importRows(both))).toMatchObject({ unchanged: 1, updated: 1, vanished: 0 });
    expect(await database.externalId.count({ where: { vanishedAt: { not: null } } })).toBe(0);
  });

  test("a field that vanished is flagged, and the tool shows what the next data set says", async () => {
    await importRows([{ slug: "a", id: 1, name: "A", description: "Of StackShare" }]);
    await importLandscape(["name: A\ndescription: Of the landscape"]);
    expect((await database.tool.findUniqueOrThrow({ where: { slug: "a" } })).description).toBe("Of the landscape");
    await importLandscape(["name: A\nhomepage_url: https://a.example/"]);
    const tool = await database.tool.findUniqueOrThrow({ where: { slug: "a" } });
    expect([tool.description, tool.origins]).toEqual([
      "Of StackShare",
      expect.objectContaining({ description: "stackshare" }),
    ]);
  });
});

describe("who is believed", () => {
  test("editors and the built-in catalog win; what the data set says is kept beside", async () => {
    await createTool({
      slug: "apache-mesos",
      name: "Apache Mesos",
      tagline: "Ours",
      facts: { website: "https://ours.example/" },
    });
    await importRows([{ slug: "mesos", id: 914, name: "Apache Mesos", title: "Theirs", votes: 31 }]);
    const tool = await database.tool.findUniqueOrThrow({ where: { slug: "apache-mesos" }, include: { slugs: true } });
    expect(tool).toMatchObject({ tagline: "Ours", votes: 31, lifecycleState: "active", origins: {} });
    expect(tool.slugs.map(({ slug }) => slug).sort()).toEqual(["apache-mesos", "mesos"]);
    const said = await database.importedValue.findFirstOrThrow({ where: { field: "tagline" } });
    expect(said.value).toBe("Theirs");
    expect(await database.tool.count()).toBe(1);
  });

  test("an empty field of an edited tool stays empty; of one that nobody edited it is filled", async () => {
    await createTool({ slug: "edited", name: "Edited", tagline: "", editedAt: new Date() });
    await createTool({ slug: "plain", name: "Plain", tagline: "" });
    await importRows([
      { slug: "e", id: 1, name: "Edited", title: "Theirs" },
      { slug: "p", id: 2, name: "Plain", title: "Theirs" },
    ]);
    const tools = await database.tool.findMany({ orderBy: { slug: "asc" }, select: { tagline: true } });
    expect(tools.map((tool) => tool.tagline)).toEqual(["", "Theirs"]);
  });

  test("of data sets the one that comes first for the field, whichever was imported first", async () => {
    const software = {
      a: "name: A\nwebsite_url: https://a.example/\ndescription: Self-hosted.\nlicenses: [MIT]\ntags: [Automation]",
    };
    const landscape = ["name: A\ndescription: Cloud native.\nhomepage_url: https://cncf.example/"];
    for (const order of [
      [() => importSoftware(software), () => importLandscape(landscape)],
      [() => importLandscape(landscape), () => importSoftware(software)],
    ]) {
      await emptyDatabase();
      for (const run of order) await run();
      const tool = await database.tool.findFirstOrThrow({ include: { facts: { include: { source: true } } } });
      expect(tool.description).toBe("Cloud native.");
      expect(tool.origins).toMatchObject({ description: "cncf", licence: "awesome-selfhosted" });
      const website = tool.facts.find((fact) => fact.key === "website");
      expect([website?.value, website?.source.title]).toEqual(["https://cncf.example/", "CNCF Cloud Native Landscape"]);
      expect(await database.tool.count()).toBe(1);
    }
  });

  test("what the landscape archived is archived, with the landscape as source", async () => {
    await importLandscape(["name: rkt\nproject: archived\nextra:\n  archived: '2019-08-16'"]);
    const tool = await database.tool.findFirstOrThrow({ include: { lifecycleSource: true } });
    expect(tool).toMatchObject({ lifecycleState: "archived", lifecycleSince: "2019-08-16" });
    expect(tool.lifecycleSource?.title).toBe("CNCF Cloud Native Landscape");
  });
});

describe("which tool a row is", () => {
  test("C, C# and C++ stay three", async () => {
    await importRows([
      { slug: "c-lang", id: 1, name: "C" },
      { slug: "csharp", id: 2, name: "C#" },
      { slug: "c-plus-plus", id: 3, name: "C++" },
    ]);
    await importLandscape(["name: C", 'name: "C#"', "name: C++"]);
    expect(await database.tool.count()).toBe(3);
    expect(await database.externalId.count()).toBe(6);
  });

  test("a tool of two sources is one, by its repository", async () => {
    await importLandscape(["name: Old Name\nrepo_url: https://github.com/owner/name"]);
    const result = await importSoftware({
      a: "name: New Name\ndescription: Text.\nlicenses: [MIT]\ntags: [Automation]\nsource_code_url: https://github.com/Owner/Name.git",
    });
    expect(counts(result)).toMatchObject({ created: 0, updated: 1 });
  });

  test.each([
    ["nearly its name", "name: Rocket.Chat", "Rocket Chat", "nearly its name"],
    [
      "its name and another repository",
      "name: Dragonfly\nrepo_url: https://github.com/a/b",
      "Dragonfly",
      "another repository",
    ],
  ])("%s is doubtful", async (_, item, name, why) => {
    await createTool({ slug: "ours", name, facts: { repository: "https://github.com/x/y" } });
    const result = await importLandscape([item]);
    expect(counts(result)).toMatchObject({ created: 0, updated: 0, skipped: 1 });
    expect(await database.importDoubt.findMany({ select: { why: true, status: true } })).toEqual([
      { why: expect.stringContaining(why), status: "open" },
    ]);
  });

  test("a tool that another row of the file is, is no candidate for a doubtful one, whichever row comes first", async () => {
    await createTool({ slug: "tool-1", name: "Tool 1" });
    const rows = [
      { slug: "tool-one", id: 1, name: "Tool-1" },
      { slug: "tool-1", id: 2, name: "Tool 1" },
      { slug: "tool-uno", id: 3, name: "Tool.1" },
    ];
    expect(counts(await importRows(rows))).toMatchObject({ created: 2, updated: 1, skipped: 0 });
    expect(counts(await importRows(rows))).toMatchObject({ created: 0, updated: 0, unchanged: 3, skipped: 0 });
    expect(await database.importDoubt.count()).toBe(0);
  });

  test("an editor's word is done at once and remembered", async () => {
    await createTool({ slug: "ours", name: "Rocket Chat", tagline: "" });
    const landscape = ["name: Rocket.Chat\ndescription: A chat", "name: Ours\nhomepage_url: https://o.example/"];
    await importLandscape(landscape);
    const [matched, other] = await database.importDoubt.findMany({ orderBy: { name: "desc" } });
    await decideDoubt(database, { decision: { doubt: matched?.id ?? 0, decision: "matched" }, actor: editor });
    expect((await database.tool.findUniqueOrThrow({ where: { slug: "ours" } })).tagline).toBe("A chat");
    expect(other).toBeUndefined();
    expect(counts(await importLandscape(landscape))).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  });

  test("what is a tool of its own becomes one; what is passed over stays away", async () => {
    await createTool({ slug: "sea-lion", name: "Sea Lion" });
    await importLandscape(["name: Sea.Lion", "name: SeaLion"]);
    const [one, two] = await database.importDoubt.findMany({ orderBy: { name: "asc" } });
    const decided = await decideDoubt(database, {
      decision: { doubt: one?.id ?? 0, decision: "separate" },
      actor: editor,
    });
    await decideDoubt(database, { decision: { doubt: two?.id ?? 0, decision: "dismissed" }, actor: editor });
    expect(decided.hasNewTools).toBe(true);
    const tools = await database.tool.findMany({ orderBy: { id: "asc" }, select: { slug: true } });
    expect(tools.map((tool) => tool.slug)).toEqual(["sea-lion", "sea-lion-2"]);
    const again = await importLandscape(["name: Sea.Lion", "name: SeaLion"]);
    expect(counts(again)).toMatchObject({ unchanged: 1, skipped: 1, created: 0 });
    await expect(
      decideDoubt(database, { decision: { doubt: one?.id ?? 0, decision: "separate" }, actor: editor }),
    ).rejects.toThrow(/decided or gone/);
  });
});

describe("a run", () => {
  test("that is tried out changes nothing and says what it would do", async () => {
    const before = await snapshot();
    const result = await importRows([{ slug: "a", id: 1 }], { isDryRun: true });
    expect(counts(result)).toMatchObject({ created: 1 });
    expect(await snapshot()).toEqual(before);
    expect(await database.importRun.findFirstOrThrow()).toMatchObject({ status: "done", isDryRun: true, created: 1 });
  });

  test("that is refused changes nothing and says why", async () => {
    await expect(runImport(database, stackshare, { file: writeFile("tools.csv", "a,b\n1,2\n") })).rejects.toThrow(
      /columns/,
    );
    const run = await database.importRun.findFirstOrThrow();
    expect(run).toMatchObject({ status: "failed", report: { error: expect.stringContaining("columns") } });
    expect(run.endedAt).not.toBeNull();
  });

  test("keeps its numbers, its skipped rows and who started it, and stands in the audit log", async () => {
    const id = await createMember();
    await importRows(
      [
        { slug: "a", id: 1 },
        { slug: "b", id: 2, votes: "x" },
      ],
      { actor: { id, name: "ann" } },
    );
    expect(await database.importRun.findFirstOrThrow()).toMatchObject({
      ...{ status: "done", memberId: id, read: 2, created: 1, skipped: 1 },
      report: { skips: [{ at: "line 3", reason: expect.stringContaining("whole numbers") }] },
    });
    expect(await database.auditEntry.findFirstOrThrow()).toMatchObject({
      action: "import",
      subject: "stackshare",
      actor: "ann",
    });
  });

  test("is alone: a second one is refused while the first is under way", async () => {
    const file = writeFile("tools.csv", stackshareCsv([{ slug: "a", id: 1 }]));
    let second: Promise<unknown> | null = null;
    const slow: Adapter = {
      ...stackshare,
      read: async function* (path_, options) {
        yield* stackshare.read(path_, options);
        second = runImport(database, stackshare, { file }).catch((error: unknown) => error);
        await second;
      },
    };
    const first = await runImport(database, slow, { file });
    expect(first.created).toBe(1);
    expect(String(await second)).toMatch(/under way/);
  });

  test("that was killed leaves what was before, and the next one says so and does the work", async () => {
    await importRows([{ slug: "a", id: 1, votes: 1 }]);
    const before = await snapshot();
    const file = writeFile(
      "tools.csv",
      stackshareCsv([
        { slug: "a", id: 1, votes: 2 },
        { slug: "b", id: 2 },
      ]),
    );
    // The process dies: its connection is cut while it writes.
    const killer: Adapter = {
      ...stackshare,
      read: async function* (path_, options) {
        yield* stackshare.read(path_, options);
        const client = new pg.Client({ connectionString: databaseUrl });
        await client.connect();
        await client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        );
        await client.end();
      },
    };
    const { run } = await prepareImport(database, killer, { file });
    await expect(run()).rejects.toThrow();
    await database.importRun.updateMany({ where: { status: "failed" }, data: { status: "running", endedAt: null } });
    expect(await snapshot()).toEqual(before);
    const again = await runImport(database, stackshare, { file });
    expect(counts(again)).toMatchObject({ created: 1, updated: 1 });
    const runs = await database.importRun.findMany({ orderBy: { id: "asc" }, select: { status: true } });
    expect(runs.map(({ status }) => status)).toEqual(["done", "failed", "done"]);
  });
});

describe("stacks", () => {
  const yaml = (tools: string[]) =>
    `repo_name: Owner/Name\ntimestamp: '2024-06-18T00:00:00Z'\ntools:\n${tools.join("\n")}\n`;
  const importStack = (tools: string[]) =>
    runImport(database, stackFile, { file: writeFile("techstack.yml", yaml(tools)) });
  const php = "- name: PHP\n  image_url: https://img.stackshare.io/service/991/a.jpg";

  test("know their tools by the ids of other data sets, then by name; what nobody knows waits", async () => {
    await importRows([{ slug: "php", id: 991, name: "PHP 8" }]);
    await createTool({ slug: "redis", name: "Redis" });
    const result = await importStack([php, "- name: redis", "- name: Monolog"]);
    expect(counts(result)).toMatchObject({ created: 1 });
    const stack = await database.stack.findFirstOrThrow({
      include: { tools: { include: { tool: true, pending: true } } },
    });
    expect(stack).toMatchObject({
      slug: "owner-name",
      kind: "project",
      origin: "extracted",
      toolCount: 2,
      datasetKey: "stack-file",
    });
    expect(stack.tools.map(({ tool, pending }) => tool?.slug ?? pending?.key).sort()).toEqual([
      "monolog",
      "php",
      "redis",
    ]);
  });

  test("change nothing when only the order differs, and only what differs else", async () => {
    await createTool({ slug: "redis", name: "Redis" });
    await createTool({ slug: "php", name: "PHP" });
    await importStack([php, "- name: Redis"]);
    expect(counts(await importStack(["- name: Redis", php]))).toMatchObject({ unchanged: 1, updated: 0 });
    const result = await importStack([php]);
    expect(counts(result)).toMatchObject({ updated: 1 });
    expect(result.stacks).toEqual(["owner-name"]);
    expect(result.stackTools.sort()).toEqual(["php", "redis"]);
    expect(await database.stackTool.count()).toBe(1);
  });
});

/** The alternatives of the reference page of Mesos and rkt, in its order. */
const REFERENCE = ["Docker", "LXD", "Nomad", "LXC", "DC/OS", "Mesosphere", "Vagrant Cloud", "Gardener", "YARN Hadoop"];

describe.runIf(existsSync(dataSets))("the real files", () => {
  test("on top of the built-in catalog leave the pair Mesos and rkt the alternatives of the reference page in its order", async () => {
    await seed(databaseUrl);
    await runImport(database, stackshare, { file: path.join(dataSets, "stackshare-tools.csv") });
    expect(await database.tool.count()).toBeGreaterThan(9000);
    // As many as the page of the pair shows.
    const listed = (await listAlternatives("apache-mesos,rkt", 14)).map(({ tool }) => tool.name);
    expect(listed.filter((name) => REFERENCE.includes(name))).toEqual(REFERENCE);
    const again = await runImport(database, stackshare, { file: path.join(dataSets, "stackshare-tools.csv") });
    expect(counts(again)).toMatchObject({ read: 9072, created: 0, updated: 0, vanished: 0 });
  }, 300_000);

  test("the 59 odd rows are all stored, trimmed, their slugs kept", async () => {
    const result = await runImport(database, stackshare, {
      file: path.join(dataSets, "stackshare-tools-odd-rows.csv"),
    });
    expect(counts(result)).toMatchObject({ read: 59, created: 59, skipped: 0 });
    const tools = await database.tool.findMany({
      select: { slug: true, name: true, tagline: true, description: true },
    });
    const slugs = tools.map((tool) => tool.slug);
    expect(slugs).toEqual(expect.arrayContaining(["gitHub-copilot", "flow--js-", "mod_perl", "lit_2", "411"]));
    for (const { name, tagline, description } of tools) {
      for (const text of [name, tagline, description]) expect(text).toBe(text.trim());
      expect(`${name}${tagline}${description}`).not.toMatch(/[\u200b-\u200f\ufeff\u00a0\t\r]/);
    }
  });
});
