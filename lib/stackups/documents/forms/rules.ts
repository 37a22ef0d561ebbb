import { DomainError } from "@/lib/errors";
import { listUnits } from "@/lib/revisions/versions/rules";
import type { TakenForm } from "@/lib/stackups/documents/forms/schema";
import { listTopics, toParts } from "@/lib/stackups/documents/rules";
import { type StackupDocument, storedCellsSchema } from "@/lib/stackups/documents/schema";

/** Under which key the draft of a form is kept: the slug of its stackup, and the suggestion that is being changed. */
export function draftKey(slug: string, suggestion: number): string {
  return suggestion > 0 ? `${slug}#${suggestion}` : slug;
}

/** A part of a stackup that two versions have otherwise, in words. */
export type PartRow = {
  key: string;
  label: string;
  changedBy: "both" | "them" | "you";
  before: string[];
  theirs: string[];
  yours: string[];
};

/** What differs between two versions made from one (null: from nothing), part by part, for whoever chooses between them. */
export function listParts(
  before: StackupDocument | null,
  theirs: StackupDocument,
  yours: StackupDocument,
  names: readonly string[],
): PartRow[] {
  const topics = listTopics(theirs, yours, ...(before ? [before] : []));
  const labels = new Map([
    ...topics.map((topic, place): [string, string] => [`claim${place}`, topic]),
    ["summary", "Summary"],
    ...names.map((name, place): [string, string] => [`choice${place}`, `Choose ${name} if …`]),
    ["neither", "Choose neither if …"],
  ]);
  const words = (value: unknown): string[] => {
    if (typeof value === "string") return value === "" ? [] : [value];
    const cells = storedCellsSchema.safeParse(value).data ?? [];
    return cells.map(({ text, source }, place) => `${names[place]}: ${text} (${source.title}, ${source.checked})`);
  };
  const parts = (document: StackupDocument) => toParts(document, topics);
  return listUnits(before ? parts(before) : {}, parts(theirs), parts(yours)).map((unit) => ({
    key: unit.key,
    label: labels.get(unit.key) ?? unit.label,
    changedBy: unit.changedBy,
    before: words(unit.was),
    theirs: words(unit.theirs),
    yours: words(unit.yours),
  }));
}

/** The answer to a form that is kept as a draft: its page shows what was typed. A script is told of faults: then this throws “invalid”. */
export function answerKept(
  { place, savedAt, faults }: Extract<TakenForm, { ready: null }>,
  path: string,
  isScript: boolean,
): { goTo: string; body: { savedAt: string | null } } {
  if (isScript && Object.keys(faults).length > 0)
    throw new DomainError("invalid", "Something in the form is not right.", faults);
  return { goTo: `${path}${place}`, body: { savedAt } };
}

/** Where the form of a stackup stands: the editors', that of a suggestion that is being changed (by its number), or the members'. */
export function stackupFormPath(slug: string, { mode, suggestion }: { mode: "edit" | "suggest"; suggestion: number }) {
  if (mode === "suggest") return `/stackups/${slug}/suggest`;
  return `/admin/stackups/${slug}/edit${suggestion > 0 ? `?suggestion=${suggestion}` : ""}`;
}
