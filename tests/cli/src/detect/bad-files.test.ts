import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { examineFiles, LARGEST_FILE, wantsText } from "@/cli/src/detect/detect";
import { readers } from "@/cli/src/detect/readers";
import { mapping } from "@/tests/support/detect";

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

/** A megabyte of the same piece; of different ones where the piece takes the number of its place. */
function megabyte(
  piece: string | ((place: number) => string),
  [head, tail]: readonly [string, string] = ["", ""],
): string {
  const parts: string[] = [];
  for (let length = 0; length < 1024 * 1024; length += parts.at(-1)?.length ?? 1)
    parts.push(typeof piece === "string" ? piece : piece(parts.length));
  return `${head}${parts.join("")}${tail}`;
}

// Each of these kept a search busy for minutes, or ended it for want of room, before it was bounded: a test that hangs has failed.
describe("a megabyte of hostile text is read or refused", () => {
  const wide = (word: string) => ` ${word.repeat(Math.floor(490 / word.length))}\n`;
  test.each<[path: string, ...parts: Parameters<typeof megabyte>]>([
    ["requirements.txt", "\n"],
    ["requirements.txt", "    # (", ["# via\na==1\n", ""]],
    ["pyproject.toml", " ", ['[project]\ndependencies = ["a b', 'c"]']],
    ["pyproject.toml", (place) => `"p${place}\\u003e=1",\n`, ["[project]\ndependencies = [\n", "]\n"]],
    ["deps.edn", "a"],
    ["mix.lock", "\n"],
    ["deno.jsonc", "/*"],
    ["deno.jsonc", '\\"'],
    ["bun.lock", '"\\'],
    ["package.json", (place) => `"p${place}":"1",`, ['{"dependencies":{', '"z":"1"}}']],
    ["package.json", (place) => `"p\\u0061${place}":"1",`, ['{"dependencies":{', '"z":"1"}}']],
    ["yarn.lock", " ", ["a@1:\n  version ", '"x']],
    ["Cargo.toml", (place) => `p${place}="1"\n`, ["[dependencies]\n", ""]],
    ["Cargo.toml", (place) => `"a/b${place}",`, ["[features]\nf=[", "]\n"]],
    ["a.csproj", "<PackageReference "],
    ["a.csproj", "IsTestProject ", ["<Project>", ""]],
    ["a.csproj", "<Project Sdk "],
    ["compose.yaml", "{["],
    ["pubspec.yaml", '"'],
    ["compose.yaml", "[\n"],
    ["pubspec.yaml", "[a]\n"],
    [".github/workflows/a.yml", "\ta: b\n"],
    [".gitlab-ci.yml", (place) => `k${place}: &a${place} b\n`],
    ["Chart.yaml", (place) => `  - name: a${place}\n`, ["dependencies:\n", ""]],
    ["Dockerfile", wide("nginx "), ["FROM a\n", ""]],
    ["Dockerfile", wide("$A"), [`ARG A=${"b".repeat(480)}\n`, ""]],
    ["setup.cfg", "[tool:pytest]\n"],
    ["render.yaml", "\n", ["services:", ""]],
    ["k8s/a.yaml", "kind: Pod\napiVersion: v1\n"],
    ["main.tf", (place) => `resource "aws_a${place}" "b" {\n`],
    [".env.example", (place) => `A${place}=mysql://a@b\n`],
    ["settings.py", "django.db.backends."],
  ])(
    "%s of %j",
    (path, ...parts) => {
      const { detections, warnings } = examineFiles([{ path, text: megabyte(...parts) }], mapping);
      expect(warnings.filter(({ reason }) => reason.startsWith("could not be read"))).toEqual([]);
      for (const { evidence } of detections) expect(evidence.length).toBeLessThanOrEqual(20);
    },
    60_000,
  );
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
    ...[
      "config/database.yml",
      "config/database.php",
      "schema.prisma",
      "settings.py",
      "drizzle.config.ts",
      "render.yaml",
      "traefik.toml",
      "prometheus.yml",
      "envoy.yaml",
      "openapi.json",
      "a.code-workspace",
      "app.json",
    ],
    ...[
      "kustomization.yaml",
      ".circleci/config.yml",
      ".travis.yml",
      ".tool-versions",
      "rust-toolchain",
      "pubspec.lock",
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
    const nested = fc
      .tuple(
        fc.constantFrom("[", "{a: ", "- ", "a:\n ", "<a>", '{"a":', "&a [", "? ", "("),
        fc.integer({ min: 1, max: 3000 }),
      )
      .map(([piece, times]) => piece.repeat(times));
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
        fc.oneof(bytes, pieces, nested, fc.string({ unit: "binary" }), fc.json()),
        (path, text) => {
          const { detections, warnings } = examineFiles([{ path, text }], mapping);
          // What a reader refuses it says in words of its own; anything else is a fault of the reader.
          expect(warnings.filter(({ reason }) => reason.startsWith("could not be read"))).toEqual([]);
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
