import { z } from "zod";
import { editorRoute } from "@/lib/action";
import { requestJob } from "@/lib/jobs/mutations";
import { jobNameSchema } from "@/lib/jobs/schema";

/** Asks the worker to run a job now. */
export const POST = editorRoute(z.object({ job: jobNameSchema }), "edit", async ({ input }) => {
  await requestJob(input.job);
  return { goTo: `/admin/jobs?asked=${input.job}`, status: 202, body: { job: input.job } };
});
