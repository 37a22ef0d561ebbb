import { z } from "zod";
import { ECOSYSTEMS, type Ecosystem } from "@/cli/src/detect/finding";
import { patternSchema } from "@/cli/src/detect/mapping";
import type { ToolName } from "@/lib/tools/schema";

/** An editor's word on a package: which tool of this site it stands for, or that it does so no more. */
export const packageChangeSchema = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("add"),
    ecosystem: z.enum(ECOSYSTEMS),
    name: z.string().trim().pipe(patternSchema),
    tool: z.string().trim().min(1, "Name the tool that it stands for.").max(80),
  }),
  z.object({ do: z.literal("remove"), package: z.coerce.number().int().positive().max(2_147_483_647) }),
]);

/** A package that an editor of this site mapped. */
export type OwnPackage = { id: number; ecosystem: Ecosystem; name: string; tool: ToolName };
