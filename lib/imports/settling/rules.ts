import { rankOf } from "@/lib/imports/rules";
import {
  type ImportField,
  type ImportSource,
  importedLifecycleSchema,
  importFields,
  importSourceSchema,
} from "@/lib/imports/schema";
import { factKeySchema } from "@/lib/tools/schema";

/** What a tool shows now of the fields that imports may fill, as text; a field that it lacks is null. */
export type Shown = {
  id: number;
  isEdited: boolean;
  /** Which data set each field came from. */
  origins: Record<string, string>;
  fields: Partial<Record<ImportField, string | null>>;
};

/** What a data set says of a field. Values that vanished from it count after all others. */
export type Said = { field: string; dataset: string; value: unknown; hasVanished: boolean };

/** A field that is to be shown anew. */
export type Choice = { field: ImportField; dataset: ImportSource; value: string };

function isImportField(field: string): field is ImportField {
  return (importFields as readonly string[]).includes(field);
}

/** A stored value as the text that is compared and written: a lifecycle as the JSON of its fields in one order. */
export function valueText(field: ImportField, value: unknown): string | null {
  if (field !== "lifecycle") return typeof value === "string" && value !== "" ? value : null;
  const lifecycle = importedLifecycleSchema.safeParse(value).data;
  return lifecycle ? JSON.stringify([lifecycle.state, lifecycle.since, lifecycle.note]) : null;
}

/** Whether an import may write a field: one that an import wrote before, or one that is empty on a tool that no editor keeps. */
function mayWrite(tool: Shown, field: ImportField): boolean {
  if (tool.origins[field] !== undefined) return true;
  return !tool.isEdited && (tool.fields[field] ?? "") === "";
}

/**
 * The fields of a tool that have to change so that each shows what the data set says that is believed first. Editors' values and
 * the built-in catalog's are never among them.
 */
export function chooseValues(tool: Shown, said: readonly Said[]): Choice[] {
  return importFields.flatMap((field): Choice[] => {
    if (!mayWrite(tool, field)) return [];
    const best = said
      .flatMap((entry) => {
        const dataset = importSourceSchema.safeParse(entry.dataset).data;
        if (!dataset || entry.field !== field || !isImportField(entry.field)) return [];
        const value = valueText(field, entry.value);
        return value === null ? [] : [{ dataset, value, rank: rankOf(field, dataset) + (entry.hasVanished ? 100 : 0) }];
      })
      .sort((a, b) => a.rank - b.rank)[0];
    if (!best || (tool.fields[field] === best.value && tool.origins[field] === best.dataset)) return [];
    // The same words from another data set: what stands there is left with its source.
    if (tool.fields[field] === best.value && tool.origins[field] === undefined) return [];
    return [{ field, dataset: best.dataset, value: best.value }];
  });
}

/** True for fields that stand in the table of facts. */
export function isFact(field: ImportField): boolean {
  return factKeySchema.safeParse(field).success;
}
