import { z } from "zod";
import { slugSchema } from "@/lib/tools/schema";

/** Following a tool, or no longer. */
export const followSchema = z.object({ tool: slugSchema, want: z.enum(["follow", "unfollow"]) });
