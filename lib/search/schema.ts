import { z } from "zod";

/** The longest search that is looked up. */
export const MAX_QUERY = 100;

/** The search parameters of `/search`: a query of at most MAX_QUERY characters; anything else counts as no query. */
export const searchParamsSchema = z.object({ q: z.string().trim().max(MAX_QUERY).catch("") }).catch({ q: "" });
