import { describe, expect, test } from "vitest";
import { cacheRules } from "@/tests/support/architecture/caching";
import { codeRules } from "@/tests/support/architecture/code";
import { importRules } from "@/tests/support/architecture/imports";
import { nameRules } from "@/tests/support/architecture/names";
import { repositoryRules } from "@/tests/support/architecture/repository";
import type { Tree } from "@/tests/support/architecture/rule";
import { type ProjectFile, parseFile, readProject } from "@/tests/support/source-tree";

// The rules of the house: which part may know which, what files are called, where caching and tags live. Each rule says why
// it is there, and carries small broken trees that it must refuse, so that a rule that has gone blind is noticed.

const project = readProject();

function parseTree(tree: Tree): ProjectFile[] {
  return Object.entries(tree).map(([file, text]) => parseFile(file, text));
}

const groups = { importRules, nameRules, cacheRules, codeRules, repositoryRules };

describe.each(Object.values(groups).flatMap((rules) => rules.map((rule) => [rule.rule, rule] as const)))(
  "%s",
  (_, { rule, reason, check, broken, sound }) => {
    test("holds", () => {
      const faults = check(project);
      expect(faults, `Rule: ${rule}.\nWhy: ${reason}.\nBroken at:\n  ${faults.join("\n  ")}\n`).toEqual([]);
    });

    test.each(broken)("is seen to be broken, %#", (tree) => {
      expect(check(parseTree(tree)), JSON.stringify(tree)).not.toEqual([]);
    });

    test.each(sound)("is not seen where it holds, %#", (tree) => {
      expect(check(parseTree(tree)), JSON.stringify(tree)).toEqual([]);
    });
  },
);

test("the rules look at the whole project", () => {
  const paths = project.map((file) => file.path);
  expect(paths).toEqual(expect.arrayContaining(["app/layout.tsx", "lib/db.ts", "prisma/seed.ts", "package-lock.json"]));
  expect(paths.filter((file) => file.includes("node_modules/") || file.startsWith("lib/generated/"))).toEqual([]);
  expect(project.flatMap((file) => file.imports).length).toBeGreaterThan(300);
});
