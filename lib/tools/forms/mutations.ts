import "server-only";
import type { Database } from "@/lib/db";
import { reasonSchema } from "@/lib/edits/schema";
import { DomainError } from "@/lib/errors";
import { keepLogoFile } from "@/lib/logos/files/mutations";
import { LOGO_MAX, UPLOADED } from "@/lib/logos/files/schema";
import { checkDocument, toDocument, withoutBlankRows } from "@/lib/tools/documents/rules";
import type { ToolDocument, TypedTool } from "@/lib/tools/documents/schema";
import type { ToolForm } from "@/lib/tools/forms/schema";

/** A form as it was read: a document that may be saved, or what is wrong with it by field; and what was typed, for the draft. */
export type ReadForm = { typed: TypedTool; reason: string } & (
  | { document: ToolDocument; faults: Record<string, never> }
  | { document: null; faults: Record<string, string> }
);

async function takeLogo(database: Database, file: File): Promise<TypedTool["logo"]> {
  // The body was measured before: a file that is larger than a logo may be stands in memory already.
  if (file.size > LOGO_MAX)
    throw new DomainError("invalid", "This logo was not taken.", { logo: `A logo has at most ${LOGO_MAX / 1024} KB.` });
  return keepLogoFile(database, new Uint8Array(await file.arrayBuffer()));
}

/**
 * Reads a form of a tool: keeps the logo that was uploaded with it, and checks the rest. `hasIcon` says whether an icon set has an icon
 * of this name. Never throws for what was typed: it says what is wrong.
 */
export async function readToolForm(
  database: Database,
  form: ToolForm,
  hasIcon: (set: string, icon: string) => Promise<boolean>,
): Promise<ReadForm> {
  const faults: Record<string, string> = {};
  let typed = withoutBlankRows(form.typed);
  try {
    if (form.logoFile) typed = { ...typed, logo: await takeLogo(database, form.logoFile) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    Object.assign(faults, error.fields);
  }
  const { set, icon } = typed.logo;
  // Without a set there is no logo, whatever stands in the field beside it.
  if (set === "") typed = { ...typed, logo: { set, icon: "" } };
  else if (set !== UPLOADED && !(await hasIcon(set, icon))) faults["logo.icon"] = "The set has no icon of this name.";
  const reason = reasonSchema.safeParse(form.reason);
  if (!reason.success) faults.reason = reason.error.issues[0]?.message ?? "Say why.";
  const checked = checkDocument(toDocument(typed, form.tool));
  const all = { ...checked.faults, ...faults };
  if (checked.document && Object.keys(all).length === 0)
    return { typed, reason: reason.data ?? "", document: checked.document, faults: {} };
  return { typed, reason: form.reason, document: null, faults: all };
}
