import type { StatementKind } from "@/lib/statements/schema";

/** Why a vote does not count. */
export const discounts = ["unconfirmed", "banned", "held"] as const;
export type Discount = (typeof discounts)[number];

/** Where the votes on a tool's pros, or on its cons, come from. */
export type VoteAccount = {
  kind: StatementKind;
  /** Votes that a source outside counted; they carry no date of their own. */
  imported: number;
  /** Votes of members here that count, in all. */
  here: number;
  /** Those of them that were given in the last 12 months. */
  recent: number;
  /** Votes of members here that do not count, by reason. */
  discounted: Record<Discount, number>;
};

/** The votes on a tool's pros and on its cons. */
export type Integrity = { pro: VoteAccount; con: VoteAccount };
