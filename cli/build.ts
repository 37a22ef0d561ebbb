import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { z } from "zod";

// Bundles the program and all that it uses into one file that plain Node runs, and the licences of what it uses into another.

const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(import.meta.dirname, "dist");
const outfile = path.join(folder, "sidestack.js");

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [path.join(import.meta.dirname, "src", "main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  minify: true,
  // Names of classes stay, because messages are told apart by them.
  keepNames: true,
  tsconfig: path.join(root, "tsconfig.json"),
  legalComments: "none",
  metafile: true,
  // Packages in the old format of modules ask for Node's own through require.
  banner: {
    js: 'import{createRequire as sidestackRequire}from"node:module";const require=sidestackRequire(import.meta.url);',
  },
  logLevel: "warning",
});
chmodSync(outfile, 0o755);

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
);
const statedSchema = z.object({ license: z.string(), author: z.union([z.string(), z.object({ name: z.string() })]) });

/** The licence that a package carries; for one that only states it, the statement with its author. */
function licenceOf(name: string): string {
  const home = path.join(root, "node_modules", name);
  const file = readdirSync(home).find((entry) => /^licen[cs]e(?:[.-]|$)/i.test(entry));
  if (file) return readFileSync(path.join(home, file), "utf8").trim();
  const { license, author } = statedSchema.parse(JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")));
  return `${license}, by ${typeof author === "string" ? author : author.name}`;
}

const texts = [...packages].sort().map((name) => `${name}\n\n${licenceOf(name)}\n`);
writeFileSync(path.join(folder, "LICENSES.txt"), `Parts of sidestack.js:\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`);
