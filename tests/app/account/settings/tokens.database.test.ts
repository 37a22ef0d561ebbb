import { beforeEach, expect, test } from "vitest";
import { POST as revoke } from "@/app/account/settings/tokens/revoke/route";
import { POST as make } from "@/app/account/settings/tokens/route";
import { deleteMember } from "@/lib/members/mutations";
import { getMemberExport } from "@/lib/members/queries";
import { getTokenViewer } from "@/lib/session";
import { listTokens } from "@/lib/tokens/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createMember, post, signIn } from "@/tests/support/members";

beforeEach(emptyDatabase);

const path = "/account/settings/tokens";
const whose = (token: string) => getTokenViewer(new Headers({ Authorization: `Bearer ${token}` }));

/** Fills in the form as a browser without JavaScript does, and returns the answer with the token that it shows. */
async function fillIn(member: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const answer = await make(post(path, { body }, { Cookie: await signIn(member), Accept: "text/html" }));
  const text = await answer.text();
  return { answer, text, token: /sst_[\w-]+/.exec(text)?.[0] ?? "" };
}

test("a token is shown once, in an answer that nobody keeps, and only its hash stays", async () => {
  const member = await createMember();
  const { answer, text, token } = await fillIn(member, { name: "<b>CI</b>", lifetime: "30", write: "on" });
  expect([answer.status, answer.headers.get("location"), answer.headers.get("cache-control")]).toEqual([
    201,
    null,
    "no-store",
  ]);
  expect(text).not.toContain("<b>CI");
  expect(await whose(token)).toMatchObject({ viewer: { id: member }, scopes: ["stacks:read", "stacks:write"] });
  const [kept] = await listTokens(member);
  expect(kept).toMatchObject({ name: "<b>CI</b>", prefix: token.slice(0, 10), lastUsedAt: expect.any(Date) });
  const days = (Number(kept?.expiresAt) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(29.9);
  expect(days).toBeLessThan(30.1);
  expect(JSON.stringify(await database.apiToken.findMany())).not.toContain(token);
});

test("one that only reads has the one scope; one without an end has none", async () => {
  const member = await createMember();
  const { token } = await fillIn(member, { name: "Reader", lifetime: "none" });
  expect(await whose(token)).toMatchObject({ scopes: ["stacks:read"] });
  expect(await listTokens(member)).toMatchObject([{ expiresAt: null }]);
});

test.each<Record<string, string>>([
  { name: "", lifetime: "30" },
  { name: "x".repeat(61), lifetime: "30" },
  { name: "x", lifetime: "31" },
  { name: "x" },
])("%j is refused", async (fields) => {
  expect((await fillIn(await createMember(), fields)).answer.status).toBe(400);
  expect(await database.apiToken.count()).toBe(0);
});

test("it ends when its owner revokes it, and nobody else can", async () => {
  const member = await createMember();
  const { token } = await fillIn(member, { name: "CI", lifetime: "90", write: "on" });
  const [{ id } = { id: 0 }] = await listTokens(member);
  const end = async (who: string) =>
    (await revoke(post(`${path}/revoke`, { json: { token: id } }, { Cookie: await signIn(who) }))).status;
  expect(await end(await createMember())).toBe(404);
  expect(await whose(token)).not.toBeNull();
  expect(await end(member)).toBe(200);
  expect(await whose(token)).toBeNull();
  expect(await end(member)).toBe(404);
  expect(await listTokens(member)).toEqual([]);
});

test("a twenty-first is refused, when many are asked for at once too", async () => {
  const member = await createMember();
  const answers = await Promise.all(
    Array.from({ length: 25 }, () =>
      fillIn(member, { name: "CI", lifetime: "30" }).then(({ answer }) => answer.status),
    ),
  );
  expect(answers.filter((status) => status === 201)).toHaveLength(20);
  expect(answers.filter((status) => status === 409)).toHaveLength(5);
});

test("the file of one’s data names them without their secret, and they go with the account", async () => {
  const member = await createMember();
  const { token } = await fillIn(member, { name: "CI", lifetime: "30" });
  const [kept] = await database.apiToken.findMany();
  const file = JSON.stringify(await getMemberExport(member));
  expect(file).toContain('"name":"CI"');
  expect(file).not.toContain(token);
  expect(file).not.toContain(kept?.hash);
  await deleteMember(database, { memberId: member, keepsStatements: true });
  expect(await whose(token)).toBeNull();
  expect(await database.apiToken.count()).toBe(0);
});
