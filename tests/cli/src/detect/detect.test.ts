import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectFiles, examineFiles, LARGEST_FILE, wantsText } from "@/cli/src/detect/detect";
import { readers } from "@/cli/src/detect/readers";
import { mapping } from "@/tests/support/detect";

function find(files: Record<string, string>, tool: string) {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  return examineFiles(list, mapping).detections.find((detection) => detection.key === tool);
}

describe("how sure a tool is", () => {
  const dependency = (name: string, section = "dependencies") => JSON.stringify({ [section]: { [name]: "^1.0.0" } });
  test.each([
    ["a dependency", { "package.json": dependency("express") }, "express", 0.95],
    [
      "a development dependency of a tool that programs run on",
      { "package.json": dependency("express", "devDependencies") },
      "express",
      0.45,
    ],
    [
      "a development dependency of a build tool",
      { "package.json": dependency("vite", "devDependencies") },
      "vite",
      0.9,
    ],
    ["an example", { "examples/a/package.json": dependency("express") }, "express", 0.38],
    ["tests", { "tests/a/package.json": dependency("express") }, "express", 0.48],
    [
      "a test tool in tests",
      { "e2e/package.json": dependency("@playwright/test", "devDependencies") },
      "playwright",
      0.81,
    ],
    ["vendored code", { "vendor/a/package.json": dependency("express") }, "express", 0.19],
    [
      "two files",
      { "a/package.json": dependency("express"), "b/package.json": dependency("express") },
      "express",
      0.97,
    ],
    [
      "many files",
      Object.fromEntries(["a", "b", "c", "d", "e"].map((folder) => [`${folder}/package.json`, dependency("express")])),
      "express",
      0.99,
    ],
    [
      "a service of a pipeline",
      { ".github/workflows/a.yml": "jobs:\n  a:\n    services:\n      b:\n        image: redis\n" },
      "redis",
      0.7,
    ],
    [
      "a pipeline that sets a tool up",
      { ".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - uses: pnpm/action-setup@v4\n" },
      "pnpm",
      0.5,
    ],
    ["a variable", { ".env.example": "SENTRY_DSN=\n" }, "sentry", 0.65],
    ["a variable that is commented out", { ".env.example": "# SENTRY_DSN=\n" }, "sentry", 0.5],
    [
      "a language of an image in which nothing is written",
      { Dockerfile: "FROM golang:1.23\n", "a.ts": "" },
      "go",
      0.45,
    ],
    ["a manifest alone, as it is pasted", { "go.mod": "go 1.23\n" }, "go", 0.95],
  ])("%s", (_, files, tool, confidence) => {
    expect(find(files, tool)?.confidence).toBe(confidence);
  });

  test("what came along with others is no tool of the project", () => {
    const lock = '{"packages":{"node_modules/express":{"version":"5.0.0"},"node_modules/koa":{"version":"3.0.0"}}}';
    const files = { "package.json": dependency("express"), "package-lock.json": lock };
    expect(find(files, "koa")).toBeUndefined();
    expect(
      find({ "go.mod": "go 1.23\nrequire github.com/gin-gonic/gin v1.10.0 // indirect\n" }, "gin"),
    ).toBeUndefined();
  });

  test("a project is no user of itself", () => {
    const files = [{ path: "compose.yaml", text: "services:\n  a:\n    image: grafana/grafana\n" }];
    expect(detectFiles(files, mapping).map(({ key }) => key)).toContain("grafana");
    expect(detectFiles(files, mapping, { own: ["Grafana"] }).map(({ key }) => key)).not.toContain("grafana");
  });
});

describe("versions", () => {
  test("of the lock file beside the manifest, or of one above it", () => {
    const manifest = '{"dependencies":{"react":"^19.0.0"}}';
    const lock = (version: string) => `{"packages":{"node_modules/react":{"version":"${version}"}}}`;
    expect(find({ "package.json": manifest }, "react")?.version).toBe("^19.0.0");
    expect(find({ "a/b/package.json": manifest, "package-lock.json": lock("19.0.1") }, "react")?.version).toBe(
      "19.0.1",
    );
    const both = {
      "a/package.json": manifest,
      "package-lock.json": lock("18.0.0"),
      "a/package-lock.json": lock("19.0.2"),
    };
    expect(find(both, "react")?.version).toBe("19.0.2");
    expect(find({ "a/package.json": manifest, "b/package-lock.json": lock("1.0.0") }, "react")?.version).toBe(
      "^19.0.0",
    );
  });

  test("of two versions in a lock file, the one that was asked for", () => {
    const lock = 'react@^17:\n  version "17.0.2"\n\nreact@^19.0.0:\n  version "19.0.1"\n';
    expect(find({ "package.json": '{"dependencies":{"react":"^19.0.0"}}', "yarn.lock": lock }, "react")?.version).toBe(
      "19.0.1",
    );
  });

  test("a driver's version is not its database's", () => {
    expect(find({ "package.json": '{"dependencies":{"pg":"8.13.0"}}' }, "postgresql")?.version).toBeUndefined();
    expect(find({ "compose.yaml": "services:\n  db:\n    image: postgres:16\n" }, "postgresql")?.version).toBe("16");
  });
});

describe("languages", () => {
  const names = (files: string[]) =>
    detectFiles(
      files.map((path) => ({ path, text: "" })),
      mapping,
    ).map(({ key }) => key);
  const many = (end: string, number: number) => Array.from({ length: number }, (_, index) => `src/${index}.${end}`);

  test("by their share of the code", () => {
    expect(names([...many("py", 50), ...many("js", 1)])).toEqual(["python"]);
    expect(names([...many("py", 50), ...many("js", 10)])).toEqual(["javascript", "python"]);
  });

  test("tests, examples, settings and hidden files do not count", () => {
    const files = [
      "vite.config.ts",
      "src/a.test.ts",
      "examples/a.ts",
      "vendor/b.ts",
      ".eslintrc.js",
      "types.d.ts",
      "a_test.go",
    ];
    expect(names([...many("py", 5), ...files])).toEqual(["python", "eslint", "vite"]);
  });
});

describe("bad files are warnings", () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "${"x".repeat(50)}">${"<!ENTITY c '&b;&b;'>".repeat(20)}]><project>&c;</project>`;
  const aliases = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
    .split("")
    .map((key, index) => `${key}: &${key} [${`*${"abcdefghi"[index]},`.repeat(9)}]`)
    .join("\n")}\nservices: *j\n`;
  test.each([
    ["binary", "package.json", "\u0000\u0001\u0002", /binary/],
    ["no JSON", "package.json", '{"dependencies": {', /not valid JSON/],
    ["no TOML", "Cargo.toml", "[package\nname = ", /not valid TOML/],
    ["no XML", "pom.xml", "<project><a></project>", /not valid XML/],
    ["an entity bomb", "pom.xml", bomb, /entities/],
    ["an entity bomb in a project file", "a.csproj", bomb, /entities/],
    ["no YAML", "compose.yaml", "services:\n  a: [\n", /not valid YAML/],
    ["no YAML in a workflow", ".github/workflows/a.yml", "jobs:\n\t- a", /not valid YAML/],
    ["too large", "package.json", "x".repeat(LARGEST_FILE + 1), /larger than 10 MB/],
    [
      "too deep",
      "compose.yaml",
      `${Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")}\n`,
      /deep/,
    ],
    ["a Dockerfile without FROM", "Dockerfile", "hello", /FROM/],
  ])("%s", (_, path, text, reason) => {
    const { detections, warnings } = examineFiles(
      [
        { path, text },
        { path: "go.mod", text: "go 1.23\n" },
      ],
      mapping,
    );
    expect(warnings).toEqual([{ file: path, reason: expect.stringMatching(reason) }]);
    expect(detections.map(({ key }) => key)).toContain("go");
  });

  test("aliases are not followed", () => {
    expect(examineFiles([{ path: "compose.yaml", text: aliases }], mapping).warnings).toEqual([]);
  });
});

describe("whatever a file holds", () => {
  const names = [
    ...[
      "package.json",
      "yarn.lock",
      "pnpm-lock.yaml",
      "bun.lock",
      "deno.jsonc",
      "requirements.txt",
      "pyproject.toml",
      "setup.cfg",
    ],
    ...[
      "setup.py",
      "Pipfile.lock",
      "Gemfile",
      "Gemfile.lock",
      "a.gemspec",
      "composer.json",
      "go.mod",
      "Cargo.toml",
      "pom.xml",
    ],
    ...[
      "build.gradle",
      "libs.versions.toml",
      "build.sbt",
      "deps.edn",
      "a.csproj",
      "packages.config",
      "global.json",
      "mix.exs",
    ],
    ...[
      "mix.lock",
      "Package.swift",
      "Package.resolved",
      "Podfile",
      "pubspec.yaml",
      "Dockerfile",
      "compose.yaml",
      "Chart.yaml",
    ],
    ...[
      "main.tf",
      ".github/workflows/a.yml",
      ".gitlab-ci.yml",
      ".env.example",
      "application.yml",
      "k8s/a.yaml",
      "poetry.lock",
    ],
  ];

  test("every reader is among the names", () => {
    const isTried = (matches: (path: string, base: string) => boolean) =>
      names.some((name) => matches(name, name.split("/").at(-1) ?? ""));
    const rare =
      /settings|schema|version|packages|lock|shrinkwrap|blueprint|kustomization|description|CI|Drone|workspace|\.nvmrc|Pipfile|database/i;
    expect(
      readers.filter(({ name, matches }) => !isTried(matches) && !rare.test(name)).map(({ name }) => name),
    ).toEqual([]);
  });

  test("nothing throws", () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array).toString("utf8"));
    const pieces = fc
      .array(
        fc.constantFrom(
          '{"dependencies":',
          '"react"',
          ":",
          "{",
          "}",
          "[",
          "]",
          "\n",
          "  ",
          "<project>",
          "gem ",
          "'",
          '"',
          "&a",
          "*a",
          "- ",
          "FROM ",
          "=",
          "[tool.poetry]",
          "null",
          "1",
          "services:",
          "image:",
          "\t",
          "#",
          "{:",
          "require (",
          ")",
        ),
        { maxLength: 60 },
      )
      .map((list) => list.join(""));
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.oneof(bytes, pieces, fc.string({ unit: "binary" }), fc.json()),
        (path, text) => {
          const { detections } = examineFiles([{ path, text }], mapping);
          for (const { confidence, evidence } of detections) {
            expect(confidence).toBeGreaterThanOrEqual(0);
            expect(confidence).toBeLessThan(1);
            expect(evidence.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("any path may be asked about", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (path) => typeof wantsText(path) === "boolean"));
  });

  test("names of an object's own properties are no packages", () => {
    const text =
      '{"dependencies": {"__proto__": "1", "constructor": "1", "toString": "1"}, "engines": {"node": {"a": 1}}}';
    expect(examineFiles([{ path: "package.json", text }], mapping)).toEqual({ detections: [], warnings: [] });
  });
});
