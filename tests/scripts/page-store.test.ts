import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { FORGET_PAGES, withStoredPages } from "@/scripts/page-store";

// A site of one counter behind the store: each answer of the site itself says how many there were.

type Answer = { status: number; headers: IncomingMessage["headers"]; body: string };
type Site = {
  ask: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
  /** How often the site itself was asked. */
  asked: () => number;
  port: number;
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.useRealTimers();
});

const stored = { "x-nextjs-cache": "HIT", "Cache-Control": "s-maxage=3600", "Content-Type": "text/html", ETag: '"a"' };

/** Sets headers one by one, as Next does, so that they can be read off the response. */
const setHeaders = (response: ServerResponse, headers: Record<string, string>) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
};

/** A site whose stored pages `met` were seen once, and are known as such; views are counted from then on. */
async function startSite(
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => Promise<void> | void,
  met: string[] = [],
): Promise<Site> {
  let count = -met.length;
  const handle = withStoredPages(async (incoming, response) => {
    count += 1;
    if (count > 0) return void (await answer(incoming, response, count));
    setHeaders(response, stored);
    response.end();
  });
  const server = createServer((incoming, response) => void handle(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const { port } = server.address() as AddressInfo;
  const site: Site = {
    port,
    asked: () => count,
    ask: (path, headers = {}, method = "GET") =>
      new Promise((resolve, reject) => {
        const sent = request({ port, path, headers, method, host: "127.0.0.1", agent: false }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            const bytes = Buffer.concat(chunks);
            const body = (response.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
          });
        });
        sent.on("error", reject);
        sent.end();
      }),
  };
  for (const path of met) await site.ask(path);
  return site;
}

/** Orders to forget, as a write does when it clears what it changed. */
function forget(): void {
  const order: unknown = Reflect.get(globalThis, FORGET_PAGES);
  if (typeof order !== "function") throw new Error("nobody forgets");
  order();
}

const countingSite = (headers: Record<string, string> = stored) =>
  startSite((incoming, response, count) => {
    response.writeHead(200, headers);
    response.write("page ");
    response.end(`${incoming.url} ${count}`);
  });

const storedSite = (more: Record<string, string> = {}, met: string[] = []) =>
  startSite((incoming, response, count) => {
    setHeaders(response, { ...stored, ...more });
    response.write("page ");
    response.end(`${incoming.url} ${count}`);
  }, met);

describe("a stored page", () => {
  test("is sent again as it was, with its headers and its length", async () => {
    const site = await storedSite({ Vary: "rsc" });
    const first = await site.ask("/a");
    const second = await site.ask("/a");
    expect([first.body, second.body]).toEqual(["page /a 1", "page /a 1"]);
    expect(second.headers).toMatchObject({
      etag: '"a-light"',
      vary: "rsc",
      "content-type": "text/html",
      "content-length": "9",
    });
    expect(second.headers["transfer-encoding"]).toBeUndefined();
    expect(site.asked()).toBe(1);
  });

  test("is kept by its whole address", async () => {
    const site = await storedSite();
    expect((await site.ask("/a?sort=name")).body).toBe("page /a?sort=name 1");
    expect((await site.ask("/a?sort=votes")).body).toBe("page /a?sort=votes 2");
    expect((await site.ask("/a?sort=name")).body).toBe("page /a?sort=name 1");
    expect(site.asked()).toBe(2);
  });

  test("is asked for without compression, and compressed for readers who take it", async () => {
    const taken: unknown[] = [];
    const site = await startSite((incoming, response, count) => {
      taken.push(incoming.headers["accept-encoding"]);
      setHeaders(response, stored);
      taken.push(incoming.headers["accept-encoding"]);
      response.end(`page ${count}`);
    });
    const zipped = await site.ask("/a", { "Accept-Encoding": "br, gzip" });
    expect(zipped).toMatchObject({ body: "page 1", headers: { "content-encoding": "gzip" } });
    const plain = await site.ask("/a");
    expect(plain).toMatchObject({ body: "page 1", headers: { "content-length": "6" } });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    // Next looks where it writes the head: only there it is known that the answer is a stored page.
    expect(taken).toEqual(["br, gzip", undefined]);
  });

  test("is kept where the head was written before its first byte, as compression does it", async () => {
    const site = await startSite((_, response, count) => {
      setHeaders(response, stored);
      response.writeHead(200);
      response.write("page ");
      response.end(String(count));
    });
    const zipped = await site.ask("/a", { "Accept-Encoding": "gzip" });
    expect(zipped).toMatchObject({
      status: 200,
      body: "page 1",
      headers: { "content-encoding": "gzip", etag: '"a-light"' },
    });
    expect((await site.ask("/a")).body).toBe("page 1");
  });

  test("that Next made for a view is sent again as one that was stored", async () => {
    const site = await storedSite({ "x-nextjs-cache": "MISS" });
    expect((await site.ask("/a")).headers["x-nextjs-cache"]).toBe("MISS");
    const again = await site.ask("/a");
    expect(again).toMatchObject({ body: "page /a 1", headers: { "x-nextjs-cache": "HIT" } });
  });

  test("answers 304 to who has it", async () => {
    const site = await storedSite();
    const first = await site.ask("/a", { "If-None-Match": '"a-light"' });
    expect(first).toMatchObject({ status: 304, body: "" });
    const again = await site.ask("/a", { "If-None-Match": '"a-light"' });
    expect(again).toMatchObject({ status: 304, body: "", headers: { etag: '"a-light"' } });
    expect((await site.ask("/a", { "If-None-Match": '"b"' })).status).toBe(200);
    expect(site.asked()).toBe(1);
  });

  test("is asked for anew after a moment", async () => {
    const site = await storedSite();
    await site.ask("/a");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 301 });
    expect((await site.ask("/a")).body).toBe("page /a 2");
  });
});

describe("sent on as it is, and never kept", () => {
  test.each<[string, Record<string, string>]>([
    ["a page that was made for this request and not stored", { "x-nextjs-cache": "MISS", "Cache-Control": "no-cache" }],
    ["a page that is being made anew", { "x-nextjs-cache": "STALE" }],
    ["an answer that sets a cookie", { "Set-Cookie": "a=b" }],
    ["an answer that nobody may store", { "Cache-Control": "private, no-store" }],
  ])("%s", async (_name, headers) => {
    const site = await storedSite(headers);
    expect((await site.ask("/a")).body).toBe("page /a 1");
    expect((await site.ask("/a")).body).toBe("page /a 2");
  });

  test.each<[string, string, Record<string, string>, string?]>([
    ["a part of a page for Next's own script", "/a", { RSC: "1" }],
    ["a range of a page", "/a", { Range: "bytes=0-1" }],
    ["an answer of an API", "/api/a", {}],
    ["a file of the build", "/_next/static/a.js", {}],
    ["an answer without a body", "/a", {}, "HEAD"],
  ])("%s", async (_name, path, headers, method) => {
    const site = await storedSite({}, [path]);
    await site.ask(path, headers, method);
    await site.ask(path, headers, method);
    expect(site.asked()).toBe(2);
  });

  test("an answer that comes in pieces, compressed or left out as the reader wishes", async () => {
    let goOn = () => {};
    const wishes: unknown[] = [];
    const site = await startSite(async (incoming, response) => {
      setHeaders(response, { "Content-Type": "text/html", ETag: '"a"' });
      wishes.push(incoming.headers["accept-encoding"], incoming.headers["if-none-match"]);
      response.write("first ");
      await new Promise<void>((resolve) => (goOn = resolve));
      response.end("last");
    });
    const pieces: string[] = [];
    const sent = request({ port: site.port, path: "/a", host: "127.0.0.1", agent: false });
    sent.setHeader("Accept-Encoding", "gzip").setHeader("If-None-Match", '"b"');
    sent.on("response", (response) => response.on("data", (chunk: Buffer) => pieces.push(chunk.toString()))).end();
    await vi.waitFor(() => expect(pieces).toEqual(["first "]));
    goOn();
    await vi.waitFor(() => expect(pieces).toEqual(["first ", "last"]));
    expect(wishes).toEqual(["gzip", '"b"']);
  });

  test("a page that is not there", async () => {
    const site = await startSite((_, response, count) => {
      setHeaders(response, stored);
      response.statusCode = 404;
      response.end(`missing ${count}`);
    });
    expect(await site.ask("/a")).toMatchObject({ status: 404, body: "missing 1" });
    expect((await site.ask("/a")).body).toBe("missing 2");
  });

  test("an answer whose head was written by itself", async () => {
    const site = await startSite((_, response, count) => {
      response.writeHead(count === 1 ? 503 : 200, { "Cache-Control": "no-store", "X-Count": String(count) });
      response.write("not ");
      response.end("stored");
    });
    expect(await site.ask("/a")).toMatchObject({ status: 503, body: "not stored", headers: { "x-count": "1" } });
    expect(await site.ask("/a")).toMatchObject({ status: 200, body: "not stored", headers: { "x-count": "2" } });
  });

  test("an answer whose headers cannot be read", async () => {
    const site = await countingSite();
    expect((await site.ask("/a")).body).toBe("page /a 1");
    expect((await site.ask("/a")).body).toBe("page /a 2");
  });

  test("a page of over a megabyte", async () => {
    const site = await startSite((_, response) => {
      setHeaders(response, stored);
      response.write("x".repeat(1024 * 1024));
      response.write("y");
      response.end("z");
    });
    for (const count of [1, 2]) {
      expect((await site.ask("/a")).body).toBe(`${"x".repeat(1024 * 1024)}yz`);
      expect(site.asked()).toBe(count);
    }
  });
});

describe("a clearing", () => {
  test("empties the store: the next view is asked of the site", async () => {
    const site = await storedSite();
    await site.ask("/a");
    forget();
    expect((await site.ask("/a")).body).toBe("page /a 2");
    expect((await site.ask("/a")).body).toBe("page /a 2");
  });

  test("by a request empties it once more when the request is answered, and a write that clears nothing leaves it", async () => {
    let answerWrite = () => {};
    const site = await startSite(async (incoming, response, count) => {
      if (incoming.url === "/api/clear") {
        forget();
        await new Promise<void>((resolve) => (answerWrite = resolve));
      }
      if (incoming.method === "GET") setHeaders(response, stored);
      response.end(`page ${count}`);
    });
    expect((await site.ask("/a")).body).toBe("page 1");
    await site.ask("/api/other", {}, "POST");
    expect((await site.ask("/a")).body).toBe("page 1");
    const write = site.ask("/api/clear", {}, "POST");
    await vi.waitFor(() => expect(site.asked()).toBe(3));
    // Next has not carried the order out yet, so this page may be an old one.
    expect((await site.ask("/a")).body).toBe("page 4");
    answerWrite();
    await write;
    expect((await site.ask("/a")).body).toBe("page 5");
    expect((await site.ask("/a")).body).toBe("page 5");
  });

  test("keeps out every page that was asked for before it", async () => {
    let endView = () => {};
    const site = await startSite(async (_, response, count) => {
      if (count < 3) await new Promise<void>((resolve) => (endView = resolve));
      setHeaders(response, stored);
      response.end(`page ${count}`);
    });
    const slow = site.ask("/slow");
    await vi.waitFor(() => expect(site.asked()).toBe(1));
    forget();
    endView();
    expect((await slow).body).toBe("page 1");
    const again = site.ask("/slow");
    await vi.waitFor(() => expect(site.asked()).toBe(2));
    endView();
    expect((await again).body).toBe("page 2");
    expect((await site.ask("/slow")).body).toBe("page 2");
  });
});

describe("views at one moment", () => {
  /** A site that answers when `go` is called, and whose page was seen once. */
  const heldSite = async (headers: Record<string, string> = stored) => {
    const waiting: (() => void)[] = [];
    const answer = async (_: IncomingMessage, response: ServerResponse, count: number) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      setHeaders(response, headers);
      response.end(`page ${count}`);
    };
    const site = await startSite(answer, ["/a"]);
    forget();
    const go = () => {
      for (const answer of waiting.splice(0)) answer();
    };
    return { site, go };
  };

  test("of a stored page share one answer of the site", async () => {
    const { site, go } = await heldSite();
    const views = Promise.all(Array.from({ length: 8 }, () => site.ask("/a")));
    await vi.waitFor(() => expect(site.asked()).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    go();
    expect((await views).map((view) => view.body)).toEqual(Array.from({ length: 8 }, () => "page 1"));
    expect(site.asked()).toBe(1);
  });

  test("of a page that turns out not to be stored are answered each by the site", async () => {
    const { site, go } = await heldSite({ "Cache-Control": "no-store" });
    const views = Promise.all(Array.from({ length: 3 }, () => site.ask("/a")));
    const timer = setInterval(go, 20);
    const bodies = (await views).map((view) => view.body);
    clearInterval(timer);
    expect(new Set(bodies).size).toBe(3);
  });

  test("do not wait for a reader who went away", async () => {
    const { site, go } = await heldSite();
    const { port } = site;
    const leaver = request({ port, path: "/a", host: "127.0.0.1", agent: false });
    leaver.on("error", () => {}).end();
    await vi.waitFor(() => expect(site.asked()).toBe(1));
    const view = site.ask("/a");
    leaver.destroy();
    await vi.waitFor(() => expect(site.asked()).toBe(2));
    go();
    expect((await view).body).toBe("page 2");
  });
});
