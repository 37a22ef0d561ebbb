import type { LockedVersion, Reader, Signal } from "@/cli/src/detect/finding";
import { linesOf, listOf, readJson, recordOf, textOf, versionOf } from "@/cli/src/detect/text";

/** A repository's owner and name, which is what packages of Swift are called. */
function repositoryName(url: string): string | undefined {
  return /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url)?.[1]?.toLowerCase();
}

const packageSwift: Reader = {
  name: "Package.swift",
  matches: (_, base) => base === "Package.swift",
  read: ({ text }) => {
    const tools = /swift-tools-version:\s*(\d[\d.]*)/.exec(text)?.[1];
    const signals: Signal[] = [
      { ecosystem: "tool", name: "swift", version: tools, line: 1, scope: "run", what: "Package.swift" },
    ];
    for (const { line, text: one } of linesOf(text)) {
      const found = /\.package\([^)]*?url:\s*"([^"]+)"(?:.*?"(\d[^"]*)")?/.exec(one);
      const name = repositoryName(found?.[1] ?? "");
      if (name)
        signals.push({
          ecosystem: "swift",
          name,
          version: versionOf(found?.[2]),
          line,
          scope: "run",
          what: one.trim().slice(0, 100),
        });
    }
    return { signals };
  },
};

const packageResolved: Reader = {
  name: "Package.resolved",
  matches: (_, base) => base === "Package.resolved",
  read: ({ text }) => {
    const lock = readJson(text);
    const pins = [...listOf(lock.pins), ...listOf(recordOf(lock.object).pins)].map(recordOf);
    const locked = pins.flatMap((pin): LockedVersion[] => {
      const name = repositoryName(textOf(pin.location) ?? textOf(pin.repositoryURL) ?? "");
      const version = textOf(recordOf(pin.state).version);
      return name && version ? [{ ecosystem: "swift", name, version }] : [];
    });
    return { signals: [], locked };
  },
};

/** Podfile: `pod 'Sentry', '~> 8'`. */
const podfile: Reader = {
  name: "Podfile",
  matches: (_, base) => base === "Podfile",
  read: ({ text }) => ({
    signals: linesOf(text).flatMap(({ line, text: one }): Signal[] => {
      const found = /^\s*pod\s+["']([^"']+)["']\s*(?:,\s*["']([^"']+)["'])?/.exec(one);
      if (!found?.[1]) return [];
      return [
        {
          ecosystem: "swift",
          name: `pod:${found[1]}`,
          version: versionOf(found[2]),
          line,
          scope: "run",
          what: one.trim().slice(0, 100),
        },
      ];
    }),
  }),
};

/** Manifests and lock files of Swift's package manager, and pods. */
export const swiftReaders: Reader[] = [packageSwift, packageResolved, podfile];
