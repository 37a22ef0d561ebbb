import { z } from "zod";
import { slugSchema } from "@/lib/tools/schema";

/** The path of a category as it stands in a URL: layer, layer/category or layer/category/function. */
export const categoryPathSchema = z.array(slugSchema).min(1).max(3);

/** A node of the category tree with the number of tools in it. */
export type CategoryNode = { name: string; path: string; tools: number; children: CategoryNode[] };
