import { beforeEach, describe, expect, test } from "vitest";
import { POST as decide } from "@/app/api/suggestions/decide/route";
import { POST as keepDraft } from "@/app/api/tools/draft/route";
import { POST as merge } from "@/app/api/tools/merge/route";
import { POST as restore } from "@/app/api/tools/restore/route";
import { POST as save } from "@/app/api/tools/save/route";
import { GET as suggestNames } from "@/app/api/tools/suggest/route";
import { POST as suggest } from "@/app/api/tools/suggest-edit/route";
import { site } from "@/lib/site";
import { getStandingTool } from "@/lib/tools/documents/queries";
import { toTyped } from "@/lib/tools/documents/rules";
import { getToolForm } from "@/lib/tools/forms/queries";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { toFields } from "@/tests/support/form-fields";
import { createWriter, post as send } from "@/tests/support/members";

const asForm = { Accept: "text/html" };

async function fields(change: Record<string, string> = {}): Promise<FormData> {
  const now = await getStandingTool("mesos");
  if (!now) throw new Error("no tool");
  const form = new FormData();
  const all = {
    ...toFields(toTyped(now.document)),
    tool: "mesos",
    base: String(now.revision),
    reason: "It is so",
    ...change,
  };
  for (const [name, value] of Object.entries(all)) form.append(name, value);
  return form;
}

const post = (path: string, body: BodyInit, headers: Record<string, string>) => send(path, { body }, { ...headers });

function goesTo(response: Response): string {
  expect(response.status).toBe(303);
  const place = new URL(response.headers.get("Location") ?? "", site.url);
  return `${place.pathname}${place.search}${place.hash}`;
}

const tagline = async () => (await database.tool.findUniqueOrThrow({ where: { slug: "mesos" } })).tagline;

beforeEach(async () => {
  await emptyDatabase();
  await createTools(
    { slug: "mesos", name: "Mesos", kind: "cluster manager", tagline: "First line" },
    { slug: "nomad" },
  );
});

describe("who may do what", () => {
  const routes = { save, restore, merge, decide } as const;
  const body = { tool: "mesos", base: 0, number: 1, suggestion: 1, decision: "approve" };

  test.each(Object.keys(routes) as (keyof typeof routes)[])("%s is for editors", async (name) => {
    const sent = (headers: Record<string, string>) => routes[name](send("/api/tools", { json: body }, headers));
    expect((await sent({})).status).toBe(401);
    expect((await sent((await createWriter()).headers)).status).toBe(403);
    expect([401, 403]).not.toContain((await sent((await createWriter({ role: "editor" })).headers)).status);
  });

  test.each([
    ["a suggestion", suggest],
    ["a draft", keepDraft],
  ])("%s is for members", async (_, route) => {
    expect((await route(post("/api/tools", await fields(), {}))).status).toBe(401);
    expect([200, 201]).toContain(
      (await route(post("/api/tools", await fields(), (await createWriter()).headers))).status,
    );
  });
});

describe("the form of a tool without JavaScript", () => {
  test("that is right leads to the tool, and its draft is gone", async () => {
    const { id, headers } = await createWriter({ role: "editor" });
    await keepDraft(post("/api/tools/draft", await fields({ tagline: "Half a" }), headers));
    expect(await database.editDraft.count({ where: { memberId: id } })).toBe(1);
    expect(
      goesTo(await save(post("/api/tools/save", await fields({ tagline: "Second line" }), { ...headers, ...asForm }))),
    ).toBe("/tools/mesos");
    expect(await tagline()).toBe("Second line");
    expect(await database.editDraft.count()).toBe(0);
  });

  test("that is not right comes back with what was typed and what is wrong; nothing is written", async () => {
    const { id, headers } = await createWriter({ role: "editor" });
    const sent = await fields({
      tagline: "Second line",
      "links.0.label": "Docs",
      "links.0.url": "nowhere",
      reason: "",
    });
    expect(goesTo(await save(post("/api/tools/save", sent, { ...headers, ...asForm })))).toBe(
      "/admin/tools/mesos/edit#faults",
    );
    expect(await getToolForm(id, { tool: "mesos", suggestion: 0, mode: "edit" })).toMatchObject({
      kind: "form",
      state: {
        typed: { tagline: "Second line", links: [{ label: "Docs", url: "nowhere" }] },
        faults: { "links.0.url": expect.any(String), reason: expect.any(String) },
      },
    });
    expect(await tagline()).toBe("First line");
  });

  test("comes back with a row added, moved or removed", async () => {
    const { id, headers } = await createWriter();
    const rows = {
      mode: "suggest",
      "links.0.label": "One",
      "links.0.url": "",
      "links.1.label": "Two",
      "links.1.url": "",
    };
    const links = async (command: string) => {
      const answer = await keepDraft(
        post("/api/tools/draft", await fields({ ...rows, do: command }), { ...headers, ...asForm }),
      );
      expect(goesTo(answer)).toBe("/tools/mesos/suggest#links");
      const view = await getToolForm(id, { tool: "mesos", suggestion: 0, mode: "suggest" });
      return view?.kind === "form" && view.state.typed.links.map((link) => link.label);
    };
    expect(await links("add links")).toEqual(["One", "Two", ""]);
    expect(await links("up links 1")).toEqual(["Two", "One"]);
    expect(await links("remove links 0")).toEqual(["Two"]);
    await keepDraft(post("/api/tools/draft", await fields({ ...rows, do: "discard" }), headers));
    expect(await database.editDraft.count()).toBe(0);
  });

  test("on an older revision shows both versions, and saves what was chosen part by part", async () => {
    const { id, headers } = await createWriter({ role: "editor" });
    const typed = await fields({ tagline: "My line", kind: "scheduler" });
    await save(
      post(
        "/api/tools/save",
        await fields({ tagline: "Their line", name: "Apache Mesos" }),
        (await createWriter({ role: "editor" })).headers,
      ),
    );
    expect(goesTo(await save(post("/api/tools/save", typed, { ...headers, ...asForm })))).toBe(
      "/admin/tools/mesos/edit#faults",
    );
    const view = await getToolForm(id, { tool: "mesos", suggestion: 0, mode: "edit" });
    if (view?.kind !== "conflict") throw new Error("no conflict");
    expect(Object.fromEntries(view.units.map((unit) => [unit.key, unit.changedBy]))).toEqual({
      name: "them",
      kind: "you",
      tagline: "both",
    });
    const choose = (choices: Record<string, string>) =>
      merge(
        post(
          "/api/tools/merge",
          new URLSearchParams({ tool: "mesos", base: String(view.base), do: "save", ...choices }),
          { ...headers, "Content-Type": "application/x-www-form-urlencoded", ...asForm },
        ),
      );
    expect((await choose({})).status).toBe(400);
    expect(goesTo(await choose({ "choice:tagline": "yours", "choice:kind": "yours", "choice:name": "theirs" }))).toBe(
      "/tools/mesos",
    );
    const row = await database.tool.findUniqueOrThrow({ where: { slug: "mesos" } });
    expect(row).toMatchObject({ tagline: "My line", kind: "scheduler", name: "Apache Mesos", revision: 3 });
  });

  test("adds a tool", async () => {
    const { headers } = await createWriter({ role: "editor" });
    const sent = await fields({ tool: "", slug: "new-tool", name: "New tool" });
    expect(goesTo(await save(post("/api/tools/save", sent, { ...headers, ...asForm })))).toBe("/tools/new-tool");
    const again = await fields({ tool: "", slug: "new-tool", name: "New tool" });
    expect(goesTo(await save(post("/api/tools/save", again, { ...headers, ...asForm })))).toBe(
      "/admin/tools/new#faults",
    );
  });
});

describe("a logo in the form", () => {
  const drawing = (inside: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}<path d="M0 0h9v9z"/></svg>`;
  const send = async (file: string, headers: Record<string, string>) => {
    const form = await fields();
    form.append("logoFile", new File([file], "logo.svg", { type: "image/svg+xml" }));
    return save(post("/api/tools/save", form, headers));
  };

  test("that is a drawing is kept once and becomes the tool's", async () => {
    const { headers } = await createWriter({ role: "editor" });
    expect((await send(drawing(""), headers)).status).toBe(200);
    const logo = await database.logo.findFirstOrThrow();
    expect(logo.set).toBe("uploaded");
    const file = await database.logoFile.findUniqueOrThrow({ where: { hash: logo.icon } });
    expect(new TextDecoder().decode(file.bytes)).toBe(drawing(""));
  });

  test("that is hostile is refused with what is wrong, and not kept", async () => {
    const { headers } = await createWriter({ role: "editor" });
    const answer = await send(drawing("<script>alert(1)</script>"), headers);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ fields: { logo: expect.stringContaining("<script>") } });
    expect(await database.logoFile.count()).toBe(0);
  });

  test("that is larger than any logo is refused before it is read", async () => {
    const { headers } = await createWriter({ role: "editor" });
    const type = { "Content-Type": "multipart/form-data; boundary=x" };
    const body = new Uint8Array(600 * 1024);
    expect((await save(post("/api/tools/save", body, { ...headers, ...type }))).status).toBe(413);
  });
});

test("an earlier revision is brought back by an editor who saw the newest", async () => {
  const { headers } = await createWriter({ role: "editor" });
  await save(post("/api/tools/save", await fields({ tagline: "Second line" }), headers));
  const bring = (base: number) =>
    restore(send("/api/tools/restore", { json: { tool: "mesos", number: 1, base } }, headers));
  expect((await bring(1)).status).toBe(409);
  expect((await bring(2)).status).toBe(200);
  expect(await tagline()).toBe("First line");
});

test("a suggestion is decided by an editor, once", async () => {
  const { headers } = await createWriter();
  const desk = await createWriter({ role: "editor" });
  const { id } = await (
    await suggest(post("/api/tools/suggest-edit", await fields({ tagline: "Better line" }), headers))
  ).json();
  expect(await tagline()).toBe("First line");
  const approve = () =>
    decide(send("/api/suggestions/decide", { json: { suggestion: id, decision: "approve" } }, desk.headers));
  expect((await approve()).status).toBe(200);
  expect(await tagline()).toBe("Better line");
  expect((await approve()).status).toBe(409);
});

test("names are found by a part of them, for fields that name tools", async () => {
  const answer = await suggestNames(new Request(`${site.url}/api/tools/suggest?q=nom`));
  expect(await answer.json()).toEqual({ tools: [{ slug: "nomad", name: "Nomad", kind: "kind of tool" }] });
});
