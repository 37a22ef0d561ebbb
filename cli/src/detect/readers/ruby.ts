import type { LockedVersion, Reader, Scope, Signal } from "@/cli/src/detect/finding";
import { linesOf, versionOf } from "@/cli/src/detect/text";

const GROUP_DEV = /:?\b(?:development|test|ci|lint|doc|docs|benchmark)\b/;

/** A Gemfile is a program; its `gem` lines and the `group … do` blocks around them are read, nothing is run. */
const gemfile: Reader = {
  name: "Gemfile",
  matches: (_, base) =>
    base === "Gemfile" || base === "gems.rb" || (/^Gemfile\.[\w-]+$/.test(base) && base !== "Gemfile.lock"),
  read: ({ text }) => {
    const signals: Signal[] = [];
    const blocks: boolean[] = [];
    let devBlocks = 0;
    for (const { line, text: one } of linesOf(text)) {
      const code = one.replace(/(^|\s)#.*$/, "");
      const isInDev = devBlocks > 0;
      const gem = /^\s*gem[\s(]+["']([^"']+)["']\s*(?:,\s*["']([^"']+)["'])?(.*)$/.exec(code);
      if (gem?.[1]) {
        const rest = gem[3] ?? "";
        const ownGroup = /groups?:?\s*(?:=>)?\s*(\[[^\]]*\]|:\w+)/.exec(rest)?.[1] ?? "";
        const isDev = isInDev || (ownGroup !== "" && GROUP_DEV.test(ownGroup) && !/production|default/.test(ownGroup));
        signals.push({
          ecosystem: "gem",
          name: gem[1],
          version: versionOf(gem[2]),
          line,
          scope: isDev ? "dev" : "run",
          what: code.trim().slice(0, 80),
        });
      }
      const ruby = /^\s*ruby[\s(]+["']([^"']+)["']/.exec(code);
      if (ruby)
        signals.push({
          ecosystem: "tool",
          name: "ruby",
          version: versionOf(ruby[1]),
          line,
          scope: "run",
          what: code.trim(),
        });
      if (/\bdo\b\s*(?:\|[^|]*\|)?\s*$/.test(code) || /^\s*(?:if|unless|case)\b/.test(code)) {
        const isDev = /^\s*group\b/.test(code) && GROUP_DEV.test(code) && !/production|default/.test(code);
        blocks.push(isDev);
        if (isDev) devBlocks++;
      } else if (/^\s*end\b/.test(code) && blocks.pop()) devBlocks--;
    }
    signals.push({ ecosystem: "tool", name: "ruby", scope: "run", what: "a Gemfile" });
    return { signals };
  },
};

const gemfileLock: Reader = {
  name: "Gemfile.lock",
  matches: (_, base) => base === "Gemfile.lock" || base === "gems.locked",
  read: ({ text }) => {
    const locked: LockedVersion[] = [...text.matchAll(/^ {4}([\w.-]+) \((\d[\w.]*)(?:-[\w.-]+)?\)$/gm)].flatMap(
      ([, name, version]) => (name && version ? [{ ecosystem: "gem" as const, name, version }] : []),
    );
    const ruby = /^RUBY VERSION\r?\n\s+ruby (\d[\d.]*)/m.exec(text)?.[1];
    const signals: Signal[] = ruby
      ? [{ ecosystem: "tool", name: "ruby", version: ruby, scope: "run", what: "RUBY VERSION" }]
      : [];
    return { signals, locked };
  },
};

const gemspec: Reader = {
  name: "gemspec",
  matches: (_, base) => base.endsWith(".gemspec"),
  read: ({ text }) => ({
    signals: linesOf(text).flatMap(({ line, text: one }): Signal[] => {
      const found = /\.add_(development_|runtime_)?dependency[\s(]+["']([^"']+)["']\s*(?:,\s*["']([^"']+)["'])?/.exec(
        one,
      );
      if (!found?.[2]) return [];
      const scope: Scope = found[1] === "development_" ? "dev" : "run";
      return [
        { ecosystem: "gem", name: found[2], version: versionOf(found[3]), line, scope, what: one.trim().slice(0, 80) },
      ];
    }),
  }),
};

const rubyVersion: Reader = {
  name: ".ruby-version",
  matches: (_, base) => base === ".ruby-version",
  read: ({ text }) => {
    const version = /^(?:ruby-)?(\d[\w.-]*)\s*$/m.exec(text)?.[1];
    return {
      signals: [{ ecosystem: "tool", name: "ruby", version, line: 1, scope: "run", what: "the version of Ruby" }],
    };
  },
};

/** Manifests and lock files of Bundler and RubyGems. */
export const rubyReaders: Reader[] = [gemfile, gemfileLock, gemspec, rubyVersion];
