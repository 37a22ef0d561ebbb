import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { constants, gzipSync } from "node:zlib";
import { dropStillParts, WHOLE_PAGES } from "@/scripts/drop-still-parts";
import { paintFirst } from "@/scripts/paint-first";

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

type Page = { headers: OutgoingHttpHeaders; body: Buffer };
/** `zipped` is made when the first reader takes it. */
type Entry = Page & { zipped: Buffer | null; etag: string; until: number };

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

/** Whether the answer to a request may be a stored page: null for requests whose answer is nobody else's, else its address. */
function addressOf({ method, url = "/", headers }: IncomingMessage): string | null {
  if (method !== "GET" || url.startsWith("/_next/") || url.startsWith("/api/")) return null;
  const isOther = OTHER_ANSWERS.some((name) => headers[name] !== undefined) || headers.cookie?.includes(WHOLE_PAGES);
  return isOther ? null : url;
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

/**
 * Hides from Next what the reader takes and has, once the answer is known to be a stored page: it then comes whole and plain, while
 * any other answer is compressed, or left out, as the reader wishes. Next looks when it writes the head, where it knows its answer.
 */
function hideWishes({ headers }: IncomingMessage, response: ServerResponse): void {
  for (const name of ["accept-encoding", "if-none-match"]) {
    let value = headers[name];
    Object.defineProperty(headers, name, {
      get: () => (isStoredPage(response) ? undefined : value),
      set: (other: typeof value) => {
        value = other;
      },
      enumerable: true,
      configurable: true,
    });
  }
}

/**
 * Holds a stored page back until it is whole, and gives it to `send`. Any other answer goes out as it comes, as does a page that
 * grows beyond what may be kept, and `other` is told.
 */
function holdBack(response: ServerResponse, send: (page: Page) => void, other: () => void): void {
  const { writeHead, write, end } = response;
  const chunks: Buffer[] = [];
  let size = 0;
  let head: Parameters<typeof writeHead> | null = null;
  let isHeld = true;
  const hold = (chunk: unknown, encoding: unknown) => {
    const bytes =
      typeof chunk === "string"
        ? Buffer.from(chunk, typeof encoding === "string" && Buffer.isEncoding(encoding) ? encoding : "utf8")
        : chunk instanceof Uint8Array
          ? Buffer.from(chunk)
          : Buffer.alloc(0);
    chunks.push(bytes);
    size += bytes.byteLength;
  };
  const release = () => {
    isHeld = false;
    if (head) Reflect.apply(writeHead, response, head);
    for (const chunk of chunks) Reflect.apply(write, response, [chunk]);
    other();
  };
  // Next's compression writes the head before the first byte, even where it does not compress.
  response.writeHead = new Proxy(writeHead, {
    apply: (target, self, args: Parameters<typeof writeHead>) => {
      if (!isHeld) return Reflect.apply(target, self, args);
      head = args;
      response.statusCode = args[0];
      if (!isStoredPage(response)) release();
      return response;
    },
  });
  response.write = new Proxy(write, {
    apply: (target, self, args: Parameters<typeof write>) => {
      if (isHeld && !isStoredPage(response)) release();
      if (!isHeld) return Reflect.apply(target, self, args);
      hold(args[0], args[1]);
      if (size > MOST_BYTES_OF_ONE) release();
      return true;
    },
  });
  response.end = new Proxy(end, {
    apply: (target, self, args: Parameters<typeof end>) => {
      if (isHeld && !isStoredPage(response)) release();
      if (!isHeld) return Reflect.apply(target, self, args);
      hold(args[0], args[1]);
      if (size > MOST_BYTES_OF_ONE) {
        release();
        return Reflect.apply(end, response, []);
      }
      isHeld = false;
      Object.assign(response, { write, end });
      send({ headers: response.getHeaders(), body: Buffer.concat(chunks) });
      return response;
    },
  });
}

/** What a reader has and takes. */
type Wish = { etag: string | undefined; takesGzip: boolean };

const wishOf = ({ headers }: IncomingMessage): Wish => ({
  etag: headers["if-none-match"],
  takesGzip: /\bgzip\b/.test(headers["accept-encoding"] ?? ""),
});

function sendAgain({ etag, takesGzip }: Wish, response: ServerResponse, entry: Entry): void {
  for (const [name, value] of Object.entries(entry.headers)) if (value !== undefined) response.setHeader(name, value);
  response.removeHeader("transfer-encoding");
  if (etag === entry.etag) {
    for (const name of ["content-length", "content-type"]) response.removeHeader(name);
    response.writeHead(304).end();
    return;
  }
  if (takesGzip) entry.zipped ??= gzipSync(entry.body, { level: constants.Z_BEST_COMPRESSION });
  const body = takesGzip && entry.zipped ? entry.zipped : entry.body;
  if (takesGzip) response.setHeader("content-encoding", "gzip");
  response.setHeader("content-length", body.byteLength);
  response.writeHead(200).end(body);
}

/**
 * Sends stored pages again from memory, without the copies that no browser needs, and compressed once. A request that clears stored
 * pages empties the memory twice: when it orders the clearing, and when its own answer begins, since Next carries the order out
 * between the two. A page whose making began before either is not kept, so the page that a reader asks for after a write is asked
 * of Next. Views of a page that is being asked for wait for its bytes, once an answer has said that it is a stored page.
 */
export function withStoredPages(handle: Handler): Handler {
  const entries = new Map<string, Entry>();
  const underWay = new Map<string, Promise<void>>();
  const stored = new Set<string>();
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
  const drop = (address: string) => {
    bytes -= entries.get(address)?.body.byteLength ?? 0;
    entries.delete(address);
  };
  const keep = (address: string, entry: Entry) => {
    drop(address);
    entries.set(address, entry);
    bytes += entry.body.byteLength;
    for (const oldest of entries.keys()) {
      if (bytes <= MOST_BYTES) break;
      drop(oldest);
    }
  };
  const findFresh = (address: string) => {
    const entry = entries.get(address);
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
  const askAndKeep = (address: string, request: IncomingMessage, response: ServerResponse) => {
    const began = generation;
    const wish = wishOf(request);
    hideWishes(request, response);
    const view = new Promise<void>((resolve) => {
      response.once("close", resolve);
      const send = ({ headers, body }: Page) => {
        if (stored.size >= MOST_ADDRESSES) stored.clear();
        stored.add(address);
        const isDocument = String(headers["content-type"]).startsWith("text/html");
        // Another text than Next's needs a name of its own: some browsers ask for both.
        const etag = isDocument ? String(headers.etag).replace(/"$/, '-light"') : String(headers.etag);
        const entry: Entry = {
          headers: { ...headers, etag },
          body: isDocument ? Buffer.from(paintFirst(dropStillParts(body.toString()))) : body,
          zipped: null,
          etag,
          until: Date.now() + LIFETIME,
        };
        // From here on it comes out of a store, whether Next had it or made it for this view.
        const again = { ...entry, headers: { ...entry.headers, "x-nextjs-cache": "HIT" } };
        if (generation === began) keep(address, again);
        sendAgain(wish, response, entry);
        resolve();
      };
      holdBack(response, send, () => {
        stored.delete(address);
        resolve();
      });
    });
    // Whoever comes meanwhile waits for this one, until it is over.
    if (stored.has(address) && !underWay.has(address)) {
      underWay.set(address, view);
      void view.then(() => underWay.get(address) === view && underWay.delete(address));
    }
    return ask(request, response);
  };
  return async (request, response) => {
    const address = addressOf(request);
    if (address === null) return ask(request, response);
    let known = findFresh(address);
    // Twice, since a clearing meanwhile sets all who wait free at once.
    for (let turn = 0; turn < 2 && !known; turn++) {
      const view = underWay.get(address);
      if (!view) break;
      await Promise.race([view, wait(LONGEST_WAIT, undefined, { ref: false })]);
      known = findFresh(address);
    }
    return known ? sendAgain(wishOf(request), response, known) : askAndKeep(address, request, response);
  };
}
