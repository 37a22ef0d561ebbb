import { z } from "zod";
import { isBlank, readPlaces, rowFields, type StackForm } from "@/lib/stacks/forms/rules";
import { MOST_EVIDENCE, type SharedStack, stackSchema } from "@/lib/stacks/schema";

/** The fields of a form as they are sent; which they are is read from them (see readForm). */
export const sentFormSchema = z.record(z.string().max(40), z.unknown());

/** A form as it is kept as a draft; rows that it had before a field was added are read as they are. */
export const keptFormSchema = z.object({
  name: z.string(),
  kind: z.enum(["member", "company", "project"]),
  url: z.string(),
  description: z.string(),
  visibility: z.enum(["public", "unlisted"]),
  commit: z.string(),
  rows: z.array(
    z.object({
      tool: z.string(),
      confidence: z.string(),
      evidence: z.string(),
      name: z.string(),
      layer: z.string(),
      version: z.string(),
      role: z.string(),
      reason: z.string(),
      replaced: z.string(),
      today: z.string(),
      since: z.string(),
      until: z.string(),
    }),
  ),
}) satisfies z.ZodType<StackForm>;

/** A write that names one stack. */
export const stackSlugFormSchema = z.object({ slug: z.string().max(80) });
export const visibilityFormSchema = stackSlugFormSchema.extend({ visibility: z.enum(["public", "unlisted"]) });

/** What a form says as a stack, or what is wrong with it by field. Blank rows are left out. */
export function checkForm(form: StackForm): { content: SharedStack } | { faults: Record<string, string> } {
  const rows = form.rows.map((row, place) => ({ row, place })).filter(({ row }) => !isBlank(row));
  const given = (text: string) => text.trim() || undefined;
  const checked = stackSchema.safeParse({
    name: form.name,
    kind: form.kind,
    url: given(form.url),
    description: given(form.description),
    visibility: form.visibility,
    commit: given(form.commit),
    tools: rows.map(({ row, row: { tool, confidence, evidence, name } }) => ({
      ...Object.fromEntries(rowFields.map((field) => [field, given(row[field])])),
      tool: given(tool),
      name,
      confidence: confidence ? Number(confidence) : undefined,
      evidence: evidence.trim() ? readPlaces(evidence).slice(0, MOST_EVIDENCE) : undefined,
    })),
  });
  if (checked.success) return { content: checked.data };
  const faults: Record<string, string> = {};
  for (const { path, message } of checked.error.issues) {
    const [top, at, field] = path;
    const place = typeof at === "number" ? rows[at]?.place : undefined;
    const key = place === undefined ? String(top) : `row.${place}.${String(field)}`;
    faults[key] ??= message;
  }
  return { faults };
}

const countSchema = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .nullable()
  .catch(null);

/** What the address of a form says: that it was sent and is not right, that its name is taken, what was done, what a file held. */
export const formQuerySchema = z.object({
  checked: z.literal("1").optional().catch(undefined).transform(Boolean),
  taken: z.literal("1").optional().catch(undefined).transform(Boolean),
  done: z.enum(["deleted", "public", "unlisted"]).optional().catch(undefined),
  found: countSchema,
  packages: countSchema,
});
