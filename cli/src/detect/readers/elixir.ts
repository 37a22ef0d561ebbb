import type { LockedVersion, Reader, Signal } from "@/cli/src/detect/finding";
import { linesOf, versionOf } from "@/cli/src/detect/text";

/** mix.exs is a program: the tuples of its dependencies are read, nothing is run. */
const mixExs: Reader = {
  name: "mix.exs",
  matches: (_, base) => base === "mix.exs",
  read: ({ text }) => {
    const signals: Signal[] = [
      {
        ecosystem: "tool",
        name: "elixir",
        version: versionOf(/elixir:\s*"([^"]+)"/.exec(text)?.[1]),
        scope: "run",
        what: "mix.exs",
      },
    ];
    const lines = linesOf(text);
    for (const { line, text: one } of lines) {
      const code = one.replace(/(^|\s)#.*$/, "");
      const found = /\{:(\w+),\s*(?:"([^"]+)")?/.exec(code);
      if (!found?.[1]) continue;
      // The options of a dependency may go on over the next lines.
      const rest =
        lines
          .slice(line - 1, line + 6)
          .map((next) => next.text)
          .join("\n")
          .split(/\}\s*,?\s*(?:\n|$)/)[0] ?? "";
      const only = /only:\s*(\[[^\]]*\]|:\w+)/.exec(rest)?.[1] ?? "";
      const scope = only !== "" && !/prod/.test(only) ? "dev" : /optional:\s*true/.test(rest) ? "optional" : "run";
      signals.push({
        ecosystem: "hex",
        name: found[1],
        version: versionOf(found[2]),
        line,
        scope,
        what: code.trim().slice(0, 100),
      });
    }
    return { signals };
  },
};

const mixLock: Reader = {
  name: "mix.lock",
  matches: (_, base) => base === "mix.lock",
  read: ({ text }) => ({
    signals: [],
    locked: [...text.matchAll(/^[ \t]*"(\w+)":[ \t]*\{:hex,\s*:\w+,\s*"([^"]+)"/gm)].flatMap(
      ([, name, version]): LockedVersion[] => (name && version ? [{ ecosystem: "hex", name, version }] : []),
    ),
  }),
};

/** Manifests and lock files of Mix. */
export const elixirReaders: Reader[] = [mixExs, mixLock];
