import type { SharedStack, SharedTool, StackEvidence, StackKind, Visibility } from "@/lib/stacks/schema";

/** The fields of a row that are typed or chosen. */
export const rowFields = ["name", "layer", "version", "role", "reason", "replaced", "today", "since", "until"] as const;
export type RowField = (typeof rowFields)[number];

/** A row of the form as it stands there; `tool` is the slug that the name was chosen with, `evidence` one place a line. */
export type FormRow = Record<RowField, string> & {
  tool: string;
  confidence: string;
  evidence: string;
  /** Tells a row from others while a script moves it about; it is not sent. */
  id?: number;
};

/** The form of a stack as it stands there, right or wrong. */
export type StackForm = {
  name: string;
  kind: StackKind;
  url: string;
  description: string;
  visibility: Visibility;
  commit: string;
  rows: FormRow[];
};

/** Rows beyond this are not read: their refusal is certain. */
const MOST_ROWS = 1001;
/** Empty rows that a new form begins with, and that its button adds. */
export const NEW_ROWS = 5;

const emptyRow: FormRow = {
  tool: "",
  confidence: "",
  evidence: "",
  name: "",
  layer: "",
  version: "",
  role: "",
  reason: "",
  replaced: "",
  today: "",
  since: "",
  until: "",
};

/** A form with nothing in it. */
export const emptyForm: StackForm = {
  name: "",
  kind: "project",
  url: "",
  description: "",
  visibility: "public",
  commit: "",
  rows: Array.from({ length: NEW_ROWS }, () => emptyRow),
};

/** True for a row in which nothing stands. */
export function isBlank(row: FormRow): boolean {
  return row.name.trim() === "";
}

/** The name of a field of a row in the form. */
export function rowField(place: number, field: RowField | "tool" | "confidence" | "evidence"): string {
  return `row.${place}.${field}`;
}

/** Reads a form from the fields that were sent; what is missing is empty. */
export function readForm(fields: Record<string, unknown>): StackForm {
  const text = (key: string) => {
    const value = fields[key];
    return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
  };
  const places = Object.keys(fields).flatMap((key) => {
    const place = /^row\.(\d{1,4})\.name$/.exec(key)?.[1];
    return place ? [Number(place)] : [];
  });
  const rows = places
    .sort((a, b) => a - b)
    .slice(0, MOST_ROWS)
    .map((place): FormRow => {
      const row = Object.fromEntries(Object.keys(emptyRow).map((field) => [field, text(`row.${place}.${field}`)]));
      // A slug stands beside the name that it was chosen with: under another name it says nothing.
      const [slug = "", ...named] = text(rowField(place, "tool")).split(" ");
      return { ...emptyRow, ...row, tool: named.join(" ") === row.name ? slug : "" };
    });
  const kind = text("kind");
  return {
    name: text("name"),
    kind: kind === "member" || kind === "company" ? kind : "project",
    url: text("url"),
    description: text("description"),
    visibility: text("visibility") === "unlisted" ? "unlisted" : "public",
    commit: text("commit"),
    rows,
  };
}

/** What the field of a row's chosen tool holds: its slug, and the name that it stands for. */
export function chosenTool({ tool, name }: Pick<FormRow, "tool" | "name">): string {
  return tool ? `${tool} ${name}` : "";
}

/** A place as a line: `src/package.json:12`, with `@` and a commit where it has its own. */
function writePlace({ file, line, commit }: StackEvidence): string {
  return `${file}${line ? `:${line}` : ""}${commit ? `@${commit}` : ""}`;
}

/** The places in lines of text. */
export function readPlaces(text: string): StackEvidence[] {
  return text.split("\n").flatMap((place) => {
    const [, file = "", line, commit] = /^(.*?)(?::(\d{1,8}))?(?:@([0-9a-f]{40}))?$/.exec(place.trim()) ?? [];
    return file ? [{ file, ...(line ? { line: Number(line) } : {}), ...(commit ? { commit } : {}) }] : [];
  });
}

/** A tool as a row of the form. */
export function toRow({ tool = "", evidence = [], confidence, ...words }: SharedTool): FormRow {
  return {
    ...emptyRow,
    ...Object.fromEntries(rowFields.map((field) => [field, words[field] ?? ""])),
    tool,
    confidence: confidence === undefined ? "" : String(confidence),
    evidence: evidence.map(writePlace).join("\n"),
  };
}

/** A stack as a form in which it is changed. */
export function toForm({ tools, url = "", description = "", commit = "", ...stack }: SharedStack): StackForm {
  return { ...stack, url, description, commit, rows: tools.map(toRow) };
}

/** What a button of the form does: adds rows, moves one up or down among those of its layer, removes one. */
export type FormChange = { do: "add" } | { do: "up" | "down" | "remove"; row: number } | { do: "keep" };

/** What the value of a pressed button means: `add`, `up-3`. */
export function readChange(value: unknown): FormChange {
  const [, what, row] = /^(add|up|down|remove)(?:-(\d{1,4}))?$/.exec(String(value)) ?? [];
  if (what === "add") return { do: "add" };
  if ((what === "up" || what === "down" || what === "remove") && row) return { do: what, row: Number(row) };
  return { do: "keep" };
}

/** The form after a button was pressed. */
export function changeForm(form: StackForm, change: FormChange): StackForm {
  const { rows } = form;
  if (change.do === "add") return { ...form, rows: [...rows, ...emptyForm.rows] };
  if (change.do === "keep") return form;
  if (change.do === "remove") return { ...form, rows: rows.filter((_, place) => place !== change.row) };
  const row = rows[change.row];
  const step = change.do === "up" ? -1 : 1;
  for (let place = change.row + step; row && place >= 0 && place < rows.length; place += step) {
    const other = rows[place];
    if (other?.layer !== row.layer) continue;
    return {
      ...form,
      rows: rows.map((entry, at) => (at === place ? row : at === change.row ? other : entry)),
    };
  }
  return form;
}

/** Puts a row under a layer: before another row of it, or (`before` null) behind all. */
export function placeRow(form: StackForm, from: number, layer: string, before: number | null): StackForm {
  const row = form.rows[from];
  if (!row) return form;
  const target = before === null ? form.rows.length : before;
  const rest = form.rows.filter((_, place) => place !== from);
  const at = target > from ? target - 1 : target;
  return { ...form, rows: [...rest.slice(0, at), { ...row, layer }, ...rest.slice(at)] };
}

/** The rows of the form under their layers, each with its place in the form; first those that are not put under any. */
export function groupRows(
  rows: readonly FormRow[],
  layers: readonly { slug: string; name: string }[],
): { slug: string; name: string; rows: { row: FormRow; place: number }[] }[] {
  const placed = rows.map((row, place) => ({ row, place }));
  const known = new Set(layers.map((layer) => layer.slug));
  const others = [...new Set(rows.map((row) => row.layer).filter((layer) => layer !== "" && !known.has(layer)))];
  return [
    { slug: "", name: "Layer as in the catalog" },
    ...layers,
    ...others.map((slug) => ({ slug, name: slug })),
  ].map((layer) => ({ ...layer, rows: placed.filter(({ row }) => row.layer === layer.slug) }));
}

/** Adds what was found in files to a form: rows that stand there get version and evidence, new tools get rows of their own. */
export function addFound(form: StackForm, found: readonly SharedTool[]): StackForm {
  const rows = form.rows.filter((row) => !isBlank(row));
  const keyOf = (row: { tool?: string; name: string }) => row.tool || row.name.trim().toLowerCase();
  const places = new Map(rows.map((row, place) => [keyOf(row), place]));
  for (const tool of found) {
    const row = toRow(tool);
    const place = places.get(keyOf(tool)) ?? places.get(tool.name.trim().toLowerCase());
    const known = place === undefined ? undefined : rows[place];
    if (known && place !== undefined) {
      const evidence = [...new Set([...row.evidence.split("\n"), ...known.evidence.split("\n")])].filter(Boolean);
      const version = row.version || known.version;
      rows[place] = { ...known, tool: row.tool, name: row.name, version, evidence: evidence.join("\n") };
    } else {
      places.set(keyOf(tool), rows.length);
      rows.push(row);
    }
  }
  return { ...form, rows };
}

/** What kinds of files can be pasted, by the name under which they are read. */
export const pastedNames = [
  "package.json",
  "requirements.txt",
  "pyproject.toml",
  "go.mod",
  "Gemfile",
  "composer.json",
  "Cargo.toml",
  "pom.xml",
  "build.gradle",
  "Dockerfile",
  "docker-compose.yml",
  "techstack.yml",
  "techstack.md",
] as const;

const GUESSES: [RegExp, string][] = [
  [/^(?:# Tech stack of |# Tech Stack File|\| Tool \| Version \|)/m, "techstack.md"],
  [/^\s*\{[\s\S]*"require(?:-dev)?"\s*:/, "composer.json"],
  [/^\s*\{/, "package.json"],
  [/^(?:FROM|ARG)\s+\S+/im, "Dockerfile"],
  [/^(?:go[ \t]+\d+\.\d|module[ \t]+[\w.-]+\/)/m, "go.mod"],
  [/<project[\s>]/, "pom.xml"],
  [/^[ \t]*(?:source|gem)[ \t]+['"(]/m, "Gemfile"],
  [/^\[(?:package|workspace)\]/m, "Cargo.toml"],
  [/^\[(?:project|build-system|tool\.)/m, "pyproject.toml"],
  [/^services:/m, "docker-compose.yml"],
  [/^tools:/m, "techstack.yml"],
  [/^[ \t]*(?:implementation|plugins|dependencies)\b/m, "build.gradle"],
];

/** So many characters tell what a file is. */
const GUESSED_FROM = 100_000;

/** The name that a pasted file most likely has, by its text. */
export function guessName(text: string): string {
  const beginning = text.slice(0, GUESSED_FROM);
  return GUESSES.find(([pattern]) => pattern.test(beginning))?.[1] ?? "requirements.txt";
}

/** The largest form of a stack that is read, in bytes: a thousand tools with reasons and evidence. */
export const MOST_FORM = 4 * 1024 * 1024;

/** The slug of the stack that a form changes; empty for a new one. */
export function readFormSlug(fields: Record<string, unknown>): string {
  return typeof fields.slug === "string" && /^[a-z0-9-]{1,80}$/.test(fields.slug) ? fields.slug : "";
}

/** Where the form of a stack stands. */
export function formPath(slug: string): string {
  return slug === "" ? "/share" : `/stacks/${slug}/edit`;
}
