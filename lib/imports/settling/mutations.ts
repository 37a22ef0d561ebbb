import "server-only";
import { z } from "zod";
import type { Database } from "@/lib/db";
import { type Choice, chooseValues, isFact, type Said, type Shown } from "@/lib/imports/settling/rules";
import { inChunks } from "@/lib/imports/tools/mutations";

const originsSchema = z.record(z.string(), z.string()).catch({});

type ToolRow = {
  id: number;
  name: string;
  kind: string;
  tagline: string;
  description: string;
  path: string;
  state: string;
  since: string | null;
  note: string | null;
  isEdited: boolean;
  origins: unknown;
  facts: Record<string, string> | null;
};

async function listShown(tx: Database, ids: readonly number[]): Promise<Shown[]> {
  const rows = await tx.$queryRaw<ToolRow[]>`
    SELECT t.id, t.name, t.kind, t.tagline, t.description, c.path, t.lifecycle_state::text AS state,
      t.lifecycle_since AS since, t.lifecycle_note AS note, t.edited_at IS NOT NULL AS "isEdited", t.origins,
      (SELECT jsonb_object_agg(f.key, f.value) FROM facts f WHERE f.tool_id = t.id) AS facts
    FROM tools t JOIN categories c ON c.id = t.function_id WHERE t.id = ANY(${[...ids]}) AND t.merged_into_id IS NULL`;
  return rows.map(({ id, isEdited, origins, facts, path, state, since, note, ...texts }) => ({
    id,
    isEdited,
    origins: originsSchema.parse(origins),
    fields: {
      ...texts,
      ...facts,
      place: path,
      lifecycle: state === "unknown" ? null : JSON.stringify([state, since, note]),
    },
  }));
}

async function listSaid(tx: Database, ids: readonly number[]): Promise<Map<number, Said[]>> {
  const rows = await tx.$queryRaw<(Said & { toolId: number })[]>`
    SELECT tool_id AS "toolId", field, dataset_key AS dataset, value, vanished_at IS NOT NULL AS "hasVanished"
    FROM imported_values WHERE tool_id = ANY(${[...ids]}) AND field NOT LIKE 'extra:%'`;
  const said = new Map<number, Said[]>();
  for (const { toolId, ...row } of rows) {
    const list = said.get(toolId);
    if (list) list.push(row);
    else said.set(toolId, [row]);
  }
  return said;
}

type Settled = Choice & { toolId: number };

type ToolChange = { id: number; origins: Record<string, string>; [column: string]: unknown };

/** Writes each tool once, with the origins of its facts too: every index of the table has to follow each time. */
async function writeTools(tx: Database, choices: readonly Settled[], functionIds: Map<string, number>): Promise<void> {
  const tools = new Map<number, ToolChange>();
  for (const { toolId, field, value, dataset } of choices) {
    const row = tools.get(toolId) ?? { id: toolId, origins: {} };
    row.origins[field] = dataset;
    if (field === "place") {
      const functionId = functionIds.get(value);
      if (functionId !== undefined) row.functionId = functionId;
    } else if (field === "lifecycle") {
      const [state, since, note] = z.tuple([z.string(), z.string(), z.string()]).parse(JSON.parse(value));
      Object.assign(row, { state, since, note });
    } else if (!isFact(field)) row[field] = value;
    tools.set(toolId, row);
  }
  await inChunks(
    [...tools.values()],
    (chunk) => tx.$executeRaw`
    UPDATE tools t SET
      name = coalesce(r.name, t.name), sort_name = lower(coalesce(r.name, t.name)),
      kind = coalesce(r.kind, t.kind), tagline = coalesce(r.tagline, t.tagline),
      description = coalesce(r.description, t.description), function_id = coalesce(r."functionId", t.function_id),
      lifecycle_state = coalesce(r.state::lifecycle_state, t.lifecycle_state),
      lifecycle_since = coalesce(r.since, t.lifecycle_since), lifecycle_note = coalesce(r.note, t.lifecycle_note),
      origins = t.origins || r.origins, updated_at = now()
    FROM jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb)
      AS r(id int, name text, kind text, tagline text, description text, "functionId" int, state text, since text, note text,
        origins jsonb)
    WHERE t.id = r.id`,
  );
}

/**
 * Makes the given tools show, field by field, what the data set says that is believed first, and notes where each came from.
 * `sourceIds` has a source for each data set. Returns the ids of the tools that changed.
 */
export async function settleTools(
  tx: Database,
  toolIds: readonly number[],
  { sourceIds, functionIds }: { sourceIds: Map<string, number>; functionIds: Map<string, number> },
): Promise<number[]> {
  const changed: number[] = [];
  await inChunks(toolIds, async (ids) => {
    const [shown, said] = [await listShown(tx, ids), await listSaid(tx, ids)];
    const choices = shown.flatMap((tool) =>
      chooseValues(tool, said.get(tool.id) ?? []).map((choice): Settled => ({ ...choice, toolId: tool.id })),
    );
    if (choices.length === 0) return;
    const withSources = choices.map((choice) => ({ ...choice, sourceId: sourceIds.get(choice.dataset) ?? null }));
    const lifecycles = withSources.filter(({ field }) => field === "lifecycle");
    // The source is set with the state: the table refuses one without the other.
    if (lifecycles.length > 0)
      await tx.$executeRaw`
      UPDATE tools t SET lifecycle_source_id = r."sourceId", lifecycle_state = 'active', lifecycle_since = NULL
      FROM jsonb_to_recordset(${JSON.stringify(lifecycles)}::jsonb) AS r("toolId" int, "sourceId" int) WHERE t.id = r."toolId"`;
    await writeTools(tx, choices, functionIds);
    const facts = withSources.filter(({ field }) => isFact(field));
    await tx.$executeRaw`
      INSERT INTO facts (tool_id, key, value, source_id)
      SELECT r."toolId", r.field::fact_key, r.value, r."sourceId"
      FROM jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) AS r("toolId" int, field text, value text, "sourceId" int)
      ON CONFLICT (tool_id, key) DO UPDATE SET value = excluded.value, source_id = excluded.source_id`;
    changed.push(...new Set(choices.map(({ toolId }) => toolId)));
  });
  return changed;
}
