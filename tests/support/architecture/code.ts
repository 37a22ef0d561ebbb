import ts from "typescript";
import {
  importFaults,
  inComponents,
  inLib,
  isCallOf,
  nodeFaults,
  type Rule,
  textFaults,
} from "@/tests/support/architecture/rule";
import { findNodes } from "@/tests/support/source-tree";

/** What no file may hold. */
export const codeRules: Rule[] = [
  {
    rule: "no any, no double assertion, no comment that silences the compiler or a whole file of lint",
    reason: "each switches off the check that would have found the next fault",
    check: (files) => [
      ...nodeFaults(
        files,
        () => true,
        (ast) => [
          ...findNodes(ast, (node): node is ts.Node => node.kind === ts.SyntaxKind.AnyKeyword).map((node) => ({
            node,
            what: "any",
          })),
          ...findNodes(ast, ts.isAsExpression)
            .filter((node) => ts.isAsExpression(node.expression))
            .filter((node) => node.type.getText(ast) !== "const")
            .map((node) => ({ node, what: node.getText(ast) })),
        ],
      ),
      ...textFaults(
        files,
        (file) => /\.[mc]?[jt]sx?$/.test(file),
        (line) => {
          return /@ts-(?:ignore|expect-error|nocheck)|biome-ignore(?:-all| lint:)/.exec(line)?.[0] ?? null;
        },
      ),
    ],
    broken: [
      { "lib/format.ts": "export function show(value: any) {}" },
      { "lib/format.ts": "const list: Array<any> = [];" },
      { "lib/format.ts": "const tool = row as unknown as Tool;" },
      ...["ignore", "expect-error", "nocheck"].map((word) => ({ "lib/format.ts": `// @ts-${word}\nconst a = 1;` })),
      { "lib/format.ts": `// biome-ignore${"-all"} lint` },
    ],
    sound: [{ "lib/format.ts": '// any text may say "any"\nconst a = "any" as const;' }],
  },
  {
    rule: "components draw the same picture each time: no Math.random, no clock",
    reason: "server and browser must draw the same, and a stored page would freeze the moment it was stored",
    check: (files) =>
      nodeFaults(files, inComponents, (ast) =>
        findNodes(ast, (node): node is ts.Node => {
          if (ts.isPropertyAccessExpression(node))
            return [
              "Math.random",
              "Date.now",
              "performance.now",
              "crypto.randomUUID",
              "crypto.getRandomValues",
            ].includes(node.getText(ast));
          return (
            ts.isNewExpression(node) && node.expression.getText(ast) === "Date" && (node.arguments?.length ?? 0) === 0
          );
        }).map((node) => ({ node, what: node.getText(ast) })),
      ),
    broken: [
      { "components/ui/tabs.tsx": "const id = Math.random();" },
      { "components/ui/tabs.tsx": "const now = Date.now();" },
      { "components/ui/tabs.tsx": "const now = new Date();" },
    ],
    sound: [{ "components/ui/tabs.tsx": 'const day = new Date("2020-02-24");' }],
  },
  {
    rule: "lib asks other hosts in lib/fetch (the operator's APIs), lib/probe (addresses anybody wrote), lib/auth (GitHub) and lib/clear-tags (the site itself) alone",
    reason: "each holds its own guard: a request made past them could be led into the operator's own net",
    check: (files) => {
      const isGuarded = (file: string) => !inLib(file) || /^lib\/(?:fetch|probe|auth|clear-tags)\.ts$/.test(file);
      return [
        ...importFaults(
          files,
          (from, { target }) => !isGuarded(from) && /^(?:node:)?(?:https?|http2|tls|dns(?:\/promises)?)$/.test(target),
        ),
        ...nodeFaults(
          files,
          (file) => !isGuarded(file),
          (ast) => findNodes(ast, isCallOf("fetch")).map((node) => ({ node, what: node.getText(ast) })),
        ),
      ];
    },
    broken: [
      { "lib/links/mutations.ts": "export const check = (url: string) => fetch(url);" },
      { "lib/sync/sources/npm.ts": 'import https from "node:https";' },
    ],
    sound: [
      { "lib/probe.ts": 'import https from "node:https";' },
      { "components/statements/vote-button.tsx": 'const vote = () => fetch("/api/votes");' },
    ],
  },
];
