import type { Reader, Signal } from "@/cli/src/detect/finding";
import { databaseOf } from "@/cli/src/detect/readers/config";
import { linesOf } from "@/cli/src/detect/text";

/** Examples of environment files: which variables there are, and the scheme of a database's address. Values are never kept. */
const envExample: Reader = {
  name: "environment example",
  matches: (_, base) =>
    /^\.?env[\w.-]*\.?(?:example|sample|template|dist|defaults?)$|^\.env\.(?:example|sample|template|dist|defaults?)[\w.]*$|^(?:example|sample)\.env$|^\.env-example$/i.test(
      base,
    ),
  read: ({ text }) => ({
    signals: linesOf(text).flatMap(({ line, text: one }): Signal[] => {
      const found = /^\s*(?:#\s*)?(?:export\s+)?([A-Z][A-Z0-9_]+)\s*=\s*["']?([^\s"'#]*)/.exec(one);
      if (!found?.[1]) return [];
      // A variable that is commented out is an offer, not a use.
      const isOffer = /^\s*#/.test(one);
      const name = found[1];
      const what = `${isOffer ? "# " : ""}${name}=…`;
      const scheme = /^(\w+?)(?:\+\w+)?(?:ql)?:\/\//.exec(found[2] ?? "")?.[1];
      const isConnection = name === "DB_CONNECTION" || name === "DATABASE_CLIENT";
      const database = databaseOf(scheme ?? (isConnection ? (found[2] ?? "") : ""));
      return [
        { ecosystem: "env", name, line, scope: "run", what, ...(isOffer ? { confidence: 0.5 } : {}) },
        ...(database
          ? [
              {
                ecosystem: "tool" as const,
                name: database,
                line,
                scope: "run" as const,
                what,
                confidence: isOffer ? 0.55 : 0.85,
              },
            ]
          : []),
      ];
    }),
  }),
};

/** `.env.example` and its like. A real `.env` holds secrets and is not read. */
export const envReaders: Reader[] = [envExample];
