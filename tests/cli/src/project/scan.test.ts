import { symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Failure } from "@/cli/src/failure";
import { stackSchema } from "@/cli/src/formats/sidestack";
import { readGit, webAddress } from "@/cli/src/project/git";
import { scanProject } from "@/cli/src/project/scan";
import { readSettings, writeSlug } from "@/cli/src/project/settings";
import { toStack } from "@/cli/src/project/stack";
import { walk } from "@/cli/src/project/walk";
import { mapping } from "@/tests/support/detect";
import { makeFolder } from "@/tests/support/folders";

const manifest = (name: string) => JSON.stringify({ dependencies: { [name]: "^1.0.0" } });
const paths = (folder: string, ignored: string[] = []) => walk(folder, ignored).files.map((file) => file.path);

describe("walking a folder", () => {
  test("leaves out what .gitignore files ignore, the nearest one first", () => {
    const folder = makeFolder({
      ".gitignore": "*.log\ndist/\n/root-only\n",
      "a.log": "",
      "root-only": "",
      "dist/package.json": "{}",
      "web/.gitignore": "!keep.log\nsecret\n",
      "web/keep.log": "",
      "web/other.log": "",
      "web/secret/package.json": "{}",
      "web/root-only": "",
      "web/src/secret": "",
      secret: "",
    });
    expect(paths(folder)).toEqual([".gitignore", "secret", "web/.gitignore", "web/keep.log", "web/root-only"]);
  });

  test("leaves out what .sidestack.yml ignores, and what no project is", () => {
    const folder = makeFolder({
      "legacy/package.json": "{}",
      "src/a.ts": "",
      "node_modules/react/package.json": "{}",
      ".git/config": "",
      "sub/node_modules/x.js": "",
    });
    expect(paths(folder, ["legacy/"])).toEqual(["src/a.ts"]);
  });

  test("follows no symbolic link", () => {
    const outside = makeFolder({ "package.json": manifest("express") });
    const folder = makeFolder({ "src/a.ts": "" });
    symlinkSync(folder, path.join(folder, "loop"));
    symlinkSync("..", path.join(folder, "src", "up"));
    symlinkSync(path.join(outside, "package.json"), path.join(folder, "package.json"));
    symlinkSync("nowhere", path.join(folder, "broken"));
    expect(walk(folder)).toEqual({ files: [{ path: "src/a.ts", text: "" }], warnings: [] });
  });

  test("refuses a manifest of 50 MB without reading it, and reads the rest", () => {
    const folder = makeFolder({ "go.mod": "go 1.23\n", "package.json": "" });
    truncateSync(path.join(folder, "package.json"), 50 * 1024 * 1024);
    const { detections, warnings } = scanProject(folder, mapping);
    expect(warnings).toEqual([{ file: "package.json", reason: "is larger than 10 MB and was not read" }]);
    expect(detections.map(({ key }) => key)).toEqual(["go"]);
  });

  test("says so when there is no such folder", () => {
    expect(() => scanProject("/nowhere/at/all", mapping)).toThrow(Failure);
    expect(() => walk(path.join(makeFolder({ a: "" }), "a"))).toThrow(/cannot be read/);
  });

  test.each([
    ["a binary", "package.json", Buffer.from([0, 1, 2, 255])],
    ["a broken TOML", "Cargo.toml", Buffer.from("[a")],
  ])("%s is a warning", (_, file, bytes) => {
    expect(scanProject(makeFolder({ [file]: bytes }), mapping).warnings).toEqual([
      { file, reason: expect.any(String) },
    ]);
  });
});

describe(".sidestack.yml", () => {
  test("corrects and adds", () => {
    const folder = makeFolder({
      "package.json": manifest("express"),
      "compose.yaml": "services:\n  db:\n    image: mongo:7\n",
      ".sidestack.yml": `name: My stack
not-us: [MongoDB]
tools:
  - tool: postgresql
    reason: One database.
    since: 2024-05
  - name: Own Tool
    layer: devops
  - tool: express
    reason: Small.
`,
    });
    const scan = scanProject(folder, mapping);
    const stack = stackSchema.parse(toStack(scan, scan.detections));
    expect(stack.name).toBe("My stack");
    expect(stack.tools.map(({ name }) => name)).toEqual([
      "Docker Compose",
      "Express",
      "Docker",
      "PostgreSQL",
      "Own Tool",
    ]);
    expect(stack.tools.find(({ tool }) => tool === "postgresql")).toEqual({
      tool: "postgresql",
      name: "PostgreSQL",
      layer: "application-and-data",
      reason: "One database.",
      since: "2024-05",
    });
    expect(stack.tools.find(({ tool }) => tool === "express")).toMatchObject({ reason: "Small.", confidence: 0.95 });
  });

  test.each([
    ["no YAML", "name: [", /not valid YAML/],
    ["an unknown field", "nmae: a\n", /nmae/],
    ["aliases", "name: &a x\ndescription: *a\n", /aliases/],
    ["a kind that is none", "kind: club\n", /kind/],
    ["more than 1 MB", `# ${"x".repeat(1024 * 1024)}`, /1 MB/],
  ])("with %s is refused", (_, text, message) => {
    const folder = makeFolder({ ".sidestack.yml": text });
    expect(() => readSettings(folder)).toThrow(Failure);
    expect(() => readSettings(folder)).toThrow(message);
  });

  test("takes the slug of the shared stack and keeps its comments", () => {
    const folder = makeFolder({ ".sidestack.yml": "# ours\nname: A # short\n" });
    writeSlug(folder, "a-1");
    expect(readSettings(folder)).toMatchObject({ name: "A", slug: "a-1" });
    writeSlug(folder, "a-2");
    expect(readSettings(folder).slug).toBe("a-2");
    const empty = makeFolder();
    writeSlug(empty, "a-1");
    expect(readSettings(empty).slug).toBe("a-1");
  });
});

describe("what is shared of a scan", () => {
  test("names, versions, paths and lines, and no line of a file", () => {
    const folder = makeFolder({
      "package.json": manifest("express"),
      ".env.example": "SENTRY_DSN=https://hunter2@a.example\n",
    });
    const scan = scanProject(folder, mapping);
    const text = JSON.stringify(toStack(scan, scan.detections));
    expect(text).toContain('"evidence":[{"file":"package.json","line":1}]');
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain("in dependencies");
  });

  test("a path with a line break stays at home", () => {
    const folder = makeFolder();
    writeFileSync(path.join(folder, "go.mod"), "go 1.23\n");
    const inner = makeFolder({ "a\nb/package.json": manifest("express") });
    const scan = scanProject(inner, mapping);
    expect(scan.detections.map(({ key }) => key)).toContain("express");
    expect(stackSchema.parse(toStack(scan, scan.detections)).tools[0]?.evidence).toBeUndefined();
  });
});

describe("git", () => {
  const commit = "0123456789012345678901234567890123456789";
  const config = '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://user:secret@host.example/a/b.git\n';

  test.each([
    [
      "a branch",
      { ".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": `${commit}\n`, ".git/config": config },
    ],
    [
      "a packed branch",
      {
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/packed-refs": `# pack\n${commit} refs/heads/main\n`,
        ".git/config": config,
      },
    ],
    ["a commit", { ".git/HEAD": `${commit}\n`, ".git/config": config }],
  ])("of %s tells commit and address, without password", (_, files) => {
    expect(readGit(makeFolder(files))).toEqual({ commit, url: "https://host.example/a/b" });
  });

  test("is empty where there is none, or a broken one", () => {
    expect(readGit(makeFolder())).toEqual({});
    expect(readGit(makeFolder({ ".git/HEAD": "ref: refs/heads/../../../etc/passwd" }))).toEqual({});
  });

  test.each([
    ["git@host.example:a/b.git", "https://host.example/a/b"],
    ["ssh://git@host.example:22/a/b.git", "https://host.example/a/b"],
    ["https://host.example/a/b/", "https://host.example/a/b"],
    ["/srv/git/a.git", undefined],
    ["file:///srv/a", undefined],
  ])("%s is %s", (remote, address) => {
    expect(webAddress(remote)).toBe(address);
  });
});
