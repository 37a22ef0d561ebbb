import type { Reader, Signal } from "@/cli/src/detect/finding";
import { requirementSignals, scopeOfGroup } from "@/cli/src/detect/readers/python";
import { lineFinder, linesOf } from "@/cli/src/detect/text";

const setupCfg: Reader = {
  name: "setup.cfg",
  matches: (_, base) => base === "setup.cfg",
  read: ({ text }) => {
    const signals: Signal[] = [];
    let section = "";
    let key = "";
    for (const { line, text: one } of linesOf(text)) {
      const head = /^\[([^\]]+)\]/.exec(one)?.[1];
      if (head) section = head;
      const setting = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(one);
      if (setting?.[1]) key = setting[1];
      const isWanted = section === "options" && key === "install_requires";
      const isExtra = section === "options.extras_require";
      if (section.startsWith("tool:pytest") && head)
        signals.push({ ecosystem: "tool", name: "pytest", line, scope: "dev", what: one, confidence: 0.85 });
      const requirement = setting ? (setting[2] ?? "") : /^\s/.test(one) ? one : "";
      if ((isWanted || isExtra) && requirement.trim() && !head)
        signals.push(...requirementSignals(requirement, isExtra ? scopeOfGroup(key) : "run", line));
    }
    return { signals };
  },
};

/** setup.py is a program: only the texts in its list of requirements are read. */
const setupPy: Reader = {
  name: "setup.py",
  matches: (_, base) => base === "setup.py",
  read: ({ text }) => {
    const start = text.search(/install_requires\s*=\s*\[/);
    if (start === -1) return { signals: [] };
    const end = text.indexOf("]\n", start);
    const find = lineFinder(text);
    const part = text.slice(start, end === -1 ? start + 20_000 : end);
    return {
      signals: [...part.matchAll(/^[ \t]*["']([^"'\n]+)["']/gm)].flatMap(([, requirement]) =>
        requirement ? requirementSignals(requirement, "run", find(requirement, "install_requires")) : [],
      ),
    };
  },
};

/** Manifests of setuptools. */
export const setuptoolsReaders: Reader[] = [setupCfg, setupPy];
