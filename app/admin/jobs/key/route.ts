import { z } from "zod";
import { editorRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { chooseSyncKey } from "@/lib/sync/mutations";
import { syncKeySchemas, syncSourceSchema } from "@/lib/sync/schema";
import { slugSchema } from "@/lib/tools/schema";

const formSchema = z
  .object({ tool: slugSchema, source: syncSourceSchema, key: z.string().trim().max(255) })
  .superRefine(({ source, key }, context) => {
    if (key === "" || syncKeySchemas[source].safeParse(key).success) return;
    context.addIssue({ code: "custom", path: ["key"], message: "This is no key that the source could know." });
  });

/** Sets under which key the figures of a tool are read at a source; an empty key ends it. */
export const POST = editorRoute(formSchema, "edit", async ({ input }) => {
  const { tool: slug, source, key } = input;
  const isSet = await chooseSyncKey(db(), { slug, source, key });
  if (!isSet) throw new DomainError("missing", "There is no such tool.");
  return { goTo: "/admin/jobs", body: { tool: slug, source, key } };
});
