import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { stackSchema } from "@/cli/src/formats/sidestack";
import { readStackFile } from "@/cli/src/formats/stack-file";
import { makeFolder } from "@/tests/support/folders";
import { ESCAPE, makeProject, type Run, type RunOptions } from "@/tests/support/packed-program";
import { packForSuite } from "@/tests/support/packed-suite";
import { startStub } from "@/tests/support/stub-server";

// The program as it is published: packed, unpacked where nothing else is, run with plain Node against a server on this machine.

const packed = packForSuite();
const run = (args: string[], options?: RunOptions): Promise<Run> => packed().run(args, options);
describe("the package", () => {
  test("is one program and its mapping, below 2 MB", () => {
    expect(packed().files).toEqual([
      "LICENSE",
      "README.md",
      "data/packages.json",
      "dist/LICENSES.txt",
      "dist/sidestack.js",
      "package.json",
    ]);
    expect(packed().size).toBeLessThan(2 * 1024 * 1024);
  });

  test("says its version and its help", async () => {
    expect(await run(["--version"])).toMatchObject({ code: 0, out: "0.1.0\n" });
    const help = await run(["--help"]);
    expect(help.code).toBe(0);
    expect(help.out).toContain("Exit codes: 0 done");
  });
});

describe("scan", () => {
  test("prints a table by layer with file, line and confidence", async () => {
    const { code, out, err } = await run(["scan"], { cwd: makeProject() });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Application & Data\n");
    expect(out).toMatch(/Express +\^5\.0\.0 +0\.95 +package\.json:3/);
    expect(out).toMatch(/PostgreSQL +16 +0\.90 +compose\.yaml:3/);
    expect(out).toMatch(/Zod \* +4\.0\.0/);
  });

  test("prints JSON, the formats, and the evidence of one tool", async () => {
    const folder = makeProject();
    const json = JSON.parse((await run(["scan", folder, "--json"])).out) as { tools: { key: string }[]; warnings: [] };
    expect(json.tools.map(({ key }) => key)).toContain("postgresql");
    expect(json.warnings).toEqual([]);
    const stack = stackSchema.parse(JSON.parse((await run(["scan", folder, "--format", "sidestack"])).out));
    expect(stack.tools.map(({ tool }) => tool)).toContain("express");
    const file = readStackFile((await run(["scan", folder, "--format", "techstack.yml"])).out);
    expect(file.tools.map(({ name }) => name)).toContain("Express");
    expect((await run(["scan", folder, "--format", "md"])).out).toMatch(/^# Tech stack of /);
    expect((await run(["scan", folder, "--explain", "Express"])).out).toContain('"express": "^5.0.0" in dependencies');
    expect(await run(["scan", folder, "--explain", "koa"])).toMatchObject({ code: 3, out: "" });
  });

  test("takes another mapping", async () => {
    const tools = {
      "our-express": { name: "Our Express", layer: "devops", use: "run", catalog: true, npm: ["express"] },
    };
    const file = path.join(makeFolder({ "m.json": JSON.stringify({ version: 1, tools }) }), "m.json");
    expect((await run(["scan", makeProject(), "--mapping", file])).out).toContain("Our Express");
    const { url } = await startStub(() => ({ status: 200, body: { version: 1, tools } }));
    expect((await run(["scan", makeProject(), "--mapping", `${url}/api/v1/packages`])).out).toContain("Our Express");
    const wrong = path.join(makeFolder({ "m.json": '{"version": 3}' }), "m.json");
    expect(await run(["scan", makeProject(), "--mapping", wrong])).toMatchObject({ code: 3 });
  });

  test("survives what is broken, and says so on standard error", async () => {
    const folder = makeFolder({
      "go.mod": "go 1.23\n",
      "a/package.json": Buffer.from([0, 1, 2]),
      "b/pom.xml": "<a><b></a>",
      "c/compose.yaml": "a: [",
      "d/Cargo.toml": "[a",
      "e/pom.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      "f/package.json": "",
    });
    truncateSync(path.join(folder, "f/package.json"), 50 * 1024 * 1024);
    symlinkSync(folder, path.join(folder, "loop"));
    const { code, out, err } = await run(["scan", folder]);
    expect(code).toBe(0);
    expect(out).toMatch(/Go +1\.23/);
    expect(err.trim().split("\n")).toHaveLength(6);
    for (const file of ["a/package.json", "b/pom.xml", "c/compose.yaml", "d/Cargo.toml", "e/pom.xml", "f/package.json"])
      expect(err).toContain(`! ${file} `);
  });

  test("names of files steer no terminal", async () => {
    const folder = makeFolder();
    const inner = path.join(folder, `a\n${ESCAPE}[31mred\u202e`);
    mkdirSync(inner);
    writeFileSync(path.join(inner, "package.json"), '{"dependencies":{"express":"1"}}');
    writeFileSync(path.join(inner, "pom.xml"), "<a>");
    for (const args of [
      ["scan"],
      ["scan", "--json"],
      ["scan", "--explain", "express"],
      ["scan", "--format", "techstack.yml"],
      ["scan", "--format", "md"],
    ]) {
      const { code, out, err } = await run(args, { cwd: folder });
      expect(code).toBe(0);
      for (const steering of [ESCAPE, "\u202e"]) expect(out + err).not.toContain(steering);
      expect(out + err).not.toContain("\nred");
    }
  });
});

describe("wrong use", () => {
  test.each([
    [["scan", "/nowhere/at/all"], 3, /does not exist/],
    [["scan", "--format", "xml"], 2, /choices/],
    [["scan", "--min-confidence", "2"], 2, /0 to 1/],
    [["bogus"], 2, /unknown command/],
    [["login", "--server", "ftp://a"], 2, /no address of a server/],
    [["compare", "redis"], 2, /two to four/],
    [["compare", "redis", "../admin"], 2, /no slug/],
    [["diff"], 3, /not shared yet/],
    [["share"], 3, /at least one tool/],
    [["login", "--server", "http://127.0.0.1:1"], 5, /cannot be reached/],
  ])("%j ends with %i", async (args, code, message) => {
    const result = await run(args, { cwd: makeFolder() });
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
    expect(result.err).not.toContain("    at ");
  });
});

describe("init", () => {
  test("writes a file that scan reads, and overwrites none", async () => {
    const folder = makeProject();
    expect(await run(["init", "--name", "Our shop"], { cwd: folder })).toMatchObject({ code: 0 });
    expect(parseYaml(readFileSync(path.join(folder, ".sidestack.yml"), "utf8"))).toMatchObject({
      name: "Our shop",
      tools: [],
    });
    expect((await run(["scan", "--json"], { cwd: folder })).out).toContain('"Our shop"');
    expect(await run(["init"], { cwd: folder })).toMatchObject({ code: 3 });
    expect(await run(["init", "--force"], { cwd: folder })).toMatchObject({ code: 0 });
  });
});
