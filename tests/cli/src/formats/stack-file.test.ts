import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareByKey } from "@/cli/src/formats/changes";
import type { Stack } from "@/cli/src/formats/sidestack";
import { keyOfEntry, readStackFile, StackFileError, writeStackFile } from "@/cli/src/formats/stack-file";
import { readStackPage, writeStackPage } from "@/cli/src/formats/stack-page";
import { dataSets } from "@/tests/support/data-sets";

const now = new Date("2026-11-26T12:00:00Z");
const head = "repo_name: a/b\nversion: 0.1\n";

const stack: Stack = {
  name: "A [b] | c",
  kind: "project",
  url: "https://github.com/a/b",
  visibility: "public",
  tools: [
    {
      tool: "postgresql",
      name: "PostgreSQL",
      layer: "application-and-data",
      version: "16",
      evidence: [{ file: "compose.yaml", line: 3 }],
    },
    { tool: "c-sharp", name: "C#", layer: "application-and-data" },
    { name: "Pipe | <b>Tool</b> `x`", layer: "devops", version: "8.0", reason: "It\nis there." },
  ],
};

describe("techstack.yml", () => {
  test("tells tools from packages, keeps the number of the picture, leaves out persons", () => {
    const file = readStackFile(`${head}branch: main
requested_by: some-person
tools:
- name: FastAPI
  version: 8.0
  website_url: https://fastapi.example/
  category: Languages & Frameworks
  sub_category: Microframeworks (Backend)
  image_url: https://img.example/service/25014/default_1.png
  detection_source: platform/pyproject.toml
  last_updated_by: A Person
  last_updated_on: 2023-05-05 14:30:05.000000000 Z
- name: pydantic
  package_url: https://packages.example/pydantic
  image_url: https://img.example/package/1/a.png
- name: old
  image_url: https://img.example/package/2/a.png
- name: Odd
  website_url: "javascript:alert(1)"
  detection_source: Repo Metadata
- 7
- name: ""
`);
    expect(file).toEqual({
      repository: "a/b",
      branch: "main",
      tools: [
        {
          name: "FastAPI",
          version: "8",
          website: "https://fastapi.example/",
          externalId: "Service_25014",
          category: "Languages & Frameworks",
          subCategory: "Microframeworks (Backend)",
          source: "platform/pyproject.toml",
        },
        { name: "Odd" },
      ],
      packages: [{ name: "pydantic", url: "https://packages.example/pydantic" }, { name: "old" }],
    });
    expect(JSON.stringify(file)).not.toMatch(/Person|some-person/);
  });

  test.each([
    ["larger than 512 KB", `${head}tools: []\n# ${"x".repeat(512 * 1024)}`, /larger than 512 KB/],
    ["more than 2,000 tools", `${head}tools:\n${"- name: a\n".repeat(2001)}`, /more than 2,000/],
    ["aliases", `${head}a: &a [1]\nb: *a\ntools: []\n`, /aliases/],
    ["no YAML", `${head}tools: [`, /not valid YAML: .* \(line \d+\)/],
    ["another version", "version: 0.2\ntools: []\n", /version must be 0.1/],
    ["no tools", head, /tools must be a list/],
    ["no object", "- a\n", /Not a Stack File/],
    ["nothing", "", /Not a Stack File/],
    ["levels without end", `${head}tools: ${"[".repeat(5000)}`, /nested more than 60 deep/],
    ["a line without end", `${head}tools: ${"[".repeat(20_000)}`, /a line of more than 10,000/],
  ])("refuses %s", (_, text, message) => {
    expect(() => readStackFile(text)).toThrow(StackFileError);
    expect(() => readStackFile(text)).toThrow(message);
  });

  test("written and read again gives the same tools", () => {
    const { tools, repository } = readStackFile(writeStackFile(stack, now));
    expect(repository).toBe("a/b");
    expect(tools.map(({ name, version, source }) => [name, version, source])).toEqual([
      ["PostgreSQL", "16", "compose.yaml"],
      ["C#", undefined, undefined],
      ["Pipe | <b>Tool</b> `x`", "8.0", undefined],
    ]);
  });

  test("as many keys as a file has room for are read", () => {
    const keys = Array.from({ length: 40_000 }, (_, place) => `k${place}: 1\n`).join("");
    expect(readStackFile(`${head}${keys}tools:\n- name: PHP\n`).tools).toEqual([{ name: "PHP" }]);
  });

  test("any text is read or refused with a StackFileError", () => {
    const pieces = fc
      .array(
        fc.constantFrom(
          "[",
          "]",
          "{",
          "}",
          "- ",
          "name: ",
          "a",
          "\n",
          "  ",
          ": ",
          "&a ",
          "*a",
          '"',
          "'",
          "|",
          "? ",
          "!a ",
          "<<: ",
          "%",
          "---\n",
        ),
        {
          maxLength: 80,
        },
      )
      .map((list) => `${head}tools:\n${list.join("")}`);
    fc.assert(
      fc.property(
        fc.oneof(
          pieces,
          pieces.map((text) => text.repeat(40)),
          fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array).toString("utf8")),
          fc.string(),
          fc.json(),
          fc.string().map((text) => `${head}tools:\n- name: ${text}`),
        ),
        (text) => {
          try {
            readStackFile(text);
          } catch (error) {
            expect(error).toBeInstanceOf(StackFileError);
          }
        },
      ),
    );
  });
});

describe("techstack.md", () => {
  test("written and read again gives the same tools", () => {
    expect(readStackPage(writeStackPage(stack, now))).toEqual([
      { name: "PostgreSQL", version: "16", layer: "application-and-data" },
      { name: "C#", layer: "application-and-data" },
      { name: "Pipe | <b>Tool</b> `x`", version: "8.0", layer: "devops" },
    ]);
  });

  test("holds no markup of names", () => {
    expect(writeStackPage(stack, now)).not.toContain("<b>Tool</b>");
  });

  test("any text is read or refused with a StackFileError", () => {
    const pieces = fc
      .array(
        fc.constantFrom(
          "| Tool | Version |\n",
          "|",
          "\\|",
          " a ",
          "\n",
          "## a (1)\n",
          "<img ",
          "src='/service/1/",
          "alt='",
          "'",
          ">",
        ),
      )
      .map((list) => list.join(""));
    fc.assert(
      fc.property(fc.oneof(pieces, fc.string()), (text) => {
        try {
          expect(readStackPage(text).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(StackFileError);
        }
      }),
    );
  });

  test("refuses what names no tool", () => {
    expect(() => readStackPage("# Hello\n")).toThrow(StackFileError);
    expect(() => readStackPage("x".repeat(1024 * 1024 + 1))).toThrow(/1 MB/);
    for (const piece of ["<img src='/service/1/", "| Tool | Version |", "## a (1", "\\|"])
      expect(() => readStackPage(piece.repeat(1024 * 1024).slice(0, 1024 * 1024))).toThrow(StackFileError);
  });

  test("gives the tools of pictures, and not the packages", () => {
    const picture = (folder: string, name: string) =>
      `<img width='36' height='36' src='https://img.example/${folder}/1/a.png' alt='${name}'>`;
    expect(readStackPage([picture("service", "PHP"), picture("package", "monolog"), "<img >"].join("\n"))).toEqual([
      { name: "PHP" },
    ]);
  });
});

// Two real files of one repository, twenty minutes apart; they lie beside the repository where they are at all.
const examples = path.join(dataSets, "techstack-examples");

describe.runIf(existsSync(examples))("real Stack Files", () => {
  const read = (name: string) => readFileSync(path.join(examples, name), "utf8");

  test("in another order are no change", () => {
    const [before, after] = ["torrentpier-19bfdf727.yml", "torrentpier-4df735c38.yml"].map((name) =>
      readStackFile(read(name)),
    );
    if (!before || !after) throw new Error("two files are compared");
    expect([before.tools.length, before.packages.length]).toEqual([8, 11]);
    const isSame = (a: { version?: string }, b: { version?: string }) => a.version === b.version;
    expect(compareByKey(before.tools, after.tools, keyOfEntry, isSame)).toEqual({
      added: [],
      removed: [],
      changed: [],
    });
    expect(compareByKey(before.packages, after.packages, keyOfEntry, isSame)).toEqual({
      added: [],
      removed: [],
      changed: [],
    });
  });

  test("as a page name the same tools", () => {
    const page = readStackPage(read("torrentpier-4df735c38.md")).map(({ name }) => name);
    const file = readStackFile(read("torrentpier-4df735c38.yml")).tools.map(({ name }) => name);
    expect(page.sort()).toEqual(file.sort());
  });
});
