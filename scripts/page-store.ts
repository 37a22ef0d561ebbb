import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

// Stored pages as the bytes that went out last. Next looks for a stored page, checks it and compresses it anew for every view;
// between two clearings the bytes are the same, so they are kept for a moment and sent again.

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Milliseconds for which bytes are sent again: what another process changed shows after this time at the latest. */
const LIFETIME = 300;
/** Milliseconds that a view waits for another view of the same page, whose bytes it then shares. */
const LONGEST_WAIT = 1000;
/** Addresses of which is remembered that they are stored pages. */
const MOST_ADDRESSES = 10_000;
/** Bytes that all entries together may hold, and one of them. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_BYTES_OF_ONE = 1024 * 1024;

type Entry = { headers: OutgoingHttpHeaders; body: Buffer; etag: string; until: number };

/** Under this key of globalThis a clearing finds how to make the store forget: it runs bundled, apart from this file. */
export const FORGET_PAGES = Symbol.for("sidestack.forget-pages");

/** Headers that make Next answer something else than the page, or a part of it. */
const OTHER_ANSWERS = [
  "rsc",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-router-state-tree",
  "range",
];

/** Under which key the answer to a request may be kept; null for requests whose answer is nobody else's. */
function keyOf({ method, url = "/", headers }: IncomingMessage): string | null {
  if (method !== "GET" || url.startsWith("/_next/") || url.startsWith("/api/")) return null;
  if (OTHER_ANSWERS.some((name) => headers[name] !== undefined)) return null;
  return `${/\bgzip\b/.test(headers["accept-encoding"] ?? "") ? "gzip" : "plain"} ${url}`;
}

/** True for a page that Next took from its store or has just put there: such a page is the same for everybody. */
function isStoredPage(response: ServerResponse): boolean {
  return (
    response.statusCode === 200 &&
    ["HIT", "MISS"].includes(String(response.getHeader("x-nextjs-cache"))) &&
    response.getHeader("set-cookie") === undefined &&
    typeof response.getHeader("etag") === "string" &&
    String(response.getHeader("cache-control") ?? "").includes("s-maxage")
  );
}

type Answer = { headers: OutgoingHttpHeaders; body: Buffer };

/** Calls `done` with headers and bytes of an answer, as they go out, when it is a stored page and whole; else, and again later, with null. */
function recordAnswer(response: ServerResponse, done: (answer: Answer | null) => void): void {
  const { write, end } = response;
  let chunks: Buffer[] | null = [];
  let size = 0;
  const keep = (chunk: unknown, encoding: unknown) => {
    if (chunks === null || (typeof chunk !== "string" && !(chunk instanceof Uint8Array))) return;
    const bytes =
      typeof chunk === "string"
        ? Buffer.from(chunk, typeof encoding === "string" && Buffer.isEncoding(encoding) ? encoding : "utf8")
        : Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > MOST_BYTES_OF_ONE) chunks = null;
    else chunks.push(bytes);
  };
  response.write = new Proxy(write, {
    apply: (target, self, args: Parameters<typeof write>) => {
      keep(args[0], args[1]);
      return Reflect.apply(target, self, args);
    },
  });
  response.end = new Proxy(end, {
    apply: (target, self, args: Parameters<typeof end>) => {
      keep(args[0], args[1]);
      const sent = Reflect.apply(target, self, args);
      // Now, not when the last byte has left: who reads slowly keeps nobody waiting.
      done(
        chunks !== null && isStoredPage(response)
          ? { headers: response.getHeaders(), body: Buffer.concat(chunks) }
          : null,
      );
      chunks = null;
      return sent;
    },
  });
  response.once("close", () => done(null));
}

function sendAgain(request: IncomingMessage, response: ServerResponse, { headers, body, etag }: Entry): void {
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  response.removeHeader("transfer-encoding");
  if (request.headers["if-none-match"] === etag) {
    for (const name of ["content-length", "content-type", "content-encoding"]) response.removeHeader(name);
    response.writeHead(304).end();
    return;
  }
  response.setHeader("content-length", body.byteLength);
  response.writeHead(200).end(body);
}

/**
 * Sends stored pages again from memory. A request that clears stored pages empties the memory twice: when it orders the clearing, and
 * when its own answer begins, since Next carries the order out between the two. A page whose making began before either is not
 * kept, so the page that a reader asks for after a write is asked of Next. Views of a page that is asked for meanwhile wait for its bytes.
 */
export function withStoredPages(handle: Handler): Handler {
  const entries = new Map<string, Entry>();
  const underWay = new Map<string, Promise<void>>();
  /** Keys under which there was an entry: only for these is it worth while to wait. */
  const storedOnce = new Set<string>();
  const requests = new AsyncLocalStorage<{ hasCleared: boolean }>();
  let bytes = 0;
  let generation = 0;
  const clear = () => {
    entries.clear();
    underWay.clear();
    bytes = 0;
    generation += 1;
  };
  Reflect.set(globalThis, FORGET_PAGES, () => {
    const request = requests.getStore();
    if (request) request.hasCleared = true;
    clear();
  });
  const drop = (key: string) => {
    bytes -= entries.get(key)?.body.byteLength ?? 0;
    entries.delete(key);
  };
  const keep = (key: string, { headers, body }: Answer) => {
    drop(key);
    entries.set(key, { headers, body, etag: String(headers.etag), until: Date.now() + LIFETIME });
    bytes += body.byteLength;
    for (const oldest of entries.keys()) {
      if (bytes <= MOST_BYTES) break;
      drop(oldest);
    }
    if (storedOnce.size >= MOST_ADDRESSES) storedOnce.clear();
    storedOnce.add(key);
  };
  const findFresh = (key: string) => {
    const entry = entries.get(key);
    return entry && entry.until > Date.now() ? entry : null;
  };
  const ask: Handler = (request, response) => {
    const state = { hasCleared: false };
    response.writeHead = new Proxy(response.writeHead, {
      apply: (target, self, args: Parameters<typeof response.writeHead>) => {
        if (state.hasCleared) clear();
        return Reflect.apply(target, self, args);
      },
    });
    return requests.run(state, () => handle(request, response));
  };
  const askAndKeep = (key: string, request: IncomingMessage, response: ServerResponse) => {
    const began = generation;
    const view = new Promise<void>((resolve) => {
      recordAnswer(response, (answer) => {
        if (answer && generation === began) keep(key, answer);
        if (underWay.get(key) === view) underWay.delete(key);
        resolve();
      });
    });
    if (storedOnce.has(key) && !underWay.has(key)) underWay.set(key, view);
    return ask(request, response);
  };
  return async (request, response) => {
    const key = keyOf(request);
    if (key === null) return ask(request, response);
    let known = findFresh(key);
    // Twice, since a clearing meanwhile sets all who wait free at once.
    for (let turn = 0; turn < 2 && !known; turn++) {
      const view = underWay.get(key);
      if (!view) break;
      await Promise.race([view, wait(LONGEST_WAIT, undefined, { ref: false })]);
      known = findFresh(key);
    }
    if (known) return sendAgain(request, response, known);
    return askAndKeep(key, request, response);
  };
}
