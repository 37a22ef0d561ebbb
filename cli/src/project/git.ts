import { readFileSync, statSync } from "node:fs";
import path from "node:path";

/** What the folder `.git` says without running git: the commit that is checked out, and the address of `origin` for people. */
export type GitFacts = { commit?: string; url?: string };

/** Reads the commit and the address of a checkout; empty where the folder is none. Never throws. */
export function readGit(folder: string): GitFacts {
  const home = gitFolder(folder);
  if (!home) return {};
  const common = path.resolve(home, readLine(path.join(home, "commondir")) ?? ".");
  const head = readLine(path.join(home, "HEAD")) ?? "";
  const reference = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  const found = reference && !reference.includes("..") ? resolveReference(home, common, reference) : head;
  const url = webAddress(
    /\[remote "origin"\][^[]*?^\s*url\s*=\s*(\S+)/m.exec(read(path.join(common, "config")) ?? "")?.[1] ?? "",
  );
  return { ...(/^[0-9a-f]{40}$/.test(found ?? "") ? { commit: found } : {}), ...(url ? { url } : {}) };
}

function resolveReference(home: string, common: string, reference: string): string | undefined {
  for (const top of [home, common]) {
    const line = readLine(path.join(top, reference));
    if (line) return line;
  }
  const packed = read(path.join(common, "packed-refs")) ?? "";
  return packed
    .split("\n")
    .find((line) => line.endsWith(` ${reference}`))
    ?.slice(0, 40);
}

function gitFolder(folder: string): string | null {
  const place = path.join(folder, ".git");
  try {
    if (statSync(place).isDirectory()) return place;
    const target = /^gitdir: (.+)$/m.exec(readFileSync(place, "utf8"))?.[1];
    return target ? path.resolve(folder, target) : null;
  } catch {
    return null;
  }
}

/** The page of a repository: `git@host.example:a/b.git` and addresses with a password in them become `https://host.example/a/b`. */
export function webAddress(remote: string): string | undefined {
  const form =
    /^(?:(?:https?|ssh|git):\/\/(?:[^@/]*@)?|[\w.-]+@)([\w.-]+)(?::\d+(?=\/))?[/:]([\w./~-]+?)(?:\.git)?\/?$/;
  const [, host, page] = form.exec(remote) ?? [];
  return host && page ? `https://${host}/${page}` : undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function readLine(file: string): string | undefined {
  return read(file)?.split("\n")[0]?.trim() || undefined;
}
