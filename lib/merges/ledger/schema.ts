import { z } from "zod";

/** Tables whose rows a merge moves, each with the columns of its primary key. */
export const primaryKeys = {
  alternative_choices: ["tool_id", "alternative_id"],
  decision_options: ["decision_id", "tool_id"],
  decisions: ["id"],
  external_ids: ["dataset_key", "external_id"],
  figures: ["id"],
  follows: ["member_id", "tool_id"],
  import_doubts: ["id"],
  imported_values: ["tool_id", "field", "dataset_key"],
  integrations: ["first_id", "second_id"],
  pending_tools: ["id"],
  revisions: ["id"],
  stack_evidence: ["stack_tool_id", "position"],
  stack_moves: ["stack_id", "from_tool_id", "to_tool_id"],
  stack_tools: ["id"],
  stacks: ["id"],
  stackup_tools: ["stackup_id", "tool_id"],
  stackups: ["id"],
  statement_reports: ["id"],
  statements: ["id"],
  suggestions: ["id"],
  sync_targets: ["tool_id", "source"],
  tool_events: ["id"],
  tool_slugs: ["slug"],
  tool_successors: ["tool_id", "successor_id"],
  tools: ["id"],
  votes: ["statement_id", "member_id"],
} as const satisfies Record<string, readonly string[]>;
export type LedgerTable = keyof typeof primaryKeys;

/** A row as PostgreSQL writes it in JSON: its primary key and the columns that change, or all of them where it comes or goes. */
const rowSchema = z.record(z.string().regex(/^[a-z_]+$/), z.json());
export type LedgerRow = z.infer<typeof rowSchema>;

/** Rows of one table that change alike: `from` null adds a row, `to` null removes it. */
export const stepSchema = z.strictObject({
  table: z.enum(Object.keys(primaryKeys) as LedgerTable[]),
  rows: z.array(z.strictObject({ from: rowSchema.nullable(), to: rowSchema.nullable() })),
});
export type LedgerStep = z.infer<typeof stepSchema>;

/** What a merge moved, in the order in which it did: enough to do it, and to undo it. */
export const effectsSchema = z.strictObject({
  /** The id of the tool or statement that became one with the revision's subject. */
  merged: z.int(),
  steps: z.array(stepSchema),
});
export type MergeEffects = z.infer<typeof effectsSchema>;
