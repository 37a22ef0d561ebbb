import { expect, test } from "vitest";
import type { DomainError } from "@/lib/errors";
import { reportStatement } from "@/lib/statements/reports/mutations";
import { getReportable } from "@/lib/statements/reports/queries";
import { database } from "@/tests/support/database";
import { createMember, createMembers, createVotedTool } from "@/tests/support/members";

function report(statementId: number, memberId: string): Promise<string> {
  return reportStatement(database, { statementId, memberId, reason: "outdated" }).then(
    () => "done",
    (error: DomainError) => error.code,
  );
}

test("a member reports a statement once, even when the button is pressed many times at once", async () => {
  const { slug, statements } = await createVotedTool();
  const [id = 0] = statements;
  const [ann = "", ben = ""] = await createMembers(2);
  const results = await Promise.all(Array.from({ length: 8 }, () => report(id, ann)));
  expect(results.filter((result) => result === "done")).toHaveLength(1);
  expect(results.filter((result) => result === "conflict")).toHaveLength(7);
  expect(await report(id, ben)).toBe("done");
  expect(await database.statementReport.findMany({ where: { statementId: id } })).toHaveLength(2);
  expect(await getReportable(id, ann)).toMatchObject({ tool: { slug }, isOwn: false, isReported: true });
});

test("one's own statement, one that is not published and one that is not there are refused", async () => {
  const { statements } = await createVotedTool({ pros: [0, 0] });
  const [own = 0, waiting = 0] = statements;
  const ann = await createMember();
  await database.statement.update({ where: { id: own }, data: { authorId: ann } });
  await database.statement.update({ where: { id: waiting }, data: { status: "waiting" } });
  expect(await report(own, ann)).toBe("forbidden");
  expect(await report(waiting, ann)).toBe("missing");
  expect(await report(2_000_000, ann)).toBe("missing");
  expect(await getReportable(waiting, ann)).toBeNull();
  expect(await database.statementReport.count({ where: { memberId: ann } })).toBe(0);
});
