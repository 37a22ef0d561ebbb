import { changeRows } from "@/lib/edits/rules";
import type { RowCommand, Typed } from "@/lib/edits/schema";
import {
  editedStackupSchema,
  type StackupDocument,
  storedCellsSchema,
  type TypedCell,
  type TypedStackup,
  typedStackupSchema,
} from "@/lib/stackups/documents/schema";
import type { Claim, WrittenStackup } from "@/lib/stackups/schema";
import type { ToolPage } from "@/lib/tools/schema";

/** The columns behind the written differences of a stackup, which fromStored and the stackup's page read. */
export const stackupDocumentSelect = {
  summary: true,
  chooseNeither: true,
  tools: {
    orderBy: { position: "asc" },
    select: { tool: { select: { slug: true } }, choice: { select: { text: true } } },
  },
  claims: {
    orderBy: { position: "asc" },
    select: {
      topic: true,
      cells: {
        select: {
          text: true,
          tool: { select: { position: true, tool: { select: { slug: true } } } },
          source: { select: { id: true, url: true, title: true, checkedOn: true } },
        },
      },
    },
  },
} as const;

type StoredCell = {
  text: string;
  tool: { position: number };
  source: { url: string; title: string; checkedOn: Date };
};
type StoredStackup = {
  summary: string;
  chooseNeither: string | null;
  tools: { tool: { slug: string }; choice: { text: string } | null }[];
  claims: { topic: string; cells: StoredCell[] }[];
};

/** The cells of a claim in the order of the stackup's tools. */
export function inToolOrder<Cell extends { tool: { position: number } }>(cells: readonly Cell[]): Cell[] {
  return [...cells].sort((a, b) => a.tool.position - b.tool.position);
}

/** The document of a stackup as it is stored. */
export function fromStored(row: StoredStackup): StackupDocument {
  return {
    tools: row.tools.map(({ tool }) => tool.slug),
    summary: row.summary,
    claims: row.claims.map(({ topic, cells }) => ({
      topic,
      cells: inToolOrder(cells).map(({ text, source: { url, title, checkedOn } }) => ({
        text,
        source: { url, title, checked: checkedOn.toISOString().slice(0, 10) },
      })),
    })),
    choices: row.tools.map(({ choice }) => choice?.text ?? ""),
    neither: row.chooseNeither,
  };
}

const EMPTY_CELL: TypedCell = { text: "", url: "", title: "", checked: "" };

/** A claim of which nothing is typed yet. */
export function emptyClaim(tools: number): TypedStackup["claims"][number] {
  return { topic: "", cells: Array.from({ length: tools }, () => EMPTY_CELL) };
}

/** The form of a stackup of so many tools that nobody has written about. */
export function emptyTyped(tools: number): TypedStackup {
  return { summary: "", claims: [emptyClaim(tools)], choices: Array.from({ length: tools }, () => ""), neither: "" };
}

/** A document as its form shows it. */
export function toTyped(document: StackupDocument): TypedStackup {
  return {
    summary: document.summary,
    claims: document.claims.map(({ topic, cells }) => ({
      topic,
      cells: cells.map(({ text, source }) => ({ text, ...source })),
    })),
    choices: document.choices,
    neither: document.neither ?? "",
  };
}

/** Computed differences as the form of a stackup takes them over: those in which every text has its source. */
export function typedFromComputed(computed: readonly Claim[], tools: number): TypedStackup["claims"] {
  const claims = computed.flatMap(({ topic, cells }) => {
    const typed = cells.flatMap(({ text, source }) =>
      source ? [{ text, url: source.url, title: source.title, checked: source.checkedOn }] : [],
    );
    return typed.length === tools ? [{ topic, cells: typed }] : [];
  });
  return claims.length > 0 ? claims : [emptyClaim(tools)];
}

const line = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** What was typed as the form of a stackup of so many tools holds it: one line a text, a cell and a choice for each tool. */
export function readTyped(typed: Typed, tools: number): TypedStackup {
  const read = typedStackupSchema.parse(typed);
  const each = <Value>(list: readonly Value[], empty: Value) =>
    Array.from({ length: tools }, (_, place) => list[place] ?? empty);
  return {
    summary: line(read.summary),
    claims: read.claims.map(({ topic, cells }) => ({
      topic: line(topic),
      cells: each(cells, EMPTY_CELL).map(({ text, url, title, checked }) => ({
        text: line(text),
        url: url.trim(),
        title: line(title),
        checked: checked.trim(),
      })),
    })),
    choices: each(read.choices, "").map(line),
    neither: line(read.neither),
  };
}

/** What was typed with a claim added, removed, or moved up or down. */
export function changeClaims(typed: TypedStackup, command: RowCommand): TypedStackup {
  const tools = typed.choices.length;
  return readTyped(changeRows(typed, command, emptyClaim(tools)), tools);
}

const isBlank = ({ topic, cells }: TypedStackup["claims"][number]) =>
  topic === "" && cells.every((cell) => cell.text === "" && cell.url === "" && cell.title === "");

/** What was typed without the claims in which nothing was. */
export function withoutBlankClaims(typed: TypedStackup): TypedStackup {
  return { ...typed, claims: typed.claims.filter((claim) => !isBlank(claim)) };
}

/** What was typed in the shape of a document of the given tools, not checked yet. */
export function toDocument(typed: TypedStackup, tools: readonly string[]): StackupDocument {
  return {
    tools: [...tools],
    summary: typed.summary,
    claims: withoutBlankClaims(typed).claims.map(({ topic, cells }) => ({
      topic,
      cells: cells.map(({ text, ...source }) => ({ text, source })),
    })),
    choices: typed.choices,
    neither: typed.neither || null,
  };
}

/** A document that follows all rules, or what is wrong with it by field of the form. */
export function checkStackup(
  input: StackupDocument,
): { document: StackupDocument; faults: null } | { document: null; faults: Record<string, string> } {
  const checked = editedStackupSchema.safeParse(input, {
    error: (issue) => {
      if (issue.code === "too_small")
        return issue.origin === "array" ? "Write at least one difference." : `At least ${issue.minimum} characters.`;
      if (issue.code === "too_big") return `At most ${issue.maximum} characters.`;
      return undefined;
    },
  });
  if (checked.success) return { document: checked.data, faults: null };
  const faults: Record<string, string> = {};
  for (const { path, message } of checked.error.issues) {
    const value = path.reduce<unknown>(
      (inside, key) => (inside !== null && typeof inside === "object" ? Reflect.get(inside, key) : undefined),
      input,
    );
    // A cell of the form holds its source's fields beside its text.
    const field = path.filter((part) => part !== "source").join(".");
    faults[field] ??= value === "" ? "This is missing." : message.replace(/^./, (letter) => letter.toUpperCase());
  }
  return { document: null, faults };
}

/** What is typed as the page of the stackup would show it. Sources get numbers of their own, below those of stored ones. */
export function previewStackup(typed: TypedStackup, slug: string, tools: readonly ToolPage[]): WrittenStackup {
  const document = toDocument(
    typed,
    tools.map((tool) => tool.slug),
  );
  const known = new Map<string, number>();
  const sourceOf = ({ url, title, checked }: StackupDocument["claims"][number]["cells"][number]["source"]) => {
    const key = JSON.stringify([url, title, checked]);
    const id = known.get(key) ?? -1 - known.size;
    known.set(key, id);
    return { id, url, title: title || url, checkedOn: checked };
  };
  const cellsOf = (cells: StackupDocument["claims"][number]["cells"]) =>
    cells.map(({ text, source }, place) => ({
      tool: tools[place]?.slug ?? "",
      text,
      source: source.url ? sourceOf(source) : null,
    }));
  return {
    slug,
    summary: document.summary,
    chooseNeither: document.neither,
    checkedOn: newestCheck(document),
    claims: document.claims.map(({ topic, cells }) => ({ topic, cells: cellsOf(cells) })),
    choices: document.choices.flatMap((text, place) => (text ? [{ tool: tools[place]?.slug ?? "", text }] : [])),
  };
}

/** Newest day (`YYYY-MM-DD`) on which one of a document's sources was checked; empty when it names none. */
export function newestCheck(document: StackupDocument): string {
  const days = document.claims.flatMap((claim) => claim.cells.map((cell) => cell.source.checked));
  return days.sort().at(-1) ?? "";
}

/**
 * A document laid out in parts that two people may have changed apart: each difference and each choice by itself. `topics` says which
 * difference stands under which key.
 */
export function toParts(document: StackupDocument, topics: readonly string[]): Record<string, unknown> {
  const claimOf = (topic: string) => document.claims.find((claim) => claim.topic === topic);
  return Object.fromEntries([
    ...topics.flatMap((topic, place) => (claimOf(topic) ? [[`claim${place}`, claimOf(topic)?.cells]] : [])),
    ["summary", document.summary],
    ...document.choices.map((text, place) => [`choice${place}`, text]),
    ...(document.neither ? [["neither", document.neither]] : []),
  ]);
}

/** All topics of several documents, each once, in their order. */
export function listTopics(...documents: readonly StackupDocument[]): string[] {
  return [...new Set(documents.flatMap((document) => document.claims.map((claim) => claim.topic)))];
}

/** The document that parts make, its differences in the order of `topics`; what no part says is as in `rest`. */
export function fromParts(
  parts: Record<string, unknown>,
  topics: readonly string[],
  rest: StackupDocument,
): StackupDocument {
  const words = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    tools: rest.tools,
    summary: words(parts.summary),
    claims: topics.flatMap((topic, place) => {
      const cells = storedCellsSchema.safeParse(parts[`claim${place}`]).data;
      return cells ? [{ topic, cells }] : [];
    }),
    choices: rest.tools.map((_, place) => words(parts[`choice${place}`])),
    neither: words(parts.neither) || null,
  };
}
