import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "@/scripts/steps";
import { makeFolder } from "@/tests/bench/site";

/** Builds a site of one empty page with the same Next and React; returns the gzip bytes of all JavaScript that a browser loads for it. */
export function weighEmptyPage(): number {
  const folder = makeFolder("empty");
  mkdirSync(path.join(folder, "app"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }');
  // The packages stand outside this folder, so the root of what may be bundled is the root of the disk.
  writeFileSync(
    path.join(folder, "next.config.mjs"),
    'export default { cacheComponents: true, partialPrefetching: false, agentRules: false, turbopack: { root: "/" } };',
  );
  writeFileSync(
    path.join(folder, "app/layout.js"),
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }',
  );
  writeFileSync(path.join(folder, "app/page.js"), "export default function Page() { return null; }");
  const built = spawnSync(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (built.status !== 0) throw new Error(`the empty page could not be built:\n${built.stdout}${built.stderr}`);
  const html = readFileSync(path.join(folder, ".next/server/app/index.html"), "utf8");
  const scripts = [...html.matchAll(/<script [^>]*src="\/_next\/([^"]+)"[^>]*>/g)].filter(
    ([tag]) => !/nomodule/i.test(tag),
  );
  const sizes = scripts.map(([, file]) => gzipSync(readFileSync(path.join(folder, ".next", file ?? ""))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
