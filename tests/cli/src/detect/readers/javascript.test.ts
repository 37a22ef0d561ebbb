import { describe, expect, test } from "vitest";
import { readLines } from "@/tests/support/detect";

describe("package.json", () => {
  test("sections, versions, lines, aliases", () => {
    const text = `{
  "name": "web",
  "packageManager": "pnpm@9.1.0+sha512.abc",
  "engines": { "node": ">=20" },
  "dependencies": { "react": "^19.0.0", "fast": "npm:fastify@5.0.0", "own": "workspace:*", "git": "git+https://a.example/b.git" },
  "devDependencies": {
    "react": "^18.0.0",
    "vitest": "4.1.0"
  },
  "peerDependencies": { "vue": ">=3" },
  "optionalDependencies": { "pg": "8" },
  "jest": { "preset": "x" }
}`;
    expect(readLines("package.json", text)).toEqual([
      "npm react ^19.0.0 run :5",
      "npm fastify 5.0.0 run :5",
      "npm own run :5",
      "npm git run :5",
      "npm vue >=3 peer :10",
      "npm pg 8 optional :11",
      "npm vitest 4.1.0 dev :8",
      "tool pnpm 9.1.0 run :3",
      "tool nodejs >=20 run :4",
      "tool jest dev :12",
    ]);
  });

  test.each([
    ["dependencies are a list", '{"dependencies": ["react"]}'],
    ["a version is a number", '{"dependencies": {"react": 19}}'],
    ["it is a list", "[]"],
    ["it is null", "null"],
  ])("finds nothing where %s", (_, text) => {
    expect(readLines("package.json", text)).toEqual([]);
  });
});

describe("lock files", () => {
  test.each([
    [
      "package-lock.json",
      '{"lockfileVersion":3,"packages":{"":{"name":"a"},"node_modules/react":{"version":"19.0.1"},"node_modules/@a/b":{"version":"1.0.0"},"node_modules/x/node_modules/react":{"version":"17.0.0"}}}',
      ["tool npm dev", "lock npm react 19.0.1", "lock npm @a/b 1.0.0"],
    ],
    [
      "package-lock.json",
      '{"lockfileVersion":1,"dependencies":{"react":{"version":"16.0.0"}}}',
      ["tool npm dev", "lock npm react 16.0.0"],
    ],
    [
      "yarn.lock",
      '# yarn lockfile v1\n\n"@a/b@^1.0.0", "@a/b@~1.0.1":\n  version "1.0.2"\n  resolved "https://a.example"\n\nreact@^19:\n  version "19.0.1"\n',
      ["tool yarn dev", "lock npm @a/b 1.0.2 ^1.0.0", "lock npm @a/b 1.0.2 ~1.0.1", "lock npm react 19.0.1 ^19"],
    ],
    [
      "yarn.lock",
      '__metadata:\n  version: 8\n\n"react@npm:^19":\n  version: 19.0.1\n  resolution: "react@npm:19.0.1"\n',
      ["tool yarn dev", "lock npm react 19.0.1 ^19"],
    ],
    [
      "pnpm-lock.yaml",
      "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      '@a/b':\n        specifier: ^1.0.0\n        version: 1.0.2(react@19.0.1)\n      react:\n        specifier: 'catalog:'\n        version: 19.0.1\n\npackages:\n\n  react@19.0.1:\n    specifier: no\n    version: 0.0.0\n",
      ["tool pnpm dev", "lock npm @a/b 1.0.2 ^1.0.0", "lock npm react 19.0.1 catalog:"],
    ],
    [
      "bun.lock",
      '{\n  "packages": {\n    "react": ["react@19.0.1", "", {}, "sha"],\n  }, // end\n}',
      ["tool bun dev", "lock npm react 19.0.1"],
    ],
    [
      "deno.lock",
      '{"version":"4","npm":{"hono@4.6.0":{},"@a/b@1.0.0_react@19":{}}}',
      ["tool deno dev", "lock npm hono 4.6.0", "lock npm @a/b 1.0.0"],
    ],
  ])("%s", (file, text, expected) => {
    expect(readLines(file, text)).toEqual(expected);
  });
});

test.each([
  [
    "deno.jsonc",
    '{\n  // served by Deno\n  "imports": {\n    "hono": "jsr:@hono/hono@^4.6.0",\n    "x": "./x.ts",\n  }\n}',
    ["tool deno run", "npm @hono/hono ^4.6.0 run :4"],
  ],
  [".nvmrc", "v22.1.0\n", ["tool nodejs 22.1.0 run :1"]],
  [".nvmrc", "lts/*\n", ["tool nodejs run :1"]],
  ["pnpm-workspace.yaml", "packages:\n  - apps/*\ncatalog:\n  react: ^19.0.0\n", ["lock npm react ^19.0.0"]],
])("%s", (file, text, expected) => {
  expect(readLines(file, text)).toEqual(expected);
});
