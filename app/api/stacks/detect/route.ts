import { memberRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { keepDraft } from "@/lib/stacks/forms/mutations";
import { addFound, formPath, guessName, MOST_FORM, readForm, readFormSlug } from "@/lib/stacks/forms/rules";
import { sentFormSchema } from "@/lib/stacks/forms/schema";
import { findToolsInFile } from "@/lib/stacks/manifests/queries";
import { getPackageMapping } from "@/lib/stacks/packages/queries";
import { evidenceSchema } from "@/lib/stacks/schema";

/** The text of the file that was chosen or pasted, and the path under which it is read. */
async function readSent(fields: Record<string, unknown>): Promise<{ path: string; text: string }> {
  const { file, pasted, pastedName } = fields;
  const isFile = file instanceof File && file.size > 0;
  const text = isFile ? await file.text() : typeof pasted === "string" ? pasted.replaceAll("\r\n", "\n") : "";
  if (text.trim() === "")
    throw new DomainError("invalid", "Paste the text of a file, or choose one.", { pasted: "There is nothing in it." });
  const typed = typeof pastedName === "string" ? pastedName.trim() : "";
  const path = isFile ? file.name : typed || guessName(text);
  if (!evidenceSchema.shape.file.safeParse(path).success)
    throw new DomainError("invalid", "This is no name of a file inside a project, such as package.json.");
  return { path, text };
}

/**
 * Finds the tools in a pasted or chosen file. A script gets them; a form gets its rows filled in, kept as a draft for its sender to
 * confirm.
 */
export const POST = memberRoute(
  sentFormSchema,
  "stack",
  async ({ input, viewer, request }) => {
    const slug = readFormSlug(input);
    const form = readForm(input);
    const isScript = wantsJson(request);
    // Kept before anything is refused: what was typed comes back in either case.
    if (!isScript) await keepDraft(db(), viewer.id, slug, form);
    const { path, text } = await readSent(input);
    const found = findToolsInFile(path, text, await getPackageMapping());
    if (!isScript) await keepDraft(db(), viewer.id, slug, addFound(form, found.tools));
    const said = new URLSearchParams({ found: String(found.tools.length), packages: String(found.packages) });
    return { goTo: `${formPath(slug)}?${said}`, body: found };
  },
  { maxBody: MOST_FORM, takesFiles: true },
);
