import { describe, expect, test } from "vitest";
import { findToolsInFile, LONGEST_FILE } from "@/lib/stacks/manifests/queries";
import { mapping } from "@/tests/support/detect";

const namesIn = (file: string, text: string) =>
  findToolsInFile(file, text, mapping).tools.map(({ tool, name }) => tool ?? name);

test.each([
  ["package.json", '{ "dependencies": { "react": "^19.0.0", "left-pad": "1.0.0" } }', ["react"]],
  ["requirements.txt", "django==5.0\n", ["django"]],
  ["go.mod", "module x\n\ngo 1.22\n\nrequire github.com/gin-gonic/gin v1.9.0\n", ["gin"]],
  ["Gemfile", 'gem "rails", "~> 8.0"\n', ["ruby-on-rails"]],
  ["Dockerfile", "FROM postgres:18\n", ["postgresql"]],
])("the tools of a %s", (file, text, tools) => {
  expect(namesIn(file, text)).toEqual(expect.arrayContaining(tools));
});

test("evidence has the file and the line", () => {
  const { tools } = findToolsInFile(
    "web/package.json",
    '{\n  "dependencies": {\n    "react": "^19.0.0"\n  }\n}',
    mapping,
  );
  expect(tools.find(({ tool }) => tool === "react")?.evidence).toContainEqual({ file: "web/package.json", line: 3 });
});

describe("a techstack.yml", () => {
  const text = `repo_name: a/b
version: 0.1
requested_by: somebody-of-flesh
tools:
- name: PHP
  version: 8.1
  category: Languages & Frameworks
  detection_source: composer.json
  last_updated_by: Somebody Else
- name: monolog/monolog
  package_url: https://packages.example.org/monolog/monolog
`;

  test("gives tools and leaves packages and persons out", () => {
    const found = findToolsInFile("techstack.yml", text, mapping);
    expect(found).toEqual({
      tools: [{ name: "PHP", version: "8.1", evidence: [{ file: "composer.json" }] }],
      packages: 1,
    });
    expect(JSON.stringify(found)).not.toMatch(/somebody/i);
  });
});

test("a techstack.md gives the tools of its tables", () => {
  const text =
    "# Tech stack of A\n\n## DevOps (1)\n\n| Tool | Version | Seen in | Why |\n| :-- | :-- | :-- | :-- |\n| Docker | 27 | Dockerfile | |\n";
  const found = { tools: [{ name: "Docker", version: "27", layer: "devops" }], packages: 0 };
  expect(findToolsInFile("docs/techstack.md", text, mapping)).toEqual({
    ...found,
    tools: found.tools.map((tool) => expect.objectContaining(tool)),
  });
  expect(() => findToolsInFile("techstack.md", "# Hello", mapping)).toThrow("No tool found");
});

test.each([
  ["a binary file", "package.json", "PK\0\u0001", "binary"],
  ["text that is not UTF-8", "package.json", "{ \ufffd }", "binary"],
  ["bad JSON", "package.json", "{ nonsense", "package.json"],
  ["bad YAML", "techstack.yml", "tools: [", "YAML"],
  ["a large file", "package.json", " ".repeat(LONGEST_FILE + 1), "larger"],
  [
    "entities of entities",
    "pom.xml",
    `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><project><name>&b;</name></project>`,
    "pom.xml",
  ],
])("refuses %s and says why", (_, file, text, word) => {
  expect(() => findToolsInFile(file, text, mapping)).toThrow(word);
});
