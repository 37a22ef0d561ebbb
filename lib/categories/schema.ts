import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import { slugSchema } from "@/lib/tools/schema";

/** The path of a category as it stands in a URL: layer, layer/category or layer/category/function. */
export const categoryPathSchema = z.array(slugSchema).min(1).max(3);

/** A node of the category tree with the number of tools in it. */
export type CategoryNode = { name: string; path: string; tools: number; children: CategoryNode[] };

/** The levels of the tree, from the top. */
export const categoryLevels = ["layer", "category", "function"] as const;
export type CategoryLevel = (typeof categoryLevels)[number];

const pathSchema = z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+){0,2}$/, "Choose a place of the tree.");
const nameSchema = z.string().trim().pipe(lineSchema(2, 60));

/** A change of the tree: a new place below `parent` (empty: a layer), another name and slug, another place above it, or one of two. */
export const categoryChangeSchema = z.discriminatedUnion("do", [
  z.object({ do: z.literal("add"), parent: z.union([z.literal(""), pathSchema]), name: nameSchema, slug: slugSchema }),
  z.object({ do: z.literal("rename"), path: pathSchema, name: nameSchema, slug: slugSchema }),
  z.object({ do: z.literal("move"), path: pathSchema, to: pathSchema }),
  z.object({ do: z.literal("merge"), path: pathSchema, to: pathSchema }),
]);
export type CategoryChange = z.infer<typeof categoryChangeSchema>;

/** Another path of a place, and the tools that stand there, for whoever is about to change it. */
export type MovingTools = { tools: { slug: string; name: string; path: string }[]; total: number };
