import type { Reader, Signal } from "@/cli/src/detect/finding";
import { linesOf } from "@/cli/src/detect/text";

const DATABASES: [RegExp, string][] = [
  [/^postg(?:res|resql|is)?(?:ql)?$|^pgsql$/, "postgresql"],
  [/^mysql2?$|^trilogy$/, "mysql"],
  [/^mariadb$/, "mariadb"],
  [/^sqlite3?$/, "sqlite"],
  [/^(?:mssql|sqlserver|sqlsrv)$/, "microsoft-sql-server"],
  [/^(?:oracle|oracle_enhanced)$/, "oracle-database"],
  [/^mongo(?:db)?$/, "mongodb"],
  [/^cockroachdb$/, "cockroachdb"],
  [/^redis$/, "redis"],
];

/** The database that a word of a setting or the scheme of an address stands for. */
export function databaseOf(word: string): string | undefined {
  return DATABASES.find(([words]) => words.test(word.toLowerCase()))?.[1];
}

/** A reader of settings in which each line that a pattern finds names a database. */
function settings(name: string, matches: Reader["matches"], pattern: RegExp): Reader {
  return {
    name,
    matches,
    read: ({ text }) => ({
      signals: linesOf(text).flatMap(({ line, text: one }): Signal[] => {
        if (/^\s*(?:#|\/\/)/.test(one)) return [];
        const tool = databaseOf(pattern.exec(one)?.[1] ?? "");
        return tool
          ? [{ ecosystem: "tool", name: tool, line, scope: "run", what: nameless(one), confidence: 0.9 }]
          : [];
      }),
    }),
  };
}

/** A line of settings without what may be a secret: the part of an address before the host. */
function nameless(line: string): string {
  return line
    .trim()
    .replace(/\/\/[^@/\s]*@/g, "//…@")
    .slice(0, 80);
}

/** A reader of files whose name is common and whose first lines say what they are. */
function content(name: string, base: RegExp, pattern: RegExp, tool: string): Reader {
  return {
    name,
    matches: (_, file) => base.test(file),
    read: ({ text }) => {
      const found = pattern.exec(text.slice(0, 50_000));
      if (!found) return { signals: [] };
      const line = text.slice(0, found.index + found[0].length).split("\n").length;
      return {
        signals: [
          {
            ecosystem: "tool",
            name: tool,
            line,
            scope: "run",
            what: found[0].trim().slice(0, 80),
            confidence: 0.9,
            inDocs: true,
          },
        ],
      };
    },
  };
}

/** Settings of frameworks that say which database is used, and files that only their content tells. */
export const configReaders: Reader[] = [
  settings(
    "database.yml",
    (path) => /(?:^|\/)config\/database[\w.-]*\.ya?ml[\w.-]*$/.test(path),
    /^\s*adapter:\s*["']?(\w+)/,
  ),
  settings("Prisma schema", (_, base) => base.endsWith(".prisma"), /^\s*provider\s*=\s*"(\w+)"/),
  settings(
    "Spring settings",
    (path, base) => /^application(?:-[\w-]+)?\.(?:properties|ya?ml)$/.test(base) && !/\/test\//.test(path),
    /\bjdbc:(\w+):/,
  ),
  settings(
    "Django settings",
    (path, base) => /^settings(?:_\w+)?\.py$/.test(base) || /(?:^|\/)settings\/\w+\.py$/.test(path),
    /django\.(?:db\.backends|contrib\.gis\.db\.backends)\.(\w+)/,
  ),
  settings(
    "Drizzle settings",
    (_, base) => /^drizzle(?:[.-]\w+)?\.config\.[cm]?[jt]s$/.test(base),
    /dialect:\s*["'](\w+)/,
  ),
  // The other connections of the file are those that every new project has.
  settings(
    "Laravel settings",
    (path) => /(?:^|\/)config\/database\.php$/i.test(path),
    /^\s*["']default["']\s*=>.*["'](\w+)["'][\s),]*$/,
  ),
  // React Native has an app.json too.
  {
    ...content("Heroku app", /^app\.json$/, /"(?:addons|buildpacks|formation|success_url)"\s*:/, "heroku"),
    matches: (path) => path === "app.json",
  },
  content("workspace of VS Code", /\.code-workspace$/, /"folders"/, "visual-studio-code"),
  content("Render blueprint", /^render\.ya?ml$/, /^services:[ \t\r]*\n\s*-[ \t]*(?:type|name):/m, "render"),
  content("Traefik settings", /^traefik\.(?:ya?ml|toml)$/, /^\[?(?:entryPoints|providers)\b/m, "traefik"),
  content("Prometheus settings", /^prometheus[\w.-]*\.ya?ml$/, /^scrape_configs:/m, "prometheus"),
  content("Envoy settings", /^envoy[\w.-]*\.ya?ml$/, /^(?:static_resources|admin):/m, "envoy"),
  content(
    "API description",
    /^(?:openapi|swagger)[\w.-]*\.json$|\.ya?ml$/i,
    /^(?:\s*#[^\n]*\n)*[\s{-]*["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\.\d/,
    "openapi",
  ),
];
