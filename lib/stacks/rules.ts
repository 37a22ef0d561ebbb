import { formatList, formatNumberOf, formatPartialDate } from "@/lib/format";
import {
  MOST_EVIDENCE,
  type SharedStack,
  type SharedTool,
  type StackEvidence,
  type StackKind,
  type StackListParams,
  type StackOrigin,
  type StackRow,
  type StackSize,
  stackListParamsSchema,
  stackSlugSchema,
} from "@/lib/stacks/schema";

/** A name as pending tools are kept by: in lower case, its blanks folded. */
export function nameKey(name: string): string {
  return name.trim().replace(/\s+/g, " ").toLowerCase();
}

/** A name as a slug would have it: `Ruby on Rails` → ruby-on-rails; empty when it has no Latin letter or digit. */
export function slugify(name: string, most = 80): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, most)
    .replace(/^-+|-+$/g, "");
}

/** The slug that a name plainly is: `PostgreSQL` → postgresql. Null for names with other signs, such as C++, which no slug can tell from C. */
export function slugOfName(name: string): string | null {
  const slug = nameKey(name).replaceAll(" ", "-");
  return stackSlugSchema.safeParse(slug).success ? slug : null;
}

/** Slugs that a new stack may have, best first: its name, then with its owner's handle, then with numbers. */
export function slugCandidates(name: string, handle: string): string[] {
  const base = slugify(name, 60) || "stack";
  const owned = `${slugify(base, 48)}-${handle}`;
  const numbered = Array.from({ length: 30 }, (_, index) => `${owned.slice(0, 74)}-${index + 2}`);
  return [base, owned, ...numbered].filter((slug) => stackSlugSchema.safeParse(slug).success);
}

/**
 * The content of a stack as its versions are told apart: what is left out is what says nothing of the stack itself (who may see
 * it, which commit was looked at). Keys and tools stand in one order, so that the same content always reads the same.
 */
export function canonicalContent({ visibility: _visibility, commit: _commit, tools, ...content }: SharedStack): string {
  const write = (value: unknown) =>
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    );
  return `${write(content).slice(0, -1)},"tools":[${tools.map(write).sort().join(",")}]}`;
}

/** What a row of a stack became: a tool of the catalog, or (null) one that the catalog does not have. */
export type FoundTool = { id: number; slug: string; name: string; functionId: number };
export type ResolvedRow = { tool: FoundTool | null; key: string; row: SharedTool };

function mergeEvidence(one: readonly StackEvidence[] = [], other: readonly StackEvidence[] = []): StackEvidence[] {
  const places = new Map([...one, ...other].map((place) => [`${place.file}:${place.line ?? ""}`, place]));
  return [...places.values()].slice(0, MOST_EVIDENCE);
}

/**
 * Brings rows that name one tool together, under the place of the first: what the first leaves open the later ones fill, and
 * their evidence is kept. `find` returns the tool that a row means, or null.
 */
export function resolveRows(rows: readonly SharedTool[], find: (row: SharedTool) => FoundTool | null): ResolvedRow[] {
  const resolved = new Map<string, ResolvedRow>();
  for (const row of rows) {
    const tool = find(row);
    const key = tool ? tool.slug : `name:${nameKey(row.name)}`;
    const known = resolved.get(key);
    if (!known) resolved.set(key, { tool, key, row });
    else {
      const evidence = mergeEvidence(known.row.evidence, row.evidence);
      known.row = { ...row, ...known.row, ...(evidence.length > 0 ? { evidence } : {}) };
    }
  }
  return [...resolved.values()];
}

/** A tool that went or came between two versions of a stack. */
export type Passed = { tool: FoundTool; reason?: string };
export type Move = { fromToolId: number; toToolId: number; reason: string | null };

/** Where more tools of one function went and came than this many pairs, nobody can say which became which. */
const MOST_PAIRS = 4;

/** The moves of a new version: each tool that went, to each of the same function that came, with the reason given for it. */
export function findMoves(went: readonly FoundTool[], came: readonly Passed[]): Move[] {
  return [...new Set(went.map((tool) => tool.functionId))].flatMap((functionId) => {
    const from = went.filter((tool) => tool.functionId === functionId);
    const to = came.filter(({ tool }) => tool.functionId === functionId);
    if (from.length * to.length > MOST_PAIRS) return [];
    return from.flatMap(({ id }) =>
      to.map(({ tool, reason }) => ({ fromToolId: id, toToolId: tool.id, reason: reason || null })),
    );
  });
}

/** The names in “what it replaced”: the text itself, and its parts between commas, “and” and the like. */
export function replacedNames(text: string): string[] {
  const parts = text.split(/\s*(?:,|;|\+|&|\band\b|\bor\b)\s*/i).filter(Boolean);
  return [...new Set([text.trim(), ...parts])];
}

/** The moves that the owner tells: from each tool that “what it replaced” names exactly, to the tool of the row. */
export function saidMoves(rows: readonly ResolvedRow[], find: (row: { name: string }) => FoundTool | null): Move[] {
  return rows.flatMap(({ tool, row }) => {
    if (!tool || !row.replaced) return [];
    const from = replacedNames(row.replaced).flatMap((name) => find({ name }) ?? []);
    const ids = new Set(from.map((other) => other.id).filter((id) => id !== tool.id));
    return [...ids].map((fromToolId) => ({ fromToolId, toToolId: tool.id, reason: row.reason || null }));
  });
}

const FORGES: { host: RegExp; file: (repository: string, commit: string, path: string) => string; line: string }[] = [
  { host: /^github\.com$/, file: (repository, commit, path) => `${repository}/blob/${commit}/${path}`, line: "#L" },
  { host: /^gitlab\.com$/, file: (repository, commit, path) => `${repository}/-/blob/${commit}/${path}`, line: "#L" },
  {
    host: /^codeberg\.org$/,
    file: (repository, commit, path) => `${repository}/src/commit/${commit}/${path}`,
    line: "#L",
  },
];

/** Where a piece of evidence can be read in its repository; null when that is no known forge or no commit is known. */
export function evidenceUrl(
  repository: string | null | undefined,
  commit: string | null | undefined,
  { file, line, commit: own }: StackEvidence,
): string | null {
  const at = own ?? commit;
  if (!repository || !at || !URL.canParse(repository)) return null;
  const url = new URL(repository);
  const forge = FORGES.find(({ host }) => host.test(url.hostname.replace(/^www\./, "")));
  const path = url.pathname.replace(/\/+$/, "").replace(/\.git$/, "");
  if (!forge || url.protocol !== "https:" || path.split("/").length < 3) return null;
  const encoded = file.split(/[/\\]/).map(encodeURIComponent).join("/");
  return `https://${url.host}${forge.file(path, at, encoded)}${line ? `${forge.line}${line}` : ""}`;
}

/** The rows of a stack under their layers, in the order in which the layers come first; what has none stands last. */
export function groupByLayer<Row extends Pick<StackRow, "layer" | "layerName">>(
  rows: readonly Row[],
): { slug: string | null; name: string; rows: Row[] }[] {
  const groups = new Map<string, { slug: string | null; name: string; rows: Row[] }>();
  for (const row of rows) {
    const key = row.layer ?? "";
    const group = groups.get(key) ?? { slug: row.layer ?? null, name: row.layerName ?? row.layer ?? "Other", rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => Number(a.slug === null) - Number(b.slug === null));
}

/** What kind of stack it is, in words: “a company's stack”. */
export const KIND_WORDS: Record<StackKind, { one: string; many: string }> = {
  member: { one: "member", many: "members" },
  company: { one: "company", many: "companies" },
  project: { one: "project", many: "projects" },
};

/** How many tools of the catalog each size of stack has, from and to. */
export const SIZES: Record<StackSize, { from: number; to: number; words: string }> = {
  small: { from: 0, to: 9, words: "up to 9 tools" },
  medium: { from: 10, to: 29, words: "10 to 29 tools" },
  large: { from: 30, to: 1_000_000, words: "30 tools or more" },
};

/** How a stack that nobody shared here came to the site, in words. */
export const ORIGIN_WORDS: Record<StackOrigin, string> = {
  shared: "shared",
  catalog: "from the catalog",
  extracted: "extracted from a data set",
};

/** What a list of stacks is asked for, as its address has it, without the cursor; what stands for “any” is left out. */
export function stackQuery({ sort, kind, size, tool, category }: Omit<StackListParams, "after">): string {
  const given = { tool, category, kind, size, sort: sort === "newest" ? "" : sort };
  return new URLSearchParams(Object.entries(given).flatMap(([key, value]) => (value ? [[key, value]] : []))).toString();
}

/** What a list is asked for by the query of its address. */
export function readStackQuery(query: string): StackListParams {
  const any = { sort: "newest", kind: "any", size: "any", tool: "any", category: "any", after: "start" };
  return stackListParamsSchema.parse({ ...any, ...Object.fromEntries(new URLSearchParams(query)) });
}

/** The address of a list of stacks. */
export function stackListPath({ after, ...asked }: StackListParams): string {
  const query = [stackQuery(asked), after && `after=${after}`].filter(Boolean).join("&");
  return query ? `/stacks?${query}` : "/stacks";
}

/** Kinds of stacks with their numbers, in words: `9 projects, 3 companies and one member`. */
export function describeKindsOfStacks(kinds: Record<StackKind, number>): string {
  const order = ["project", "company", "member"] as const;
  return formatList(
    order
      .filter((kind) => kinds[kind] > 0)
      .map((kind) => formatNumberOf(kinds[kind], KIND_WORDS[kind].one, KIND_WORDS[kind].many)),
  );
}

/** Since when and until when a tool is used, in words; empty when nobody said. */
export function describePeriod(since: string | undefined, until: string | undefined): string {
  if (since && until) return `${formatPartialDate(since)} to ${formatPartialDate(until)}`;
  if (since) return `since ${formatPartialDate(since)}`;
  return until ? `until ${formatPartialDate(until)}` : "";
}
