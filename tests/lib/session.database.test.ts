import { expect, test } from "vitest";
import { getViewer } from "@/lib/session";
import { database } from "@/tests/support/database";
import { createMember, createSession, sessionCookie } from "@/tests/support/members";

const DAY = 86_400_000;

test.each([
  ["nears its end is prolonged to thirty days", 2 * DAY, 30 * DAY],
  ["was prolonged today stays as it is", 29.5 * DAY, 29.5 * DAY],
])("a session that %s when it is used", async (_, left, then) => {
  const member = await createMember();
  const token = await createSession(member, new Date(Date.now() + left));
  expect(await getViewer(new Headers({ Cookie: sessionCookie(token) }))).toMatchObject({ id: member });
  const { expiresAt } = await database.session.findUniqueOrThrow({ where: { token } });
  expect(Math.abs(expiresAt.getTime() - Date.now() - then)).toBeLessThan(60_000);
});

test("role and ban are read anew each time", async () => {
  const member = await createMember();
  const headers = new Headers({ Cookie: sessionCookie(await createSession(member)) });
  expect(await getViewer(headers)).toMatchObject({ role: "member", bannedAt: null });
  await database.member.update({ where: { id: member }, data: { role: "editor", bannedAt: new Date() } });
  expect(await getViewer(headers)).toMatchObject({ role: "editor", bannedAt: expect.any(Date) });
});
