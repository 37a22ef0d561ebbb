import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { decideDoubt } from "@/lib/imports/decisions/mutations";
import { doubtDecisionSchema } from "@/lib/imports/schema";
import { authorOf } from "@/lib/members/rules";
import { tagsOfImport } from "@/lib/tags";

/** Decides a doubtful row of an import: which tool it is, that it is one of its own, or that it is passed over. */
export const POST = editorRoute(doubtDecisionSchema, "edit", async ({ input, viewer }) => {
  const changed = await decideDoubt(db(), { decision: input, actor: authorOf(viewer) });
  return {
    tags: tagsOfImport({ ...changed, stacks: [], stackTools: [] }),
    goTo: `/admin/imports/doubts?done=${input.decision}`,
    body: changed,
  };
});
