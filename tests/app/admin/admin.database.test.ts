import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { isValidElement } from "react";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { EditorsOnly } from "@/components/admin/editors-only";
import { ADMIN_PARTS, mayOpen } from "@/lib/members/standing/rules";
import { getViewer } from "@/lib/session";
import { database } from "@/tests/support/database";
import { dumpDatabase } from "@/tests/support/dump";
import { createMember, createVotedTool, post, signIn } from "@/tests/support/members";
import { recordQueries } from "@/tests/support/record-queries";

// Every page of the admin area and every route for editors or admins, whoever adds one: who may not see it sees nothing, reads
// nothing and writes nothing.

const { sent } = vi.hoisted(() => ({ sent: { cookie: "" } }));
vi.mock("next/headers", () => ({ headers: async () => new Headers(sent) }));

const root = path.resolve(import.meta.dirname, "../../..");
const pages = globSync("app/admin/**/page.tsx", { cwd: root }).sort();
const routes = globSync("app/**/route.ts", { cwd: root })
  .sort()
  .flatMap((file) => {
    const kind = /\b(editorRoute|adminRoute)\(/.exec(readFileSync(path.join(root, file), "utf8"))?.[1];
    return kind ? [{ file, isForAdmins: kind === "adminRoute" }] : [];
  });

const actors = [
  "anonymous",
  "member",
  "banned editor",
  "banned admin",
  "unconfirmed editor",
  "editor",
  "admin",
] as const;
type Actor = (typeof actors)[number];
const cookies: Partial<Record<Actor, string>> = {};

beforeAll(async () => {
  const make = async (role: "member" | "editor" | "admin", fixture: Parameters<typeof createMember>[0] = {}) => {
    const id = await createMember(fixture);
    await database.member.update({ where: { id }, data: { role } });
    return signIn(id);
  };
  cookies.member = await make("member");
  cookies["banned editor"] = await make("editor", { bannedAt: new Date() });
  cookies["banned admin"] = await make("admin", { bannedAt: new Date() });
  cookies["unconfirmed editor"] = await make("editor", { emailVerified: false });
  cookies.editor = await make("editor");
  cookies.admin = await make("admin");
  await createVotedTool();
});

test("there are pages and routes to walk", () => {
  expect(pages).toContain("app/admin/page.tsx");
  expect(pages.length).toBeGreaterThan(10);
  expect(routes.map(({ file }) => file)).toContain("app/api/admin/members/role/route.ts");
  expect(routes.length).toBeGreaterThan(10);
});

const pageModule = z.object({
  default: z.custom<(props: object) => Promise<unknown>>((value) => typeof value === "function"),
  instant: z.literal(false),
  metadata: z.object({ robots: z.object({ index: z.literal(false) }) }),
});

/** Renders a page as the actor. Returns whether it was refused, and what was read from the database. */
async function view(file: string, actor: Actor): Promise<{ isRefused: boolean; queries: string[] }> {
  const page = pageModule.parse(await import(path.join(root, file)));
  const names = [...file.matchAll(/\[(?:\.{3})?(\w+)\]/g)].map((match) => match[1] ?? "");
  const params = Object.fromEntries(names.map((name) => [name, name === "id" ? "1" : "nothing-here"]));
  sent.cookie = cookies[actor] ?? "";
  const { result, queries } = await recordQueries(async () => {
    try {
      return await page.default({ params: Promise.resolve(params), searchParams: Promise.resolve({}) });
    } catch (error) {
      // What is not there is told to those who may see it.
      if (error instanceof Error && "digest" in error) return String(error.digest);
      throw error;
    }
  });
  return { isRefused: isValidElement(result) && result.type === EditorsOnly, queries };
}

describe.each(pages)("%s", (file) => {
  const address = `/${path.dirname(file).replace(/^app\//, "")}`;

  test.each(actors)("as %s", async (actor) => {
    const viewer = await getViewer(new Headers({ cookie: cookies[actor] ?? "" }));
    const { isRefused, queries } = await view(file, actor);
    expect(isRefused).toBe(!mayOpen(viewer, address));
    // Who looks is asked once, and that is all that is read for who may not look.
    if (isRefused) expect(queries.length).toBeLessThanOrEqual(actor === "anonymous" ? 0 : 1);
  });

  test("as an editor alone or an admin alone", async () => {
    const editor = await getViewer(new Headers({ cookie: cookies.editor ?? "" }));
    const isForAdmins = /\bisAdmin\(viewer\)\) return/.test(
      readFileSync(path.join(root, file), "utf8").replace(/\s+/g, " "),
    );
    expect(mayOpen(editor, address)).toBe(!isForAdmins);
  });
});

describe.each(routes)("$file", ({ file, isForAdmins }) => {
  test.each(actors)("as %s", async (actor) => {
    const { POST } = z
      .object({ POST: z.custom<(request: Request) => Promise<Response>>((value) => typeof value === "function") })
      .parse(await import(path.join(root, file)));
    const isAllowed = actor === "admin" || (actor === "editor" && !isForAdmins);
    const count = async () => [await database.revision.count(), await database.auditEntry.count()];
    const before = [await dumpDatabase(), await count()];
    const answer = await POST(post(`/${path.dirname(file)}`, { json: {} }, { Cookie: cookies[actor] ?? null }));
    if (isAllowed) expect([401, 403]).not.toContain(answer.status);
    else {
      expect(answer.status).toBe(actor === "anonymous" ? 401 : 403);
      expect([await dumpDatabase(), await count()]).toEqual(before);
    }
  });
});

test("every part that the admin area names has its page", () => {
  const missing = ADMIN_PARTS.filter(({ href }) => !pages.includes(`app${href}/page.tsx`)).map(({ href }) => href);
  expect(missing).toEqual([]);
});
