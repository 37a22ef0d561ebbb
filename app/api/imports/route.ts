import { after } from "next/server";
import { z } from "zod";
import { editorRoute } from "@/lib/action";
import { clearTags } from "@/lib/clear-tags";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { datasets } from "@/lib/imports/datasets/rules";
import { prepareImport } from "@/lib/imports/mutations";
import { prepareSidestackImport } from "@/lib/imports/own/mutations";
import { hasRunningImport } from "@/lib/imports/queries";
import { importSourceSchema, uploadSchema } from "@/lib/imports/schema";
import { adapters } from "@/lib/imports/sources/all";
import { receiveUpload } from "@/lib/imports/uploads/mutations";
import { authorOf } from "@/lib/members/rules";
import { tagsOfImport } from "@/lib/tags";

/** How large a file of the source may be, once the form has named it; the source stands before the file. */
function maxBytes(fields: Record<string, string>): number {
  const source = importSourceSchema.safeParse(fields.source);
  if (!source.success) throw new DomainError("invalid", "Choose what kind of file it is, then choose the file.");
  return datasets[source.data].maxBytes;
}

/**
 * Takes a file of a data set and imports it in the background: the answer leads to the page of the run, which says how far it is.
 * The file goes to disk as it comes in and is removed when the import is over.
 */
export const POST = editorRoute(
  z.object({}),
  "edit",
  async ({ request, viewer }) => {
    if (await hasRunningImport()) {
      throw new DomainError(
        "conflict",
        "Another import is under way. Wait until it is done, then send the file again.",
      );
    }
    const upload = await receiveUpload(request, maxBytes);
    try {
      const checked = uploadSchema.safeParse(upload.fields);
      if (!checked.success)
        throw new DomainError("invalid", "Something in the form is not right: choose the kind of file and a day.");
      const { source, asOf, withTexts, isDryRun } = checked.data;
      const options = {
        file: upload.file,
        fileName: upload.fileName,
        isDryRun,
        withTexts,
        asOf,
        actor: authorOf(viewer),
      };
      const { runId, run } =
        source === "sidestack"
          ? await prepareSidestackImport(db(), options)
          : await prepareImport(db(), adapters[source], options);
      after(async () => {
        try {
          const result = await run();
          if (!isDryRun) await clearTags(tagsOfImport(result));
        } catch (error) {
          // What was wrong with the file stands in the run's report.
          if (!(error instanceof DomainError)) console.error(error);
        } finally {
          await upload.discard();
        }
      });
      return { goTo: `/admin/imports/${runId}`, body: { run: runId } };
    } catch (error) {
      await upload.discard();
      throw error;
    }
  },
  { isStream: true },
);
