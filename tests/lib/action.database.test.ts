import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { accountRoute, memberRoute, visitorRoute } from "@/lib/action";
import { DomainError } from "@/lib/errors";
import { LIMITS } from "@/lib/rate-limit";
import { site } from "@/lib/site";
import { database } from "@/tests/support/database";
import { createMember, createSession, post, type Sent, sessionCookie, signIn } from "@/tests/support/members";

const cleared = vi.hoisted(() => vi.fn());
vi.mock("next/cache", () => ({ revalidateTag: cleared, cacheTag: vi.fn(), cacheLife: vi.fn() }));

const done = vi.fn();
const schema = z.object({ text: z.string().min(1, "Write something."), count: z.number().optional() });
const write = memberRoute(schema, "vote", async ({ input, viewer }) => {
  done(input, viewer.id);
  return { tags: ["tag-a"], body: { text: input.text } };
});
const ownAccount = accountRoute(schema, "account", async () => ({}));
const anybody = visitorRoute(schema, "sign-in", async ({ viewer }) => ({ body: { who: viewer?.id ?? null } }));

let cookie = "";
let member = "";
let address = 0;

/** Another address for each call, so that no test uses up the points of another. */
function send(sent: Sent, headers: Record<string, string | null> = {}): Promise<Response> {
  address += 1;
  const from = `198.51.${Math.floor(address / 250)}.${(address % 250) + 1}`;
  return write(post("/api/test", sent, { Cookie: cookie, "X-Client-Address": from, ...headers }));
}

async function expectRefused(answer: Response, status: number, words: RegExp): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toMatchObject({ status, title: expect.stringMatching(words) });
  expect(done).not.toHaveBeenCalled();
  expect(cleared).not.toHaveBeenCalled();
}

const good = { json: { text: "a" } };

beforeEach(async () => {
  done.mockReset();
  cleared.mockReset();
  member = await createMember();
  cookie = await signIn(member);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("who writes is answered after what changed was cleared", async () => {
  const seen: string[] = [];
  const slow = memberRoute(z.object({}), "vote", async () => {
    seen.push("written");
    return { tags: ["tag-a", "tag-b"] };
  });
  cleared.mockImplementation((tag: string) => seen.push(tag));
  const answer = await slow(post("/api/test", { json: {} }, { Cookie: cookie }));
  expect(answer.headers.get("Clear-Site-Data")).toBe('"prefetchCache", "prerenderCache"');
  seen.push("answered");
  expect(seen).toEqual(["written", "tag-a", "tag-b", "answered"]);
  expect(cleared).toHaveBeenCalledWith("tag-b", { expire: 0 });
});

describe("what is accepted", () => {
  test("JSON is answered with JSON and clears what changed at once", async () => {
    const answer = await send(good);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ text: "a" });
    expect(done).toHaveBeenCalledWith({ text: "a" }, member);
    expect(cleared.mock.calls).toEqual([["tag-a", { expire: 0 }]]);
  });

  test.each([
    ["urlencoded", () => new URLSearchParams({ text: "naïve + 100 %" })],
    [
      "multipart",
      () => {
        const form = new FormData();
        form.set("text", "naïve + 100 %");
        return form;
      },
    ],
  ])("a form (%s) is answered with the way back to its page", async (_, body) => {
    const answer = await send({ body: body() }, { Accept: "text/html", Referer: `${site.url}/tools/rkt?x=1` });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/tools/rkt");
    expect(done).toHaveBeenCalledWith({ text: "naïve + 100 %" }, member);
  });

  test.each([
    "https://evil.example/tools/rkt",
    "https://evil.example//other.example/x",
    "https://evil.example/\\other.example",
    "no address",
  ])("the way back never leaves this site: %s", async (referer) => {
    const answer = await send({ body: new URLSearchParams({ text: "a" }) }, { Accept: "text/html", Referer: referer });
    expect(answer.headers.get("location")).toMatch(/^\/(?:$|tools\/rkt$)/);
  });
});

describe("where it comes from", () => {
  test.each([
    ["another site", "https://evil.example"],
    ["another port of this host", "http://localhost:3999"],
    ["another scheme and host", "https://localhost.evil.example"],
    ["this site's name within another", `${site.url}.evil.example`],
    ["an opaque origin", "null"],
    ["no address at all", "nonsense"],
    ["nothing", null],
  ])("%s is refused", async (_, origin) => {
    await expectRefused(await send(good, { Origin: origin }), 403, /another site/);
  });

  test("the host under which the site was reached is its own", async () => {
    const answer = await send(good, { Origin: "https://tools.example", Host: "tools.example" });
    expect(answer.status).toBe(200);
  });
});

describe("what it carries", () => {
  const bytes = (...codes: number[]) => ({ body: new Uint8Array(codes) });
  const urlencoded = "application/x-www-form-urlencoded";
  test.each<[string, Sent, string | null]>([
    ["JSON that is none", { body: "{" }, "application/json"],
    ["a JSON list", { body: "[]" }, "application/json"],
    ["a JSON text", { body: '"text"' }, "application/json"],
    ["nothing", { body: "" }, "application/json"],
    ["JSON sent as plain text", { body: '{"text":"a"}' }, "text/plain"],
    ["JSON without a type", bytes(...Buffer.from('{"text":"a"}')), null],
    ["a type that only begins like JSON", { body: '{"text":"a"}' }, "application/jsonp"],
    ["a form of parts without their boundary", { body: "text=a" }, "multipart/form-data"],
    [
      "JSON that is not UTF-8",
      bytes(...Buffer.from('{"text":"'), 0xff, 0xfe, ...Buffer.from('"}')),
      "application/json",
    ],
    ["a form that is not UTF-8", bytes(...Buffer.from("text="), 0xc3, 0x28), urlencoded],
    ["a form that spells what is not UTF-8", { body: "text=%C3%28" }, urlencoded],
    ["a NUL in JSON", { json: { text: "a\0b" } }, null],
    ["a NUL in a form", { body: "text=a%00b" }, urlencoded],
    ["half of a character", { body: '{"text":"\\ud800"}' }, "application/json"],
  ])("%s is refused", async (_, sent, type) => {
    const headers: Record<string, string | null> = "json" in sent ? {} : { "Content-Type": type };
    await expectRefused(await send(sent, headers), 400, /could not be read/);
  });

  test("a wrong field is named with what is wrong", async () => {
    const answer = await send({ json: { text: "", count: "5" } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ fields: { text: "Write something.", count: expect.any(String) } });
    expect(done).not.toHaveBeenCalled();
  });

  test("a file where a text belongs is refused", async () => {
    const form = new FormData();
    form.set("text", new File(["a"], "a.txt"));
    expect((await send({ body: form })).status).toBe(400);
    expect(done).not.toHaveBeenCalled();
  });

  test("1 MB that says so is refused before it is read", async () => {
    const request = { body: JSON.stringify({ text: "a".repeat(1_000_000) }) };
    await expectRefused(
      await send(request, { "Content-Type": "application/json", "Content-Length": "1000012" }),
      413,
      /at most 64 KB/,
    );
  });

  test("a stream that does not say how long it is is read no further than the limit", async () => {
    let given = 0;
    const stream = new ReadableStream({
      pull(controller) {
        given += 16 * 1024;
        controller.enqueue(new Uint8Array(16 * 1024).fill(97));
      },
    });
    await expectRefused(await send({ body: stream }, { "Content-Type": "application/json" }), 413, /at most 64 KB/);
    expect(given).toBeLessThan(200_000);
  });

  test("a stream that breaks off is refused", async () => {
    const stream = new ReadableStream({
      pull(controller) {
        controller.error(new Error("gone"));
      },
    });
    await expectRefused(await send({ body: stream }, { "Content-Type": "application/json" }), 400, /could not be read/);
  });
});

describe("who sends it", () => {
  const other = async () => createSession(await createMember());
  test.each<[string, () => Promise<string | null>]>([
    ["nobody", async () => null],
    ["a made-up token", async () => sessionCookie("madeup0123456789madeup0123456789")],
    ["a token without its signature", async () => `sidestack.session_token=${await other()}`],
    [
      "a token signed with another secret",
      async () => sessionCookie(await other(), "another secret of 32 characters or more"),
    ],
    [
      "the token of another account under one's own signature",
      async () => sessionCookie(await other(), process.env.AUTH_SECRET, await createSession(member)),
    ],
    ["a session that has ended", async () => signIn(member, new Date(Date.now() - 1000))],
    ["the sign-in hint alone", async () => "sidestack_signed_in=1"],
    ["a cookie that cannot be read", async () => "sidestack.session_token=%E0%A4%A"],
  ])("%s is not signed in", async (_, make) => {
    await expectRefused(await send(good, { Cookie: await make() }), 401, /Sign in first/);
  });

  test("a session of an account that was deleted is over", async () => {
    await database.member.delete({ where: { id: member } });
    await expectRefused(await send(good), 401, /Sign in first/);
  });

  test("a form of somebody who is not signed in leads to the sign-in page and back", async () => {
    const headers = { Accept: "text/html", Cookie: null, Referer: `${site.url}/tools/rkt` };
    const answer = await send({ body: new URLSearchParams({ text: "a" }) }, headers);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/sign-in?next=%2Ftools%2Frkt");
  });

  test.each([
    ["banned", { bannedAt: new Date() }, /closed for writing/],
    ["not confirmed", { emailVerified: false }, /Confirm your e-mail/],
  ])("a member who is %s writes nothing, but keeps the own account", async (_, fixture, words) => {
    const own = await signIn(await createMember(fixture));
    await expectRefused(await send(good, { Cookie: own }), 403, words);
    expect((await ownAccount(post("/api/test", good, { Cookie: own }))).status).toBe(200);
  });

  test("a route for everybody knows who is there, and needs nobody", async () => {
    const as = async (headers: Record<string, string>) => (await anybody(post("/api/test", good, headers))).json();
    expect(await as({})).toEqual({ who: null });
    expect(await as({ Cookie: cookie })).toEqual({ who: member });
  });
});

describe("limits and failures", () => {
  test("over the limit: 429, Retry-After and words", async () => {
    const allowed = await Promise.all(Array.from({ length: LIMITS.vote.member.points }, () => send(good)));
    expect(new Set(allowed.map((answer) => answer.status))).toEqual(new Set([200]));
    done.mockReset();
    cleared.mockReset();
    const answer = await send(good);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await expectRefused(answer, 429, /too often\. Try again in \d+ seconds/);
  });

  test("a limiter that cannot answer: 503, Retry-After, and nothing is done", async () => {
    await database.$executeRaw`ALTER TABLE rate_limits RENAME TO rate_limits_away`;
    try {
      const answer = await send(good);
      expect(answer.headers.get("retry-after")).toBe("60");
      await expectRefused(answer, 503, /cannot be done at the moment/);
    } finally {
      await database.$executeRaw`ALTER TABLE rate_limits_away RENAME TO rate_limits`;
    }
  });

  test("an error of ours is logged and told without its inside", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const broken = memberRoute(schema, "vote", async () => {
      throw new Error("column x does not exist");
    });
    const answer = await broken(post("/api/test", good, { Cookie: cookie }));
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain("column");
    expect(log).toHaveBeenCalledOnce();
  });

  test("a refusal in a page holds no markup of the sender", async () => {
    const script = '<script>alert("x")</script>';
    const route = memberRoute(schema, "vote", async ({ input }) => {
      throw new DomainError("conflict", `${input.text} is taken.`, { text: input.text });
    });
    const headers = { Cookie: cookie, Accept: "text/html", Referer: `${site.url}/"><script>alert(1)</script>` };
    const answer = await route(post("/api/test", { json: { text: script } }, headers));
    expect(answer.status).toBe(409);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await answer.text()).not.toMatch(/<script/i);
  });
});
