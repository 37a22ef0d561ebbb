import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import { evidenceSchema, MOST_EVIDENCE, MOST_TOOLS, stackSlugSchema } from "@/lib/stacks/schema";
import { daySchema, slugSchema, webUrlSchema } from "@/lib/tools/schema";

/** A place in a repository as a file has it: `package.json:12`, or a path alone. */
const placeSchema = z
  .string()
  .transform((text) => {
    const [, file = "", line] = /^(.*?)(?::(\d{1,8}))?$/.exec(text) ?? [];
    return line ? { file, line: Number(line) } : { file };
  })
  .pipe(evidenceSchema);

/** One file of `prisma/catalog/stacks/`: what an open-source project is built with, as its repository shows at one commit. */
export const stackFileSchema = z.strictObject({
  slug: stackSlugSchema,
  name: lineSchema(1, 80),
  kind: z.literal("project"),
  description: lineSchema(10, 400),
  repository: webUrlSchema,
  commit: z.string().regex(/^[0-9a-f]{40}$/, "a commit has 40 hexadecimal digits"),
  /** The day of the commit. */
  date: daySchema,
  tools: z
    .array(
      z.strictObject({
        tool: slugSchema,
        layer: slugSchema.optional(),
        version: lineSchema(1, 40).optional(),
        role: lineSchema(1, 80).optional(),
        evidence: z.array(placeSchema).min(1, "each tool has evidence").max(MOST_EVIDENCE),
      }),
    )
    .min(1)
    .max(MOST_TOOLS)
    .superRefine((tools, context) => {
      const seen = new Set<string>();
      tools.forEach(({ tool }, index) => {
        if (seen.has(tool))
          context.addIssue({ code: "custom", path: [index], message: `the tool “${tool}” stands twice` });
        seen.add(tool);
      });
    }),
});
export type StackFile = z.infer<typeof stackFileSchema>;
