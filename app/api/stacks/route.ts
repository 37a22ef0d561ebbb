import { memberRoute, wantsJson } from "@/lib/action";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { dropDraft, keepDraft } from "@/lib/stacks/forms/mutations";
import { formPath, MOST_FORM, readForm, readFormSlug } from "@/lib/stacks/forms/rules";
import { checkForm, sentFormSchema } from "@/lib/stacks/forms/schema";
import { shareStack } from "@/lib/stacks/mutations";
import { tagsOfSharedStack } from "@/lib/tags";

/**
 * Shares a stack by hand. A script gets 201 with what became of it, or 400 with the fields. A form that is not right is kept as a
 * draft and goes back to its page, which says what is wrong.
 */
export const POST = memberRoute(
  sentFormSchema,
  "stack",
  async ({ input, viewer, request }) => {
    const isScript = wantsJson(request);
    const slug = readFormSlug(input);
    const form = readForm(input);
    const checked = checkForm(form);
    if ("faults" in checked) {
      if (isScript) throw new DomainError("invalid", "Something in the stack is not right.", checked.faults);
      await keepDraft(db(), viewer.id, slug, form);
      return { goTo: `${formPath(slug)}?checked=1` };
    }
    try {
      const shared = await shareStack(db(), {
        memberId: viewer.id,
        slug: slug || null,
        content: checked.content,
        mayReplace: false,
      });
      await dropDraft(db(), viewer.id, slug);
      const { touched, ...outcome } = shared;
      const path = `/stacks/${shared.slug}`;
      const changed = tagsOfSharedStack(shared.slug, viewer.handle, touched);
      return { tags: changed, goTo: path, body: { ...outcome, goTo: path }, status: 201 };
    } catch (error) {
      const isTaken = error instanceof DomainError && error.code === "conflict";
      if (!isTaken || isScript) throw error;
      await keepDraft(db(), viewer.id, slug, form);
      return { goTo: `${formPath(slug)}?taken=1` };
    }
  },
  { maxBody: MOST_FORM, takesFiles: true },
);
