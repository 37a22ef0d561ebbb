import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import { functionPathSchema } from "@/lib/tools/documents/schema";
import { slugSchema } from "@/lib/tools/schema";

const reasonSchema = z.string().trim().pipe(lineSchema(5, 200));

/** Another slug for a tool; the present one goes on leading to it. */
export const renameToolSchema = z.object({
  tool: slugSchema,
  to: z.string().trim().pipe(slugSchema),
  reason: reasonSchema,
});

/** How many tools one bulk action may change. */
export const BULK_MAX = 100;

const PICK = "pick-";

/** The name of the checkbox that picks a tool for a bulk action. */
export function pickName(slug: string): string {
  return `${PICK}${slug}`;
}

const bulkFieldsSchema = z.object({
  action: z.enum(["remove", "bring-back", "move"], "Choose what to do."),
  reason: reasonSchema,
  to: z.union([z.literal(""), functionPathSchema]).default(""),
  /** The table's address, to come back to it. */
  back: z
    .string()
    .regex(/^\/admin\/tools(?:\?[^\s\\]*)?$/)
    .catch("/admin/tools"),
  tools: z.array(slugSchema).min(1, "Pick at least one tool.").max(BULK_MAX),
});

/** A bulk action of the table of tools: each picked tool is a field of its own, as checkboxes send them. */
export const bulkSchema = z
  .record(z.string(), z.unknown())
  .transform((fields) => ({
    ...fields,
    tools: Object.keys(fields)
      .filter((name) => name.startsWith(PICK))
      .map((name) => name.slice(PICK.length)),
  }))
  .pipe(bulkFieldsSchema)
  .refine(({ action, to }) => action !== "move" || to !== "", { path: ["to"], message: "Choose where to move them." });
