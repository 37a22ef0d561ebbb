import { z } from "zod";

/** What the feed tells of. */
export const feedKinds = ["stack", "decision", "lifecycle", "stackup", "votes"] as const;
export type FeedKind = (typeof feedKinds)[number];

/**
 * One real change: what happened in a few words, a sentence more where there is one, the path of this site where it can be seen,
 * and the moment (ISO 8601). `key` tells it from all others for good; `by` is the handle of the member who did it.
 */
export type FeedEntry = {
  key: string;
  kind: FeedKind;
  title: string;
  detail: string | null;
  path: string;
  at: string;
  by: string | null;
};

/** A place in the feed, newest first: the moment and the key of its last entry. */
export type FeedCursor = { at: Date; key: string };

/** A cursor as it stands in an address: milliseconds and key, joined by a dash; null for `start`. */
export const feedCursorSchema = z.union([
  z.literal("start").transform(() => null),
  z
    .string()
    .regex(/^\d{1,13}-[a-z]\d{1,10}(?:\.\d{1,10})?$/)
    .transform((text): FeedCursor => {
      const [at = "", key = ""] = text.split("-");
      return { at: new Date(Number(at)), key };
    }),
]);

/** The cursor in the address of a page: whatever is none begins anew. */
export const feedAfterSchema = z
  .string()
  .refine((text) => feedCursorSchema.safeParse(text).success)
  .catch("start");

/** One page of the feed, and the cursor of the next page (null on the last). */
export type FeedPage = { entries: FeedEntry[]; next: string | null };

/** The formats in which programs read the feed. */
export const feedFormats = ["atom", "json"] as const;
export type FeedFormat = (typeof feedFormats)[number];

const nameSchema = z.object({ slug: z.string(), name: z.string() });

/** What the database says of an entry, by its kind. */
export const feedRowSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("stack"),
    slug: z.string(),
    name: z.string(),
    number: z.number(),
    toolCount: z.number(),
    added: z.array(z.string()),
    removed: z.array(z.string()),
    by: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("decision"),
    slug: z.string(),
    title: z.string(),
    options: z.array(nameSchema.extend({ isChosen: z.boolean() })),
    by: z.string().nullable(),
  }),
  z.object({ kind: z.literal("lifecycle"), tool: nameSchema, text: z.string() }),
  z.object({
    kind: z.literal("stackup"),
    slug: z.string(),
    tools: z.array(nameSchema),
    /** Why it was changed; null for a new one. */
    reason: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("votes"),
    statement: z.number(),
    tool: nameSchema,
    of: z.enum(["pro", "con"]),
    text: z.string(),
    votes: z.number(),
  }),
]);
export type FeedRow = z.infer<typeof feedRowSchema>;

/** What the files of each format are answered as. */
export const FEED_TYPES: Record<FeedFormat, string> = { atom: "application/atom+xml", json: "application/feed+json" };
