import type { LockedVersion, Reader, Scope, Signal } from "@/cli/src/detect/finding";
import { lineFinder, listOf, readJson, recordOf, textOf, versionOf } from "@/cli/src/detect/text";

const composerJson: Reader = {
  name: "composer.json",
  matches: (_, base) => base === "composer.json",
  read: ({ text }) => {
    const manifest = readJson(text);
    const line = lineFinder(text);
    const sections: [string, Scope][] = [
      ["require", "run"],
      ["require-dev", "dev"],
    ];
    const signals = sections.flatMap(([section, scope]) =>
      Object.entries(recordOf(manifest[section])).map(([name, range]): Signal => {
        const at = line(`"${name}"`, `"${section}"`);
        const version = versionOf(range);
        const what = `"${name}": "${String(range).slice(0, 60)}" in ${section}`;
        if (name === "php") return { ecosystem: "tool", name: "php", version, line: at, scope: "run", what };
        return { ecosystem: "composer", name: name.toLowerCase(), version, line: at, scope, what };
      }),
    );
    // A manifest cannot ask for one database of several, so that their drivers are suggested.
    for (const [name, why] of Object.entries(recordOf(manifest.suggest)))
      if (/^ext-/i.test(name))
        signals.push({
          ecosystem: "composer",
          name: name.toLowerCase(),
          line: line(`"${name}"`, '"suggest"'),
          scope: "optional",
          what: `"${name}": "${String(why).slice(0, 60)}" in suggest`,
        });
    if (signals.length > 0)
      signals.push({ ecosystem: "tool", name: "php", scope: "run", what: "composer.json", confidence: 0.9 });
    if (signals.length > 0) signals.push({ ecosystem: "tool", name: "composer", scope: "run", what: "composer.json" });
    return { signals };
  },
};

const composerLock: Reader = {
  name: "composer.lock",
  matches: (_, base) => base === "composer.lock",
  read: ({ text }) => {
    const lock = readJson(text);
    const locked = [...listOf(lock.packages), ...listOf(lock["packages-dev"])].flatMap((entry): LockedVersion[] => {
      const name = textOf(recordOf(entry).name);
      const version = textOf(recordOf(entry).version)?.replace(/^v(?=\d)/, "");
      return name && version ? [{ ecosystem: "composer", name: name.toLowerCase(), version }] : [];
    });
    return {
      signals: [{ ecosystem: "tool", name: "composer", scope: "dev", what: "the lock file composer.lock" }],
      locked,
    };
  },
};

/** Manifests and lock files of Composer. */
export const phpReaders: Reader[] = [composerJson, composerLock];
