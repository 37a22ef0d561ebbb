import { z } from "zod";

/** A slug as it stands in a URL: lower-case words joined by single dashes; never holds `-vs-`, which joins the tools of a stackup. */
export const slugSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "a slug is lower-case letters and digits joined by single dashes")
  .refine((slug) => !`-${slug}-`.includes("-vs-"), "a slug must not hold “-vs-”, which joins the tools of a stackup");

/**
 * A slug that a tool may have in the database: those of `slugSchema`, and those of data sets, kept as they are there
 * (`gitHub-copilot`, `mod_perl`, `flow--js-`). Compared without regard to case.
 */
export const storedSlugSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/, "a slug is letters, digits, dashes and underscores")
  // Pages that a build makes without a database stand for "_", which therefore must be no tool.
  .refine((slug) => /[A-Za-z0-9]/.test(slug), "a slug has a letter or a digit")
  .refine(
    (slug) => slug.toLowerCase() !== "vs" && !`${slug.toLowerCase()}-`.includes("-vs-"),
    "a slug must not hold “-vs-”, which joins the tools of a stackup",
  );

/** A date as far as it is known: `2020`, `2020-02` or `2020-02-24`. Sorts as text. */
export const partialDateSchema = z
  .string()
  .regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/, "a date is YYYY, YYYY-MM or YYYY-MM-DD");

/** A full calendar day, `YYYY-MM-DD`, that exists. */
export const daySchema = z.iso.date("a day is YYYY-MM-DD");

/** Only web addresses may be linked: `javascript:` and its kin are refused. */
export const webUrlSchema = z
  .string()
  .max(500)
  .refine((text) => {
    if (!URL.canParse(text) || /[\s<>"]/.test(text)) return false;
    const url = new URL(text);
    return (url.protocol === "https:" || url.protocol === "http:") && url.username === "" && url.password === "";
  }, "a link must be a plain http or https address");

/** What a tool's project says of its own future, said aloud on every page that shows the tool; `unknown` until somebody checked. */
export const lifecycleStates = [
  "unknown",
  "active",
  "feature-complete",
  "maintenance",
  "deprecated",
  "archived",
  "retired",
] as const;
export const lifecycleStateSchema = z.enum(lifecycleStates);
export type LifecycleState = z.infer<typeof lifecycleStateSchema>;

/** Facts that a tool can carry, in the order in which pages list them. Each stands with its source and the day it was checked. */
export const factKeys = [
  "website",
  "repository",
  "licence",
  "language",
  "organisation",
  "first-release",
  "hosting",
  "latest-release",
  "end-of-life",
] as const;
export const factKeySchema = z.enum(factKeys);
export type FactKey = z.infer<typeof factKeySchema>;

export const hostingModels = ["self-hosted", "hosted", "self-hosted-or-hosted", "runs-locally"] as const;
export const hostingModelSchema = z.enum(hostingModels);
export type HostingModel = z.infer<typeof hostingModelSchema>;

/** A page that was opened and read, with the day (`YYYY-MM-DD`) on which that was. */
export type SourceRef = { id: number; url: string; title: string; checkedOn: string };

/** The icon of a tool: its set and its name there; null means a letter tile. */
export type ToolLogo = { set: string; icon: string } | null;

/** Enough of a tool to name it and to link to it. */
export type ToolName = { slug: string; name: string };

/** A node of the category tree with its place: `path` is what stands behind `/categories/`. */
export type CategoryName = { name: string; path: string };

/** Texts of a tool that a data set wrote whose licence asks to say so: which, and under which licence. */
export type TextOrigin = { fields: string[]; dataset: string; url: string; licence: string; licenceUrl: string | null };

/** A tool in a list. */
export type ToolCard = ToolName & {
  id: number;
  kind: string;
  tagline: string;
  textOrigins: TextOrigin[];
  logo: ToolLogo;
  lifecycle: { state: LifecycleState; since: string | null };
  /** Sum of the votes on its pros, and what a data set counted for the tool beyond them. */
  votes: number;
  /** Newest snapshot of GitHub stars, or null. */
  stars: number | null;
  function: CategoryName;
};

/** A number that was counted elsewhere: its value, the date as of which it held, and its source. */
export type ImportedFigure = { value: number; asOf: string; source: SourceRef };

/** How much a tool is used by counts kept elsewhere. */
export const usageMetrics = ["npm-downloads", "pypi-downloads", "stack-overflow-questions", "docker-pulls"] as const;
export type UsageFigure = ImportedFigure & { metric: (typeof usageMetrics)[number] };

/** A figure that adds what was imported to what members did here; `total` is null when neither exists. */
export type SummedFigure = { total: number | null; imported: ImportedFigure | null; here: number };

export type ToolFact = { key: FactKey; value: string; source: SourceRef };
export type ToolFeature = { name: string; value: string; source: SourceRef };

/** Everything that a tool's page shows but its statements. */
export type ToolPage = ToolCard & {
  description: string;
  aliases: string[];
  layer: CategoryName;
  category: CategoryName;
  lifecycle: {
    state: LifecycleState;
    since: string | null;
    note: string | null;
    /** Null for an unknown lifecycle alone. */
    source: SourceRef | null;
    successors: ToolName[];
  };
  facts: ToolFact[];
  features: ToolFeature[];
  links: { label: string; url: string }[];
  integrations: ToolName[];
  figures: {
    stacks: SummedFigure;
    followers: SummedFigure;
    /** What a data set counted for the tool as a whole; `votes` above holds it. */
    votes: ImportedFigure | null;
    stars: ImportedFigure | null;
    forks: ImportedFigure | null;
    /** Those that there are, in the order of `usageMetrics`. */
    usage: UsageFigure[];
  };
  /** Newest day on which one of its sources was checked. */
  checkedOn: string;
};

/** Why a tool stands among the alternatives. */
export type AlternativeReason =
  | { rule: "pinned"; to: ToolName; words: string }
  | { rule: "function"; to: ToolName[] }
  | { rule: "category"; to: ToolName[] };

export type Alternative = { tool: ToolCard; reason: AlternativeReason };

/** A tool that an editor left out of the alternatives to another, and why. */
export type ExcludedAlternative = { tool: ToolName; reason: string };

/** Orders of a list of tools. */
export const toolSorts = ["votes", "stars", "name", "newest"] as const;
export const toolSortSchema = z.enum(toolSorts);
export type ToolSort = z.infer<typeof toolSortSchema>;

/** The segments behind a stored list: its order, and the slug after which it goes on (`start`: from the beginning). */
export const toolListParamsSchema = z.object({
  sort: toolSortSchema,
  after: z.union([z.literal("start").transform(() => ""), storedSlugSchema]),
});
