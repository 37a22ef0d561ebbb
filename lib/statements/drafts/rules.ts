import { DomainError } from "@/lib/errors";
import { assertMayWrite } from "@/lib/members/rules";
import type { Viewer } from "@/lib/members/schema";
import { draftSchema, type StatementStatus, type Typed } from "@/lib/statements/drafts/schema";

/** From which pg_trgm similarity on two statements are near-duplicates: “Scales easily” is one of “Easy scaling”, “Easy setup” is not. */
export const NEAR = 0.34;

/** Minutes for which a statement can be edited whoever voted for it. */
export const EDIT_MINUTES = 30;

/** True while its author may edit a statement: it is young, or nobody else voted for it. */
export function mayEdit(statement: { createdAt: Date; othersVoted: boolean }, now: Date): boolean {
  return !statement.othersVoted || now.getTime() - statement.createdAt.getTime() < EDIT_MINUTES * 60_000;
}

/** What is wrong with what was typed, by field; empty when nothing is. */
export function faultsOf(typed: Typed): Record<string, string> {
  const checked = draftSchema.safeParse(typed);
  const issues = checked.error?.issues ?? [];
  return Object.fromEntries(issues.map((issue) => [String(issue.path[0]), issue.message]));
}

/** Why the viewer may not write, in words for the viewer; null when nothing is in the way. */
export function whyNoWrite(viewer: Viewer): string | null {
  try {
    assertMayWrite(viewer);
    return null;
  } catch (refusal) {
    if (refusal instanceof DomainError) return refusal.message;
    throw refusal;
  }
}

/** The longest address that a form goes back to; browsers and servers refuse much longer ones. */
const ADDRESS_MAX = 12_000;

/** The address of a form with what was typed in it. A note that is too long for an address is left out, and the form says so. */
export function formPath(path: string, typed: Typed, more: Record<string, string> = {}): string {
  const parts = Object.entries({ ...more, ...typed }).filter(([, value]) => value !== "");
  const full = `${path}?${new URLSearchParams([["checked", "1"], ...parts])}`;
  if (full.length <= ADDRESS_MAX) return full;
  const { text, version, source } = typed;
  const rest = { ...more, text: text.slice(0, 500), version: version.slice(0, 100), source: source.slice(0, 600) };
  return `${path}?${new URLSearchParams({ checked: "1", lost: "note", ...rest })}`;
}

/** Where a published statement can be seen. */
export function statementPath(toolSlug: string, statementId: number): string {
  return `/tools/${toolSlug}#statement-${statementId}`;
}

/** How a statement's state is called. */
export const STATUS_WORDS: Record<StatementStatus, string> = {
  published: "published",
  waiting: "waiting for an editor",
  withdrawn: "withdrawn",
  refused: "refused by an editor",
  merged: "one with another statement",
};
