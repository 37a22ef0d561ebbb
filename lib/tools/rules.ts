import { capitalise, formatList, formatPartialDate } from "@/lib/format";
import {
  type Alternative,
  type AlternativeReason,
  type FactKey,
  type HostingModel,
  hostingModelSchema,
  type LifecycleState,
  type ToolCard,
  type ToolName,
} from "@/lib/tools/schema";

const LIFECYCLE_WORDS: Record<LifecycleState, { word: string; meaning: string; ended: boolean }> = {
  unknown: {
    word: "lifecycle unknown",
    meaning: "Nobody has checked yet whether it is still developed.",
    ended: false,
  },
  active: { word: "active", meaning: "New versions are made.", ended: false },
  "feature-complete": {
    word: "feature-complete",
    meaning: "Finished by its own account: kept in repair, no new features planned.",
    ended: false,
  },
  maintenance: { word: "maintenance only", meaning: "Only repairs are made.", ended: false },
  deprecated: { word: "deprecated", meaning: "Its makers advise against using it for new work.", ended: true },
  archived: { word: "archived", meaning: "Its repository is read-only; nothing is repaired.", ended: true },
  retired: { word: "retired", meaning: "Its makers have ended it.", ended: true },
};

/** True for a tool that nobody should choose for new work: deprecated, archived or retired. */
export function isEnded(lifecycle: { state: LifecycleState }): boolean {
  return LIFECYCLE_WORDS[lifecycle.state].ended;
}

/** A lifecycle in a few words, with the year when it is not active: `active`, `archived 2020`. */
export function lifecycleLabel(lifecycle: { state: LifecycleState; since: string | null }): string {
  const { word } = LIFECYCLE_WORDS[lifecycle.state];
  return lifecycle.since && lifecycle.state !== "active" ? `${word} ${lifecycle.since.slice(0, 4)}` : word;
}

/** A lifecycle with its full date, for the facts table: `Archived, 24 Feb 2020`. */
export function lifecycleText(lifecycle: { state: LifecycleState; since: string | null }): string {
  const word = capitalise(LIFECYCLE_WORDS[lifecycle.state].word);
  return lifecycle.since && lifecycle.state !== "active" ? `${word}, ${formatPartialDate(lifecycle.since)}` : word;
}

/** What a lifecycle word means, in a sentence. */
export function lifecycleMeaning(state: LifecycleState): string {
  return LIFECYCLE_WORDS[state].meaning;
}

export const FACT_LABELS: Record<FactKey, string> = {
  website: "Website",
  repository: "Repository",
  licence: "Licence",
  language: "Written in",
  organisation: "Made by",
  "first-release": "First release",
  hosting: "Hosting",
  "latest-release": "Latest release",
  "end-of-life": "End of life",
};

const HOSTING_WORDS: Record<HostingModel, string> = {
  "self-hosted": "Self-hosted",
  hosted: "Hosted service",
  "self-hosted-or-hosted": "Self-hosted or hosted service",
  "runs-locally": "Runs locally, no server",
};

/** A fact's value in words; links lose their protocol. */
export function factText(key: FactKey, value: string): string {
  if (key === "hosting") {
    const model = hostingModelSchema.safeParse(value);
    return model.success ? HOSTING_WORDS[model.data] : value;
  }
  if (key === "latest-release" || key === "end-of-life") {
    return value.replace(/\d{4}-\d{2}-\d{2}$/, (day) => formatPartialDate(day));
  }
  if (key === "website" || key === "repository") return value.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  return value;
}

/** Nouns that say too little by themselves: a cluster manager and a package manager are no pair. */
const VAGUE_NOUNS = new Set(["manager", "platform", "product", "server", "service", "software", "system", "tool"]);

/** The noun of a kind, without what qualifies it: `container orchestrator` → `orchestrator`. */
function headNoun(kind: string): string {
  return (
    kind
      .toLowerCase()
      .split(/[\s-]+/)
      .at(-1) ?? ""
  );
}

/**
 * Tools are compared like for like when they stand in the same function, are of the same kind, or stand in the same category and
 * their kinds share a noun. Across categories a noun says too little: a web server and an identity server are no pair.
 */
export function isLikeForLike(tools: readonly { kind: string; function: { path: string } }[]): boolean {
  const nouns = new Set(tools.map((tool) => headNoun(tool.kind)));
  const distinct = (of: (tool: (typeof tools)[number]) => string) => new Set(tools.map(of)).size;
  const categories = distinct((tool) => tool.function.path.split("/").slice(0, 2).join("/"));
  return (
    distinct((tool) => tool.function.path) <= 1 ||
    distinct((tool) => tool.kind.toLowerCase()) === 1 ||
    (categories === 1 && nouns.size === 1 && nouns.isDisjointFrom(VAGUE_NOUNS))
  );
}

/** The article of a kind by how it is said: `an HTML library`, `a user interface`, `an API client`. */
function articleOf(kind: string): "a" | "an" {
  const [word = ""] = kind.split(/[\s-]/);
  if (/^[A-Z]{2,}$/.test(word)) return /^[AEFHILMNORSX]/.test(word) ? "an" : "a";
  return /^[aeiou]/i.test(word) && !/^(?:u[bcfhjkqrst]|uni|eu|one)/i.test(word) ? "an" : "a";
}

/** What each tool is, in a sentence: `Apache Mesos is a cluster manager; rkt is a container runtime.` */
export function describeKinds(tools: readonly { name: string; kind: string }[]): string {
  return `${tools.map((tool) => `${tool.name} is ${articleOf(tool.kind)} ${tool.kind}`).join("; ")}.`;
}

/** A tool that might stand in for others, with what is known of its nearness to them. */
export type AlternativeCandidate = {
  tool: ToolCard;
  /** Company stacks that a data set counted; 0 without such a figure. */
  companyStacks: number;
  pins: { to: ToolName; words: string; position: number }[];
  sharesFunction: ToolName[];
  sharesCategory: ToolName[];
};

/** The rule behind compareCandidates, in the words that pages print. */
export const ALTERNATIVES_RULE =
  "Tools that an editor pinned come first, with the editor’s reason. Then tools of the same function, then of the same category; within each, more votes on pros first, then more company stacks where a data set counted them, then more GitHub stars, then by name. Tools that an editor excluded are left out.";

function tier(candidate: AlternativeCandidate): number {
  if (candidate.pins.length > 0) return 0;
  return candidate.sharesFunction.length > 0 ? 1 : 2;
}

/** The order of alternatives: pinned, same function, same category; within each by votes, company stacks, stars and name. */
export function compareCandidates(a: AlternativeCandidate, b: AlternativeCandidate): number {
  return (
    tier(a) - tier(b) ||
    (tier(a) === 0 ? (a.pins[0]?.position ?? 0) - (b.pins[0]?.position ?? 0) : 0) ||
    b.tool.votes - a.tool.votes ||
    b.companyStacks - a.companyStacks ||
    (b.tool.stars ?? -1) - (a.tool.stars ?? -1) ||
    compareTexts(a.tool.name.toLowerCase(), b.tool.name.toLowerCase()) ||
    compareTexts(a.tool.slug, b.tool.slug)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function reasonOf(candidate: AlternativeCandidate): AlternativeReason {
  const [pin] = candidate.pins;
  if (pin) return { rule: "pinned", to: pin.to, words: pin.words };
  return candidate.sharesFunction.length > 0
    ? { rule: "function", to: candidate.sharesFunction }
    : { rule: "category", to: candidate.sharesCategory };
}

/** Candidates in their order, each with the reason why it is listed. */
export function rankAlternatives(candidates: readonly AlternativeCandidate[]): Alternative[] {
  return [...candidates]
    .sort(compareCandidates)
    .map((candidate) => ({ tool: candidate.tool, reason: reasonOf(candidate) }));
}

/** Why a tool is listed, in words: `Like rkt: virtual machine platforms & containers`. */
export function describeReason({ tool, reason }: Alternative): string {
  if (reason.rule === "pinned") return `Pinned for ${reason.to.name}: ${reason.words}`;
  const names = formatList(reason.to.map((other) => other.name));
  return reason.rule === "function" ? `Like ${names}: ${tool.function.name}` : `Near ${names}: ${tool.kind}`;
}

/**
 * Fair pairs for tools that differ in kind: for each, up to `perTool` living tools that do its job. Pairs whose differences an
 * editor wrote come first (`written`: their tools), then the alternatives of the tool's own function in their order.
 * Returns pairs of names, the compared tool first.
 */
export function listFairPairs(
  tools: readonly ToolCard[],
  alternatives: readonly Alternative[],
  written: readonly (readonly ToolName[])[],
  perTool = 2,
): [ToolName, ToolName][] {
  const left = new Set([
    ...tools.map((tool) => tool.slug),
    ...alternatives.filter(({ tool }) => isEnded(tool.lifecycle)).map(({ tool }) => tool.slug),
  ]);
  return tools.flatMap((tool) => {
    const partners = written
      .filter((names) => names.length === 2 && names.some((name) => name.slug === tool.slug))
      .flatMap((names) => names.filter((name) => !left.has(name.slug)));
    const likes = alternatives
      .filter(({ tool: other }) => other.function.path === tool.function.path && !isEnded(other.lifecycle))
      .map(({ tool: other }) => ({ slug: other.slug, name: other.name }));
    const others = new Map([...partners, ...likes].map((other) => [other.slug, other]));
    return [...others.values()]
      .slice(0, perTool)
      .map((other): [ToolName, ToolName] => [{ slug: tool.slug, name: tool.name }, other]);
  });
}
