import { z } from "zod";
import { firstOf } from "@/lib/fields/schema";

/** What grows old: each is a list of the freshness board. */
export const staleKinds = ["facts", "lifecycle", "moved", "links", "stackups", "vanished"] as const;
export type StaleKind = (typeof staleKinds)[number];

/** A check that is older than this many days is stale. */
export const STALE_DAYS = 365;
/** A repository in which nothing happened for this many months contradicts an active project. */
export const QUIET_MONTHS = 24;

export const STALE_PER_PAGE = 50;

/** The search parameters of the board: which list, and the row that the page before ended with. */
export const freshnessParamsSchema = z.object({
  list: firstOf(z.enum(staleKinds).catch("facts")),
  after: firstOf(
    z
      .string()
      .regex(/^[0-9-]{0,10}~[^\0]{1,700}$/)
      .nullable()
      .catch(null),
  ),
});

/** One thing to look at: of which tool or stackup, what, since when, and the page to open. */
export type StaleRow = {
  key: string;
  name: string;
  /** Where it is put right. */
  path: string;
  what: string;
  since: string;
  url: string | null;
};

export type StalePage = { rows: StaleRow[]; next: string | null };
export type StaleCounts = Record<StaleKind, number>;
