import type { Reader, Scope, Signal } from "@/cli/src/detect/finding";
import { lineFinder, readJson, recordOf, textOf, versionOf } from "@/cli/src/detect/text";

const SECTIONS: [string, Scope][] = [
  ["dependencies", "run"],
  ["peerDependencies", "peer"],
  ["optionalDependencies", "optional"],
  ["devDependencies", "dev"],
];
/** Settings that stand in package.json instead of in a file of their own. */
const SETTINGS: Record<string, string> = {
  babel: "babel",
  eslintConfig: "eslint",
  jest: "jest",
  prettier: "prettier",
  prisma: "prisma",
  ava: "ava",
  electronmon: "electron",
};

const packageJson: Reader = {
  name: "package.json",
  matches: (_, base) => base === "package.json",
  read: ({ text }) => {
    const manifest = readJson(text);
    const line = lineFinder(text);
    const signals: Signal[] = [];
    const seen = new Set<string>();
    for (const [section, scope] of SECTIONS)
      for (const [name, range] of Object.entries(recordOf(manifest[section]))) {
        // What stands in two sections is needed in the weaker sense of neither: the first, stronger one counts.
        if (seen.has(name) || typeof range !== "string") continue;
        seen.add(name);
        const real = /^npm:((?:@[^/]+\/)?[^@]+)@/.exec(range)?.[1] ?? name;
        signals.push({
          ecosystem: "npm",
          name: real,
          version: versionOf(range),
          line: line(`"${name}"`, `"${section}"`),
          scope,
          what: `"${name}": "${range.slice(0, 60)}" in ${section}`,
        });
      }
    const manager = /^(npm|pnpm|yarn|bun)@(\d[\w.-]*)/.exec(textOf(manifest.packageManager) ?? "");
    if (manager?.[1])
      signals.push({
        ecosystem: "tool",
        name: manager[1],
        version: manager[2],
        line: line('"packageManager"'),
        scope: "run",
        what: `packageManager ${manager[1]}`,
      });
    const engines = recordOf(manifest.engines);
    for (const [engine, tool] of Object.entries({ node: "nodejs", bun: "bun", deno: "deno" }))
      if (textOf(engines[engine]))
        signals.push({
          ecosystem: "tool",
          name: tool,
          version: versionOf(engines[engine]),
          line: line(`"${engine}"`, '"engines"'),
          scope: "run",
          what: `engines.${engine} ${textOf(engines[engine])?.slice(0, 40)}`,
        });
    for (const [key, tool] of Object.entries(SETTINGS))
      if (manifest[key] !== undefined && typeof manifest[key] === "object")
        signals.push({
          ecosystem: "tool",
          name: tool,
          line: line(`"${key}"`),
          scope: "dev",
          what: `settings of ${tool}`,
          confidence: 0.85,
        });
    return { signals };
  },
};

const deno: Reader = {
  name: "deno.json",
  matches: (_, base) => base === "deno.json" || base === "deno.jsonc",
  read: ({ text }) => {
    const line = lineFinder(text);
    const manifest = readJson(text, true);
    const signals: Signal[] = [{ ecosystem: "tool", name: "deno", scope: "run", what: "a project of Deno" }];
    for (const target of Object.values(recordOf(manifest.imports))) {
      const found = /^(?:npm|jsr):\/?((?:@[^/]+\/)?[^@/]+)(?:@([^/]+))?/.exec(textOf(target) ?? "");
      if (found?.[1])
        signals.push({
          ecosystem: "npm",
          name: found[1],
          version: versionOf(found[2]),
          line: line(found[1]),
          scope: "run",
          what: `import ${found[0].slice(0, 80)}`,
        });
    }
    return { signals };
  },
};

const nodeVersion: Reader = {
  name: ".nvmrc",
  matches: (_, base) => base === ".nvmrc" || base === ".node-version",
  read: ({ text }) => {
    const version = /^v?(\d[\d.]*)\s*$/m.exec(text)?.[1];
    return {
      signals: [{ ecosystem: "tool", name: "nodejs", version, line: 1, scope: "run", what: "the version of Node.js" }],
    };
  },
};

/** The catalog of pnpm's workspace names versions of packages; which of them are used stands in package.json. */
const pnpmWorkspace: Reader = {
  name: "pnpm-workspace.yaml",
  matches: (_, base) => base === "pnpm-workspace.yaml",
  read: ({ text }) => {
    const locked = [
      ...text.matchAll(/^ {2,4}["']?((?:@[\w.-]+\/)?[\w.-]+)["']?:\s*["']?([~^]?\d[\w.-]*)["']?\s*$/gm),
    ].flatMap(([, name, version]) => (name && version ? [{ ecosystem: "npm" as const, name, version }] : []));
    return { signals: [], locked };
  },
};

/** Manifests of npm, pnpm, Yarn, Bun and Deno. */
export const javascriptReaders: Reader[] = [packageJson, deno, nodeVersion, pnpmWorkspace];
