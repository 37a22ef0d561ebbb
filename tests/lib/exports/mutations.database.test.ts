import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "@/lib/db";
import { writeExport } from "@/lib/exports/mutations";
import { exportFiles } from "@/lib/exports/schema";
import { runImport } from "@/lib/imports/mutations";
import { prepareSidestackImport } from "@/lib/imports/own/mutations";
import { stackFile } from "@/lib/imports/sources/stack-file";
import { stackshare } from "@/lib/imports/sources/stackshare";
import { recountVotes } from "@/lib/statements/mutations";
import { stackshareCsv, writeFile } from "@/tests/support/data-sets";
import { createDatabase, database, emptyDatabase } from "@/tests/support/database";
import {
  createChoice,
  createIntegration,
  createStackup,
  createStatement,
  createTool,
  toolId,
} from "@/tests/support/fixtures";
import { makeFolder } from "@/tests/support/folders";

beforeEach(emptyDatabase);

async function exportOf(client = database) {
  const folder = makeFolder();
  await writeExport(client, folder);
  const file = path.join(folder, "sidestack.jsonl");
  const text = (name: string) => readFileSync(path.join(folder, name), "utf8");
  const lines = text("sidestack.jsonl").trimEnd().split("\n");
  return { file, text, lines };
}

/** A catalog with one of everything that an export holds. */
async function createCatalog() {
  await createTool({
    slug: "apache-mesos",
    name: "Apache Mesos",
    aliases: ["mesos-alias"],
    votes: 5,
    facts: { website: "https://mesos.example/", first_release: "2009" },
    features: [{ name: "Scheduling", value: "Two levels" }],
    links: [{ label: "Documentation", url: "https://docs.example/" }],
    lifecycle: { state: "archived", since: "2025", note: "Moved to the attic." },
    logo: { set: "logos", icon: "mesos" },
    figures: [{ metric: "stars", role: "snapshot", value: 5300, asOf: "2025-01-01" }],
  });
  await createTool({ slug: "rkt", name: "=rkt", editedAt: new Date() });
  await createStatement({ tool: "apache-mesos", text: "Scales far", imported: 3, votes: 2, score: 5 });
  await createStatement({ tool: "rkt", text: "No daemon", kind: "con" });
  await createIntegration("apache-mesos", "rkt");
  await createChoice("apache-mesos", "rkt", "pinned");
  await createStackup({ tools: ["apache-mesos", "rkt"] });
  const rows = [
    { slug: "mesos", id: 914, name: "Apache Mesos", votes: 31, stacks: 77 },
    { slug: "mod_perl", id: 2, title: "Perl" },
  ];
  await runImport(database, stackshare, { file: writeFile("tools.csv", stackshareCsv(rows)) });
  const yaml = "repo_name: owner/name\ntools:\n- name: mod_perl\n  detection_source: a.json\n- name: Unknown\n";
  await runImport(database, stackFile, { file: writeFile("techstack.yml", yaml), asOf: "2026-01-01" });
  await recountVotes(database, [await toolId("apache-mesos")]);
}

async function importInto(url: string, file: string) {
  const client = openDatabase(url);
  try {
    const { run } = await prepareSidestackImport(client, { file });
    const result = await run();
    return { result, again: await exportOf(client) };
  } finally {
    await client.$disconnect();
  }
}

describe("an export", () => {
  test("imported into an empty instance gives the same catalog, byte for byte", async () => {
    await createCatalog();
    const first = await exportOf();
    const { result, again } = await importInto(await createDatabase("migrated"), first.file);
    expect(result.report.skips).toEqual([]);
    expect(again.lines.toSorted()).toEqual(first.lines.toSorted());
    expect(first.lines.map((line) => JSON.parse(line).is)).toEqual(
      expect.arrayContaining([
        "dataset",
        "category",
        "tool",
        "statement",
        "figure",
        "external-id",
        "value",
        "stackup",
        "stack",
      ]),
    );
  });

  test("imported a second time changes nothing", async () => {
    await createCatalog();
    const { file } = await exportOf();
    const url = await createDatabase("migrated");
    await importInto(url, file);
    const { result } = await importInto(url, file);
    expect([result.created, result.updated, result.vanished]).toEqual([0, 0, 0]);
  });

  test("keeps to what is public: no members, no waiting statements, no removed tools, no unlisted stacks", async () => {
    await createCatalog();
    await createTool({ slug: "gone" });
    await database.tool.update({ where: { slug: "gone" }, data: { removedAt: new Date() } });
    await createStatement({ tool: "rkt", text: "Waits here" });
    await database.statement.updateMany({ where: { text: "Waits here" }, data: { status: "waiting" } });
    await database.stack.updateMany({ data: { visibility: "unlisted" } });
    const { lines } = await exportOf();
    const text = lines.join("\n");
    for (const word of ["voter-", "gone", "Waits here", 'owner/name","kind']) expect(text).not.toContain(word);
  });

  test("says where votes given here were counted", async () => {
    await createCatalog();
    const { lines } = await exportOf();
    const statement = lines.map((line) => JSON.parse(line)).find((line) => line.text === "Scales far");
    expect(statement).toMatchObject({ votes: 5, source: { title: "Votes counted by Sidestack" } });
  });

  test("has tables in CSV whose cells are no formulas", async () => {
    await createCatalog();
    const { text } = await exportOf();
    expect(text("tools.csv")).toContain("rkt,'=rkt,");
    expect(text("figures.csv").split("\r\n")).toContain(
      "apache-mesos,stars,snapshot,5300,2025-01-01,https://example.org/source-a",
    );
    expect(text("licences.csv")).toContain("ODbL-1.0");
    expect(text("statements.csv")).toContain("Scales far,5,");
  });
});

describe("the folder of an export", () => {
  test("holds its files and nothing else; the compressed lines are the lines", async () => {
    await createTool({ slug: "rkt" });
    const folder = makeFolder();
    await Promise.all([writeExport(database, folder), writeExport(database, folder)]);
    expect(readdirSync(folder).sort()).toEqual([...exportFiles].sort());
    const [lines, packed] = ["sidestack.jsonl", "sidestack.jsonl.gz"].map((name) =>
      readFileSync(path.join(folder, name)),
    );
    expect(gunzipSync(packed ?? "").equals(lines ?? Buffer.alloc(0))).toBe(true);
    expect(String(lines)).toContain('"slug":"rkt"');
  });

  test("keeps the export before when the next one ends half way", async () => {
    await createTool({ slug: "rkt" });
    const folder = makeFolder();
    await writeExport(database, folder);
    const read = () => exportFiles.map((name) => readFileSync(path.join(folder, name), "utf8"));
    const before = read();
    await createTool({ slug: "lxd" });
    const stopped = AbortSignal.abort(new Error("the worker stops"));
    await expect(writeExport(database, folder, { signal: stopped })).rejects.toThrow("the worker stops");
    expect(read()).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual([...exportFiles].sort());
  });

  test("loses what a killed export left there an hour ago, and not what another one is writing", async () => {
    const folder = makeFolder({ ".writing-a/sidestack.jsonl": "half", "kept.txt": "an operator's own" });
    mkdirSync(path.join(folder, ".writing-b"));
    const hourAgo = Date.now() / 1000 - 3600;
    utimesSync(path.join(folder, ".writing-a"), hourAgo, hourAgo);
    await writeExport(database, folder);
    expect(readdirSync(folder).sort()).toEqual([".writing-b", "kept.txt", ...exportFiles].sort());
  });

  test("that is no folder is said, and nothing hangs", async () => {
    const file = path.join(makeFolder(), "file");
    writeFileSync(file, "");
    await expect(writeExport(database, file)).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

describe("an import of lines", () => {
  const refusedOr = (lines: object[]) =>
    prepareSidestackImport(database, {
      file: writeFile("sidestack.jsonl", lines.map((line) => JSON.stringify(line)).join("\n")),
    }).then(({ run }) => run());

  test("refuses what does not begin as an export", async () => {
    await expect(refusedOr([{ is: "tool" }])).rejects.toThrow(/first line/);
  });

  test("skips a line that is not right and takes the others", async () => {
    const head = { is: "sidestack", version: 1, licence: "CC0-1.0" };
    const layer = { is: "category", path: "layer-a", level: "layer", name: "Layer", position: 0 };
    const result = await refusedOr([head, { is: "category", path: 1 }, layer]);
    expect(result.report.skips).toEqual([{ at: "line 2", reason: expect.stringContaining("path") }]);
    expect(await database.category.count()).toBe(1);
  });
});
