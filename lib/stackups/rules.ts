import { describeSum, describeVotes, METRIC_LABELS } from "@/lib/figures/rules";
import { capitalise, formatCount, formatList, formatPartialDate, formatWholeNumber } from "@/lib/format";
import type { Claim } from "@/lib/stackups/schema";
import { BAR_FROM } from "@/lib/statements/rules";
import { FACT_LABELS, factText, isEnded, lifecycleText } from "@/lib/tools/rules";
import {
  type FactKey,
  factKeys,
  type ImportedFigure,
  type SourceRef,
  storedSlugSchema,
  type ToolPage,
  usageMetrics,
} from "@/lib/tools/schema";

/** How many tools one stackup may compare. */
export const MIN_TOOLS = 2;
export const MAX_TOOLS = 4;

const JOINT = "-vs-";

/** The canonical slug of a stackup: the tools' slugs in alphabetical order, joined by `-vs-`. */
export function stackupSlug(slugs: readonly string[]): string {
  return [...slugs].sort().join(JOINT);
}

/** The canonical path of a stackup's page. */
export function stackupPath(slugs: readonly string[]): string {
  return `/stackups/${stackupSlug(slugs)}`;
}

/** The title of a stackup: `Apache Mesos vs rkt`. */
export function stackupTitle(tools: readonly { name: string }[]): string {
  return tools.map((tool) => tool.name).join(" vs ");
}

/**
 * Splits the last part of a stackup's URL into 2 to 4 slugs, in the order given; null for anything else. Whether the tools
 * exist and whether two slugs lead to the same tool is for the reader of the database to say.
 */
export function parsePair(text: string): string[] | null {
  const slugs = text.toLowerCase().split(JOINT);
  if (slugs.length < MIN_TOOLS || slugs.length > MAX_TOOLS) return null;
  return slugs.every((slug) => storedSlugSchema.safeParse(slug).success) ? slugs : null;
}

/** What a cell of the comparison holds. A cell without a text says in `missing` why it has none. */
export type Cell = {
  text: string | null;
  missing: string;
  href?: string;
  source?: SourceRef;
  /** Longer wording for a tooltip. */
  title?: string;
  /** Share of the row's largest number, 0 to 100, for rows that are drawn as bars. */
  share?: number;
};

export type Row = { key: string; label: string; cells: Cell[]; isSame: boolean };
export type RowGroup = { key: string; label: string; rows: Row[] };

function sameText(cells: readonly Cell[]): boolean {
  const texts = cells.map((cell) => cell.text?.trim().toLowerCase() ?? null);
  return texts.every((text) => text !== null && text === texts[0]);
}

function row(key: string, label: string, cells: Cell[]): Row {
  return { key, label, cells, isSame: sameText(cells) };
}

function barRow(key: string, label: string, cells: { value: number | null; title: string; source?: SourceRef }[]): Row {
  const most = Math.max(0, ...cells.map((cell) => cell.value ?? 0));
  return row(
    key,
    label,
    cells.map(({ value, title, source }) => ({
      text: value === null ? null : formatCount(value),
      missing: "no figure with a source",
      title,
      source,
      share:
        value === null || most === 0 || (key === "votes" && value < BAR_FROM)
          ? undefined
          : Math.round((value / most) * 1000) / 10,
    })),
  );
}

function statistics(tools: readonly ToolPage[]): Row[] {
  const dated = (find: (figures: ToolPage["figures"]) => ImportedFigure | null | undefined) =>
    tools.map(({ figures }) => {
      const figure = find(figures);
      const title = figure
        ? `${formatWholeNumber(figure.value)} as of ${formatPartialDate(figure.asOf)}`
        : "no figure with a source";
      return { value: figure?.value ?? null, title, source: figure?.source };
    });
  const summed = (metric: "stacks" | "followers") =>
    tools.map(({ figures }) => ({
      value: figures[metric].total,
      title: describeSum(figures[metric]),
      source: figures[metric].imported?.source,
    }));
  const votes = tools.map((tool) => ({
    value: tool.votes,
    title: describeVotes(tool.votes, tool.figures.votes),
    source: tool.figures.votes?.source,
  }));
  const rows = [
    barRow("stacks", "Stacks", summed("stacks")),
    barRow("followers", "Followers", summed("followers")),
    barRow("votes", "Votes", votes),
    barRow(
      "stars",
      METRIC_LABELS.stars,
      dated((figures) => figures.stars),
    ),
    barRow(
      "forks",
      METRIC_LABELS.forks,
      dated((figures) => figures.forks),
    ),
    ...usageMetrics.map((metric) =>
      barRow(
        metric,
        METRIC_LABELS[metric],
        dated(({ usage }) => usage.find((figure) => figure.metric === metric)),
      ),
    ),
  ];
  return rows.filter((entry) => entry.cells.some((cell) => cell.text !== null && cell.text !== "0"));
}

const LINKED_FACTS: readonly FactKey[] = ["website", "repository"];

function facts(tools: readonly ToolPage[]): Row[] {
  const kind = row(
    "kind",
    "Kind",
    tools.map((tool) => ({ text: capitalise(tool.kind), missing: "" })),
  );
  const lifecycle = row(
    "lifecycle",
    "Lifecycle",
    tools.map(({ lifecycle }) =>
      lifecycle.source
        ? { text: lifecycleText(lifecycle), missing: "", source: lifecycle.source }
        : { text: null, missing: "not checked yet" },
    ),
  );
  const others = factKeys.map((key) =>
    row(
      key,
      FACT_LABELS[key],
      tools.map((tool) => {
        const fact = tool.facts.find((entry) => entry.key === key);
        if (!fact) return { text: null, missing: "not checked yet" };
        const href = LINKED_FACTS.includes(key) ? fact.value : undefined;
        return { text: factText(key, fact.value), missing: "", source: fact.source, href };
      }),
    ),
  );
  return [kind, lifecycle, ...others].filter((entry) => entry.cells.some((cell) => cell.text !== null));
}

function rowKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Feature rows: those that most tools have first, else in the order in which the tools list them. */
function features(tools: readonly ToolPage[]): Row[] {
  const names: string[] = [];
  for (const tool of tools)
    for (const feature of tool.features) if (!names.includes(feature.name)) names.push(feature.name);
  const rows = names.map((name) =>
    row(
      `feature-${rowKey(name)}`,
      name,
      tools.map((tool) => {
        const feature = tool.features.find((entry) => entry.name === name);
        return feature
          ? { text: feature.value, missing: "", source: feature.source }
          : { text: null, missing: "nothing listed" };
      }),
    ),
  );
  const filled = (entry: Row) => entry.cells.filter((cell) => cell.text !== null).length;
  return rows.sort((a, b) => filled(b) - filled(a));
}

/** The rows of the detailed comparison, in groups; a row whose cells all say the same is marked. */
export function compareTools(tools: readonly ToolPage[]): RowGroup[] {
  return [
    { key: "statistics", label: "Statistics", rows: statistics(tools) },
    { key: "facts", label: "Facts", rows: facts(tools) },
    { key: "features", label: "Features", rows: features(tools) },
  ].filter((group) => group.rows.length > 0);
}

/** Rows that say most about a choice, in the order in which computed differences name them. */
const TELLING_ROWS = ["kind", "lifecycle", "licence", "hosting", "language", "first-release"];

/** How many computed differences a page shows at most. */
const MOST_DIFFERENCES = 6;

/**
 * Differences computed from the facts and features where no editor wrote any: the rows that every tool fills and in which
 * the tools differ, telling facts first. Empty when nothing differs.
 */
export function computeDifferences(tools: readonly ToolPage[]): Claim[] {
  const rows = compareTools(tools)
    .filter((group) => group.key !== "statistics")
    .flatMap((group) => group.rows)
    .filter((entry) => !entry.isSame && entry.cells.every((cell) => cell.text !== null));
  const told = TELLING_ROWS.flatMap((key) => rows.filter((entry) => entry.key === key));
  const featured = rows.filter((entry) => entry.key.startsWith("feature-"));
  return [...told.slice(0, MOST_DIFFERENCES - Math.min(3, featured.length)), ...featured]
    .slice(0, MOST_DIFFERENCES)
    .map((entry) => ({
      topic: entry.label,
      cells: entry.cells.map((cell, index) => ({
        tool: tools[index]?.slug ?? "",
        text: cell.text ?? "",
        source: cell.source ?? null,
      })),
    }));
}

/** A line in the subset of Markdown that written differences use, as its words alone. */
export function plainText(marked: string): string {
  return marked
    .replace(/\[([^\]]+)\]\([^)\s]+\)/g, "$1")
    .replace(/`([^`]+)`/g, "$1")
    .replace(/(\*{1,2})(?=\S)([^*]+?)(?<=\S)\1/g, "$2");
}

/** What a page says about tools that have ended: a title and which of the compared tools it is about; null when all live. */
export function describeEnded(tools: readonly ToolPage[]): { title: string; tools: ToolPage[] } | null {
  const ended = tools.filter((tool) => isEnded(tool.lifecycle));
  if (ended.length === 0) return null;
  if (ended.length < tools.length)
    return {
      title: `${formatList(ended.map((tool) => tool.name))} ${ended.length > 1 ? "have" : "has"} ended`,
      tools: ended,
    };
  return { title: tools.length === 2 ? "Both projects have ended" : "All of these projects have ended", tools: ended };
}

/** A stackup may be indexed when an editor wrote its differences or its tools share a function. */
export function isIndexable(isWritten: boolean, tools: readonly Pick<ToolPage, "function">[]): boolean {
  return isWritten || new Set(tools.map((tool) => tool.function.path)).size === 1;
}

/** An address that can end neither the link nor the table cell that it stands in. */
function encodeForLink(url: string): string {
  return url.replace(
    /[()|[\]<>\\\s]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** The stackup as Markdown, for the clipboard: a table of all rows with their sources as links. */
export function toMarkdown(
  title: string,
  url: string,
  tools: readonly ToolPage[],
  groups: readonly RowGroup[],
): string {
  const escapeMarkdown = (text: string) => text.replace(/[\\|<>[\]*_`]/g, "\\$&").replace(/\s+/g, " ");
  const cell = ({ text, missing, source }: Cell) =>
    text === null
      ? `(${missing})`
      : source
        ? `${escapeMarkdown(text)} [source](${encodeForLink(source.url)})`
        : escapeMarkdown(text);
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    `# ${escapeMarkdown(title)}`,
    "",
    line(["", ...tools.map((tool) => escapeMarkdown(tool.name))]),
    line(["---", ...tools.map(() => "---")]),
    ...groups.flatMap((group) =>
      group.rows.map((entry) => line([escapeMarkdown(entry.label), ...entry.cells.map(cell)])),
    ),
    "",
    `From ${url}`,
    "",
  ].join("\n");
}
