import { beforeEach, expect, test } from "vitest";
import { POST as change } from "@/app/api/packages/route";
import { POST as detect } from "@/app/api/stacks/detect/route";
import { GET as getPackages } from "@/app/api/v1/packages/route";
import { listOwnPackages } from "@/lib/stacks/packages/queries";
import { call, described } from "@/tests/support/api";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember, post, signIn } from "@/tests/support/members";
import { takeCleared } from "@/tests/support/next-cache";

let editor = "";

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "react", name: "React" }, { slug: "our-kit", name: "Our Kit", place: "own/things/kits" });
  const id = await createMember();
  await database.member.update({ where: { id }, data: { role: "editor" } });
  editor = await signIn(id);
  takeCleared();
});

function send(fields: Record<string, string>, cookie = editor) {
  const body = new URLSearchParams(fields);
  return change(post("/api/packages", { body }, { Cookie: cookie, Accept: "application/json" }));
}

async function findIn(text: string): Promise<unknown> {
  const body = new URLSearchParams({ pasted: text, pastedName: "package.json" });
  const answer = await detect(post("/api/stacks/detect", { body }, { Cookie: editor, Accept: "application/json" }));
  return (await answer.json()).tools.map(({ tool }: { tool?: string }) => tool);
}

test("a package that an editor adds is served, and files that name it show the tool, until it is taken back", async () => {
  const manifest = '{ "dependencies": { "@our/kit": "1.0.0" } }';
  expect(await findIn(manifest)).toEqual([]);
  const kit = { do: "add", ecosystem: "npm", name: "@our/kit", tool: "our kit" };
  expect((await send(kit)).status).toBe(200);
  expect(takeCleared()).toContain("packages");
  expect((await send({ ...kit, name: "@our/kit-*" })).status).toBe(200);
  expect((await send(kit)).status).toBe(200);
  const { body } = await described("getPackages", await call(getPackages));
  expect(body.tools).toMatchObject({ "our-kit": { npm: ["@our/kit", "@our/kit-*"], catalog: true } });
  expect(await findIn(manifest)).toEqual(["our-kit"]);
  const [first, second] = await listOwnPackages();
  expect([first, second]).toMatchObject([
    { ecosystem: "npm", name: "@our/kit", tool: { slug: "our-kit" } },
    { ecosystem: "npm", name: "@our/kit-*" },
  ]);
  expect((await send({ do: "remove", package: String(first?.id) })).status).toBe(200);
  expect((await send({ do: "remove", package: String(first?.id) })).status).toBe(404);
  expect(await findIn(manifest)).toEqual([]);
  const log = await database.auditEntry.findMany({ orderBy: { id: "asc" }, select: { action: true, subject: true } });
  expect(log).toEqual([
    { action: "package mapped", subject: "npm:@our/kit" },
    { action: "package mapped", subject: "npm:@our/kit-*" },
    { action: "package unmapped", subject: "npm:@our/kit" },
  ]);
});

test("a package of a tool that the command line knows is added to those; off the site, a tool has none", async () => {
  await send({ do: "add", ecosystem: "gem", name: "our-react", tool: "react" });
  const read = async () => (await described("getPackages", await call(getPackages))).body.tools;
  expect(await read()).toMatchObject({ react: { gem: expect.arrayContaining(["our-react"]) } });
  await database.tool.update({ where: { slug: "react" }, data: { removedAt: new Date() } });
  expect(JSON.stringify(await read())).not.toContain("our-react");
});

test.each([
  ["a tool that there is not", { tool: "no-such" }, 400],
  ["an ecosystem that there is not", { ecosystem: "cpan" }, 400],
  ["a name with blanks", { name: "a b" }, 400],
  ["a star in the middle", { name: "a*b" }, 400],
  ["no name", { name: "" }, 400],
])("%s is refused", async (_, more, status) => {
  expect((await send({ do: "add", ecosystem: "npm", name: "a", tool: "react", ...more })).status).toBe(status);
  expect(await database.toolPackage.count()).toBe(0);
});
