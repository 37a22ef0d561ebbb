import { z } from "zod";
import { rowIdSchema } from "@/lib/fields/schema";
import type { ToolName } from "@/lib/tools/schema";

/** An editor's word on a name that stacks have and the catalog has not: which tool it is, or that it is none. */
export const pendingDecisionSchema = z.discriminatedUnion("decision", [
  z.object({
    decision: z.literal("map"),
    pending: rowIdSchema,
    tool: z.string().trim().min(1, "Name the tool that it is.").max(80),
  }),
  z.object({ decision: z.literal("refuse"), pending: rowIdSchema }),
]);

/** A name that waits for an editor, or what became of it. */
export type PendingTool = {
  id: number;
  name: string;
  status: "pending" | "mapped" | "refused";
  /** Stacks that name it now. */
  stacks: number;
  /** Slug and name of one of these that everybody may see; null when there is none. */
  example: { slug: string; name: string } | null;
  /** The tool that it was mapped to, or one of the catalog that has this name by now. */
  tool: ToolName | null;
};
