import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { keepDraft } from "@/lib/stacks/forms/mutations";
import { changeForm, formPath, MOST_FORM, readChange, readForm, readFormSlug } from "@/lib/stacks/forms/rules";
import { sentFormSchema } from "@/lib/stacks/forms/schema";

/** A button inside the form of a stack, or its keeping meanwhile: what was typed is kept as a draft, and the form shows it again. */
export const POST = memberRoute(
  sentFormSchema,
  "draft",
  async ({ input, viewer }) => {
    const slug = readFormSlug(input);
    const form = changeForm(readForm(input), readChange(input.do));
    await keepDraft(db(), viewer.id, slug, form);
    return { goTo: `${formPath(slug)}#tools`, body: { kept: true } };
  },
  { maxBody: MOST_FORM, takesFiles: true },
);
