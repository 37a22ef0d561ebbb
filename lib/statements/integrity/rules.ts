import type { Discount } from "@/lib/statements/integrity/schema";

/** In plain words, why votes of each kind do not count. */
export const DISCOUNT_WORDS: Record<Discount, { label: string; reason: string }> = {
  unconfirmed: {
    label: "Unconfirmed",
    reason: "the member has not confirmed the e-mail address; the votes count once that is done",
  },
  banned: { label: "Banned", reason: "an editor closed the account for writing" },
  held: { label: "Held", reason: "the account was new; the votes count once it is old enough" },
};
