import type { Typed } from "@/lib/edits/schema";
import {
  type DocumentSource,
  editedToolSchema,
  type ToolDocument,
  type TypedTool,
  typedToolSchema,
} from "@/lib/tools/documents/schema";
import { factKeys } from "@/lib/tools/schema";

/** The document of a tool that nothing is known of. */
export function emptyDocument(slug: string): ToolDocument {
  return {
    slug,
    name: "",
    aliases: [],
    function: "",
    kind: "",
    tagline: "",
    description: "",
    lifecycle: { state: "unknown", since: null, note: null, successors: [], source: null },
    facts: {},
    features: [],
    links: [],
    integrations: [],
    alternatives: { pinned: [], excluded: [] },
    logo: null,
  };
}

const NO_SOURCE = { url: "", title: "", checked: "" };
const rows = (slugs: readonly string[]) => slugs.map((slug) => ({ slug }));

/** A document as its form shows it. */
export function toTyped(document: ToolDocument): TypedTool {
  const { lifecycle, facts } = document;
  return {
    ...document,
    aliases: rows(document.aliases),
    lifecycle: {
      state: lifecycle.state,
      since: lifecycle.since ?? "",
      note: lifecycle.note ?? "",
      source: lifecycle.source ?? NO_SOURCE,
      successors: rows(lifecycle.successors),
    },
    facts: Object.fromEntries(factKeys.map((key) => [key, facts[key] ?? { value: "", source: NO_SOURCE }])),
    integrations: rows(document.integrations),
    logo: document.logo ?? { set: "", icon: "" },
  };
}

/** True for a row of a form in which nothing was typed. */
export function isBlank(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value !== null && typeof value === "object" && Object.values(value).every(isBlank);
}

function tidy(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\r\n", "\n").normalize("NFC").trim();
  if (Array.isArray(value)) return value.map(tidy);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, tidy(child)]));
}

/** What was typed as the form of a tool holds it, with blanks at the ends of texts left out; rows in which nothing was typed stay. */
export function readTyped(typed: Typed): TypedTool {
  const read = typedToolSchema.parse(tidy(typed));
  const facts = factKeys.map((key) => [key, read.facts[key] ?? { value: "", source: NO_SOURCE }] as const);
  return { ...read, facts: Object.fromEntries(facts) };
}

/** The same without the rows in which nothing was typed: what is wrong with a row is told by its number. */
export function withoutBlankRows(typed: TypedTool): TypedTool {
  const filled = <Row>(list: Row[]) => list.filter((row) => !isBlank(row));
  return {
    ...typed,
    aliases: filled(typed.aliases),
    lifecycle: { ...typed.lifecycle, successors: filled(typed.lifecycle.successors) },
    features: filled(typed.features),
    links: filled(typed.links),
    integrations: filled(typed.integrations),
    alternatives: { pinned: filled(typed.alternatives.pinned), excluded: filled(typed.alternatives.excluded) },
  };
}

/** What was typed about a tool, in the one form in which versions of it are compared part by part. */
export function comparable(typed: Typed, slug: string): TypedTool {
  return { ...withoutBlankRows(readTyped(typed)), slug };
}

const slugs = (list: readonly { slug: string }[]) => list.map(({ slug }) => slug);

/** What was typed in the shape of a document, not checked yet. A new tool has the slug that was typed, another its own. */
export function toDocument(typed: TypedTool, slug: string): Record<string, unknown> {
  const clean = withoutBlankRows(typed);
  const source = (typedSource: DocumentSource) => (isBlank(typedSource) ? null : typedSource);
  return {
    ...clean,
    slug: slug || clean.slug,
    aliases: slugs(clean.aliases),
    lifecycle: {
      state: clean.lifecycle.state,
      since: clean.lifecycle.since || null,
      note: clean.lifecycle.note || null,
      successors: slugs(clean.lifecycle.successors),
      source: source(clean.lifecycle.source),
    },
    facts: Object.fromEntries(Object.entries(clean.facts).filter(([, fact]) => !isBlank(fact))),
    integrations: slugs(clean.integrations),
    logo: isBlank(clean.logo) ? null : clean.logo,
  };
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (inside !== null && typeof inside === "object" ? Reflect.get(inside, key) : undefined),
    value,
  );
}

/** In which field of the form a place of the document stands: lists of slugs are rows there. */
function fieldOf(path: readonly PropertyKey[]): string {
  const isSlugRow =
    typeof path.at(-1) === "number" && ["aliases", "integrations", "successors"].includes(String(path.at(-2)));
  return [...path, ...(isSlugRow ? ["slug"] : [])].join(".");
}

/** A document that follows all rules, or what is wrong with it by field of the form. */
export function checkDocument(
  input: Record<string, unknown>,
): { document: ToolDocument; faults: null } | { document: null; faults: Record<string, string> } {
  const checked = editedToolSchema.safeParse(input, {
    error: (issue) => {
      const number = "minimum" in issue ? issue.minimum : "maximum" in issue ? issue.maximum : 0;
      if (issue.code === "too_small") return `At least ${number} characters.`;
      if (issue.code === "too_big")
        return issue.origin === "array" ? `At most ${number} of these.` : `At most ${number} characters.`;
      if (issue.code === "invalid_value") return "Choose one of the list.";
      return issue.code === "invalid_union" ? "At least 3 and at most 200 characters, on one line." : undefined;
    },
  });
  if (checked.success) return { document: checked.data, faults: null };
  const faults: Record<string, string> = {};
  for (const { path, message } of checked.error.issues) {
    const field = fieldOf(path);
    faults[field] ??=
      at(input, path) === "" ? "This is missing." : message.replace(/^./, (letter) => letter.toUpperCase());
  }
  return { document: null, faults };
}
