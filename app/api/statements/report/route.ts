import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { reportStatement } from "@/lib/statements/reports/mutations";
import { reportSchema } from "@/lib/statements/schema";

/** A report of a statement. Pages do not change by it, so nothing is cleared. */
export const POST = memberRoute(reportSchema, "statement", async ({ input, viewer }) => {
  const { statement: statementId, reason } = input;
  await reportStatement(db(), { memberId: viewer.id, statementId, reason });
  return { goTo: `/statements/${statementId}/report`, body: { reported: true } };
});
