import { z } from "zod";
import { eventCursorSchema } from "@/lib/events/schema";
import { storedSlugSchema, type ToolCard } from "@/lib/tools/schema";

/** Following a tool, or no longer. */
export const followSchema = z.object({ tool: storedSlugSchema, want: z.enum(["follow", "unfollow"]) });

/** One page of the tools that a member follows, by name; `next` is the slug after which the next page begins. */
export type FollowedTools = { tools: ToolCard[]; next: string | null; total: number };

/** The search parameters of /following; what cannot be read counts as not given. */
export const followingParamsSchema = z.object({
  /** Changes before this place in the list. */
  before: eventCursorSchema.nullable().catch(null).default(null),
  /** Tools after this one. */
  after: storedSlugSchema.nullable().catch(null).default(null),
  /** The tool that a reader without JavaScript has just followed. */
  followed: storedSlugSchema.nullable().catch(null).default(null),
});
