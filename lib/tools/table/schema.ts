import { z } from "zod";
import { firstOf, rowIdSchema } from "@/lib/fields/schema";
import { type FactKey, factKeySchema, type LifecycleState, lifecycleStateSchema } from "@/lib/tools/schema";

export const ROWS_PER_PAGE = 50;

export const tableSorts = ["name", "checked", "oldest", "votes", "stars", "newest", "facts"] as const;
export type TableSort = (typeof tableSorts)[number];

/** What a tool may lack: one of the facts, or another part of its page. */
export const lacks = ["description", "features", "links", "logo"] as const;

const text = firstOf(z.string().max(200).catch("")).transform((value) => value.replaceAll("\0", "").trim());
const choice = <Shape extends z.ZodType<string>>(shape: Shape) => firstOf(z.union([shape, z.literal("")]).catch(""));

/** The state of the table of tools, which is its address: filters, order and the tool that the page before ended with. */
export const tableParamsSchema = z.object({
  q: text,
  place: choice(z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+){0,2}$/)),
  state: choice(lifecycleStateSchema),
  lacks: choice(z.enum([...factKeySchema.options, ...lacks])),
  /** Days for which no source was checked. */
  unchecked: firstOf(z.coerce.number().int().min(1).max(20_000).nullable().catch(null)),
  waiting: choice(z.enum(["any", "suggestions", "statements"])),
  site: choice(z.enum(["removed", "all"])),
  origin: choice(z.string().regex(/^[a-z0-9-]{1,60}$/)),
  sort: firstOf(z.enum(tableSorts).catch("name")),
  after: firstOf(rowIdSchema.nullable().catch(null)),
});
export type TableParams = z.infer<typeof tableParamsSchema>;

/** A tool as the table shows it. */
export type TableRow = {
  id: number;
  slug: string;
  name: string;
  /** The name of its function. */
  place: string;
  state: LifecycleState;
  checkedOn: string;
  votes: number;
  stars: number | null;
  /** Facts that it has. */
  facts: FactKey[];
  hasLogo: boolean;
  /** Suggested edits and statements that wait for an editor. */
  waiting: number;
  isRemoved: boolean;
  /** The data sets that know it. */
  origins: string[];
};

/** A page of the table; `next` is the tool after which the next begins. */
export type TablePage = { rows: TableRow[]; total: number; next: number | null };

/** What the filters of the table can be set to. */
export type TableChoices = {
  places: { path: string; name: string; depth: number }[];
  origins: { key: string; name: string }[];
};
