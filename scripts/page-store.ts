import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { constants, gzipSync } from "node:zlib";
import { dropStillParts, WHOLE_PAGES } from "@/scripts/drop-still-parts";
import { hideWishes, holdBack, type Page } from "@/scripts/hold-back";
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
/** Bytes that all entries together may hold. */
const MOST_BYTES = 64 * 1024 * 1024;

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
