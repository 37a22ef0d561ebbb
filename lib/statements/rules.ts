import { formatPartialDate } from "@/lib/format";
import type { ReportReason, Statement } from "@/lib/statements/schema";

/** Fewer votes than this say too little to be drawn as a bar beside others. */
export const BAR_FROM = 5;

/** How long the bar of a statement is, 0 to 100, against the one with most votes; null where a bar would say too much. */
export function shareOf(score: number, scores: readonly number[]): number | null {
  const most = Math.max(0, ...scores);
  return score < BAR_FROM || most === 0 ? null : Math.round((score / most) * 1000) / 10;
}

/** The statements with the newest first. Ids are given in the order of writing. */
export function newestFirst(statements: readonly Statement[]): Statement[] {
  return [...statements].sort((a, b) => b.id - a.id);
}

/** The version and the age of a statement in words: `for v2 · Nov 2026`; empty for the catalog's own, which are no member's word. */
export function describeAge({ version, origin }: Pick<Statement, "version" | "origin">): string {
  const about = version && `for ${/^\d/.test(version) ? `v${version}` : version}`;
  return [about, origin && formatPartialDate(origin.writtenOn.slice(0, 7))].filter(Boolean).join(" · ");
}

/** What each reason of a report means, as its form says it. */
export const REASON_WORDS: Record<ReportReason, string> = {
  wrong: "Wrong: it is not true of this tool",
  duplicate: "Duplicate: another statement says the same",
  spam: "Spam: it advertises or means nothing",
  outdated: "Outdated: it was true of an older version",
  abusive: "Abusive: it insults or threatens",
};
