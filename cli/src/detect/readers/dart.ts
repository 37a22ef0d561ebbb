import type { LockedVersion, Reader, Scope, Signal } from "@/cli/src/detect/finding";
import { textOf, versionOf } from "@/cli/src/detect/text";
import { yamlPairs } from "@/cli/src/detect/yaml-pairs";

const SECTIONS: Record<string, Scope> = { dependencies: "run", dev_dependencies: "dev" };

const pubspec: Reader = {
  name: "pubspec.yaml",
  matches: (_, base) => base === "pubspec.yaml",
  read: ({ text }) => {
    const signals: Signal[] = [{ ecosystem: "tool", name: "dart", scope: "run", what: "pubspec.yaml" }];
    for (const { path, key, value, line } of yamlPairs(text)) {
      const scope = path.length === 1 ? SECTIONS[path[0] ?? ""] : undefined;
      if (scope)
        signals.push({
          ecosystem: "pub",
          name: key,
          version: versionOf(textOf(value)),
          line,
          scope,
          what: `${key}: ${textOf(value) ?? "…"}`.slice(0, 80),
        });
    }
    return { signals };
  },
};

const pubspecLock: Reader = {
  name: "pubspec.lock",
  matches: (_, base) => base === "pubspec.lock",
  read: ({ text }) => ({
    signals: [],
    locked: yamlPairs(text).flatMap(({ path, key, value }): LockedVersion[] => {
      const name = path[1];
      const version = textOf(value);
      return path[0] === "packages" && path.length === 2 && key === "version" && name && version
        ? [{ ecosystem: "pub", name, version }]
        : [];
    }),
  }),
};

/** Manifests and lock files of Dart and Flutter. */
export const dartReaders: Reader[] = [pubspec, pubspecLock];
