import { describe, expect, test } from "vitest";
import { compareStacks } from "@/cli/src/formats/changes";
import { MOST_TOOLS, stackSchema } from "@/cli/src/formats/sidestack";

const tool = { name: "Redis", tool: "redis" };
const stack = { name: "A", kind: "project", visibility: "public", tools: [tool] };

describe("a stack", () => {
  test.each([
    ["plain", stack],
    [
      "full",
      {
        ...stack,
        url: "https://a.example",
        commit: "a".repeat(40),
        tools: [{ ...tool, since: "2024-05", until: "2025", confidence: 1, evidence: [{ file: "a/b", line: 1 }] }],
      },
    ],
    ["with most tools", { ...stack, tools: Array.from({ length: MOST_TOOLS }, () => tool) }],
  ])("%s is taken", (_, value) => {
    expect(stackSchema.safeParse(value).success).toBe(true);
  });

  test.each([
    ["5,000 tools", { ...stack, tools: Array.from({ length: 5000 }, () => tool) }],
    ["no tools", { ...stack, tools: [] }],
    ["a name of two lines", { ...stack, name: "a\nb" }],
    ["a script as address", { ...stack, url: "javascript:alert(1)" }],
    ["a path upwards", { ...stack, tools: [{ ...tool, evidence: [{ file: "../a" }] }] }],
    ["an absolute path", { ...stack, tools: [{ ...tool, evidence: [{ file: "/etc/passwd" }] }] }],
    ["a path of another system", { ...stack, tools: [{ ...tool, evidence: [{ file: "C:\\a" }] }] }],
    ["a path with a line break", { ...stack, tools: [{ ...tool, evidence: [{ file: "a\nb" }] }] }],
    ["a line of a file", { ...stack, tools: [{ ...tool, evidence: [{ file: "a", what: "secret" }] }] }],
    ["a month that is none", { ...stack, tools: [{ ...tool, since: "2024-13" }] }],
    ["a confidence above 1", { ...stack, tools: [{ ...tool, confidence: 1.1 }] }],
    ["unknown fields", { ...stack, owner: "x" }],
  ])("with %s is refused", (_, value) => {
    expect(stackSchema.safeParse(value).success).toBe(false);
  });
});

test("stacks are compared by tool, whatever their order", () => {
  const before = [
    { name: "Redis", tool: "redis", version: "7" },
    { name: "Own Tool" },
    { name: "MySQL", tool: "mysql" },
  ];
  const after = [
    { name: "own tool" },
    { name: "Redis Server", tool: "redis", version: "8" },
    { name: "PostgreSQL", tool: "postgresql" },
  ];
  const { added, removed, changed } = compareStacks(before, after);
  expect(added.map(({ name }) => name)).toEqual(["PostgreSQL"]);
  expect(removed.map(({ name }) => name)).toEqual(["MySQL"]);
  expect(changed.map((one) => [one.before.version, one.after.version])).toEqual([["7", "8"]]);
});
