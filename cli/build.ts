import { chmodSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

// Bundles the program and all that it uses into one file that plain Node runs.

const outfile = path.join(import.meta.dirname, "dist", "sidestack.js");

await build({
  entryPoints: [path.join(import.meta.dirname, "src", "main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  minify: true,
  // Names of classes stay, because messages are told apart by them.
  keepNames: true,
  tsconfig: path.join(import.meta.dirname, "..", "tsconfig.json"),
  legalComments: "none",
  // Packages in the old format of modules ask for Node's own through require.
  banner: {
    js: 'import{createRequire as sidestackRequire}from"node:module";const require=sidestackRequire(import.meta.url);',
  },
  logLevel: "warning",
});
chmodSync(outfile, 0o755);
