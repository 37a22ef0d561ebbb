import { expect, test } from "vitest";
import { getViewer } from "@/lib/session";
import { database } from "@/tests/support/database";
import { createMember, createSession, sessionCookie } from "@/tests/support/members";

test.each([
  ["a moment before its end", 5000, true],
  ["after its end", -1, false],
])("a session leads to its member %s", async (_, left, isSignedIn) => {
  const member = await createMember();
  const token = await createSession(member, new Date(Date.now() + left));
  const viewer = await getViewer(new Headers({ Cookie: `other=1; ${sessionCookie(token)}; more=2` }));
  expect(viewer?.id ?? null).toBe(isSignedIn ? member : null);
});

test("role and ban are read anew each time", async () => {
  const member = await createMember();
  const headers = new Headers({ Cookie: sessionCookie(await createSession(member)) });
  expect(await getViewer(headers)).toMatchObject({ role: "member", bannedAt: null });
  await database.member.update({ where: { id: member }, data: { role: "editor", bannedAt: new Date() } });
  expect(await getViewer(headers)).toMatchObject({ role: "editor", bannedAt: expect.any(Date) });
});
