import type { Reader, Signal } from "@/cli/src/detect/finding";
import { linesOf } from "@/cli/src/detect/text";

/** go.mod: direct requirements only; `// indirect` ones came along with others. */
const goMod: Reader = {
  name: "go.mod",
  matches: (_, base) => base === "go.mod",
  read: ({ text }) => {
    const signals: Signal[] = [];
    let block = "";
    for (const { line, text: one } of linesOf(text)) {
      const opened = /^(\w+)\s*\(/.exec(one)?.[1];
      if (opened) block = opened;
      else if (/^\)/.test(one)) block = "";
      const version = /^go\s+(\d[\w.]*)/.exec(one)?.[1];
      if (version) signals.push({ ecosystem: "tool", name: "go", version, line, scope: "run", what: one.trim() });
      const required = /^(?:require)?\s+([\w.~-]+\.[\w./~-]+)\s+v(\d[^\s/]*)(.*)$/.exec(one);
      if (
        required?.[1] &&
        (block === "require" || one.startsWith("require")) &&
        !/\/\/.*indirect/.test(required[3] ?? "")
      )
        signals.push({
          ecosystem: "go",
          name: required[1].replace(/\/v\d+$/, ""),
          version: required[2]?.replace(/\+incompatible$/, ""),
          line,
          scope: "run",
          what: one.trim().slice(0, 100),
        });
    }
    return { signals };
  },
};

/** Modules of Go. */
export const goReaders: Reader[] = [goMod];
