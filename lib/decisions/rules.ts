import type { DecisionForm, DecisionPage } from "@/lib/decisions/schema";
import { formatList } from "@/lib/format";
import { absoluteUrl } from "@/lib/site";

/** What a form says, as decisionSchema reads it; `tools` are the slugs of the options in the order of their notes. */
export function readDecisionForm(form: DecisionForm, tools: readonly string[]): unknown {
  const notes = notesOfForm(form);
  const { title, context, chosen, reasons, decidedOn, visibility } = form;
  return {
    ...{ title, context, chosen, reasons, decidedOn, visibility },
    options: tools.map((tool, place) => ({ tool, note: notes[place] ?? "" })),
    revisitOn: form.revisitOn || null,
    stack: form.stack || null,
  };
}

/** What stands in the fields for the options, in their order. */
export function notesOfForm(form: DecisionForm): string[] {
  return [form["note-0"], form["note-1"], form["note-2"], form["note-3"]];
}

/** How the fields of a decision are called where something is wrong with them. */
const FIELD_NAMES: Record<string, string> = {
  title: "Title",
  context: "Context",
  options: "What speaks for and against a tool",
  chosen: "Chosen",
  reasons: "Reasons",
  decidedOn: "Decided on",
  revisitOn: "Look at it again on",
  visibility: "Who sees it",
  stack: "Stack",
};

/** What is wrong with a form, by field, each with the field's name. */
export function faultsOfDecision(issues: readonly { path: PropertyKey[]; message: string }[]): Record<string, string> {
  return Object.fromEntries(
    issues.map(({ path, message }) => {
      const field = String(path[0] ?? "form");
      return [path.join(".") || "form", `${FIELD_NAMES[field] ?? field}: ${message}.`];
    }),
  );
}

/** `Nomad over Apache Mesos and rkt`. */
export function describeChoice(options: readonly { name: string; isChosen: boolean }[]): string {
  const named = (isChosen: boolean) =>
    formatList(options.filter((option) => option.isChosen === isChosen).map(({ name }) => name));
  return `${named(true)} over ${named(false)}`;
}

/** One line of text as Markdown shows it and no more: what would be markup is escaped. */
function plainLine(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&").replace(/\s+/g, " ");
}

/** A text in the author's own Markdown, its headings as words: the outline is the record's. */
function ownText(text: string): string {
  return text
    .split("\n")
    .map((one) => one.replace(/^( {0,3})(#{1,6}(?:\s|$)|=+\s*$|-+\s*$)/, "$1\\$2"))
    .join("\n");
}

/** A decision as an architecture decision record in Markdown, as projects keep them beside their code. */
export function toAdr(decision: DecisionPage): string {
  const { title, context, options, reasons, decidedOn, revisitOn, slug, stackup, stack, author } = decision;
  const chosen = options.find((option) => option.isChosen);
  const link = (words: string, path: string) => `[${plainLine(words)}](${absoluteUrl(path)})`;
  const status = revisitOn ? `Accepted; to be looked at again on ${revisitOn}` : "Accepted";
  const lines = [
    `# ${plainLine(title)}`,
    "",
    `- Status: ${status}`,
    `- Date: ${decidedOn}`,
    ...(author ? [`- Decided by: ${plainLine(author)}`] : []),
    "",
    "## Context",
    "",
    ownText(context),
    "",
    "## Options",
    ...options.flatMap((option) => [
      "",
      `### ${plainLine(option.name)}`,
      ...(option.isShown ? ["", link(`${option.name}: facts and sources`, `/tools/${option.slug}`)] : []),
      ...(option.note ? ["", ownText(option.note)] : []),
    ]),
    "",
    "## Decision",
    "",
    `${plainLine(chosen?.name ?? "None")} was chosen: ${plainLine(describeChoice(options))}.`,
    "",
    "## Consequences and reasons",
    "",
    ownText(reasons),
    "",
    "## Links",
    "",
    `- ${link("This decision", `/decisions/${slug}`)}`,
    `- ${link("The comparison of the options", `/stackups/${stackup}`)}`,
    ...(stack ? [`- ${link(`The stack of ${stack.name}`, `/stacks/${stack.slug}`)}`] : []),
  ];
  return `${lines.join("\n")}\n`;
}
