import type { LockedVersion, Reader, Reading } from "@/cli/src/detect/finding";
import { LONGEST_LINE, listOf, readJson, recordOf, textOf } from "@/cli/src/detect/text";

function npmLock(text: string): LockedVersion[] {
  const lock = readJson(text);
  const packages = Object.entries(recordOf(lock.packages));
  // Since npm 7 a path in node_modules is the key; before, the name was.
  const entries = packages.length > 0 ? packages : Object.entries(recordOf(lock.dependencies));
  return entries.flatMap(([key, value]) => {
    const name = packages.length > 0 ? /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(key)?.[1] : key;
    const version = textOf(recordOf(value).version);
    return name && version ? [{ ecosystem: "npm" as const, name, version }] : [];
  });
}

/** Yarn 1 writes `"a@^1", a@^1.2:`, later ones `"a@npm:^1, a@npm:^1.2":`; the version follows two blanks deeper. */
function yarnLock(text: string): LockedVersion[] {
  const locked: LockedVersion[] = [];
  for (const entry of text.split(/\n(?=\S)/)) {
    const [head = "", ...rest] = entry.split("\n");
    const versionLine = rest.find((line) => line.startsWith("  version"))?.slice(0, LONGEST_LINE) ?? "";
    const version = /^ {2}version:? "?([^"\s]+)"?\s*$/.exec(versionLine)?.[1];
    if (!version || !head.endsWith(":")) continue;
    for (const asked of head.slice(0, -1).replaceAll('"', "").split(/,\s*/)) {
      const found = /^((?:@[^/]+\/)?[^@]+)@(?:npm:)?(.+)$/.exec(asked);
      if (found?.[1]) locked.push({ ecosystem: "npm", name: found[1], version, range: found[2] });
    }
  }
  return locked;
}

/** The importers of pnpm's lock file hold what each package of the workspace asked for, and what it got. */
function pnpmLock(text: string): LockedVersion[] {
  const locked: LockedVersion[] = [];
  const end = /^(?:packages|snapshots):/m.exec(text)?.index ?? text.length;
  const asked =
    /^ +["']?((?:@[\w.-]+\/)?[\w.-]+)["']?:\n +specifier: ["']?([^\n"']+)["']?\n +version: ["']?(\d[^\s("']*)/gm;
  for (const [, name, range, version] of text.slice(0, end).matchAll(asked))
    if (name && version) locked.push({ ecosystem: "npm", name, version, range });
  return locked;
}

function bunLock(text: string): LockedVersion[] {
  return Object.entries(recordOf(readJson(text, true).packages)).flatMap(([name, value]) => {
    const version = /@(\d[^@]*)$/.exec(textOf(listOf(value)[0]) ?? "")?.[1];
    return version ? [{ ecosystem: "npm" as const, name, version }] : [];
  });
}

function denoLock(text: string): LockedVersion[] {
  const lock = readJson(text);
  return Object.keys({ ...recordOf(lock.npm), ...recordOf(lock.jsr) }).flatMap((key) => {
    const found = /^((?:@[^/]+\/)?[^@]+)@(\d[^_]*)/.exec(key);
    return found?.[1] && found[2] ? [{ ecosystem: "npm" as const, name: found[1], version: found[2] }] : [];
  });
}

function lockReader(bases: string[], tool: string, read: (text: string) => LockedVersion[]): Reader {
  const [name = ""] = bases;
  return {
    name,
    matches: (_, base) => bases.includes(base),
    read: ({ text }): Reading => ({
      signals: [{ ecosystem: "tool", name: tool, scope: "dev", what: `the lock file ${name}` }],
      locked: read(text),
    }),
  };
}

/** Lock files of npm, pnpm, Yarn, Bun and Deno: the exact versions, and which of them installs the packages. */
export const javascriptLockReaders: Reader[] = [
  lockReader(["package-lock.json", "npm-shrinkwrap.json"], "npm", npmLock),
  lockReader(["yarn.lock"], "yarn", yarnLock),
  lockReader(["pnpm-lock.yaml"], "pnpm", pnpmLock),
  lockReader(["bun.lock"], "bun", bunLock),
  lockReader(["deno.lock"], "deno", denoLock),
];
