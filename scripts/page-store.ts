import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

// Stored pages as the bytes that went out last. Next looks for a stored page, checks it and compresses it anew for every view;
// between two writes the bytes are the same, so they are kept for a moment and sent again.

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Milliseconds for which bytes are sent again: what another process changed shows after this time at the latest. */
const LIFETIME = 300;
/** Bytes that all entries together may hold, and one of them. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_BYTES_OF_ONE = 1024 * 1024;

type Entry = { headers: OutgoingHttpHeaders; body: Buffer; etag: string; until: number };

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

/** True for an answer that Next took from its store: such a page is the same for everybody. */
function isStoredPage(response: ServerResponse): boolean {
  return (
    response.statusCode === 200 &&
    response.getHeader("x-nextjs-cache") === "HIT" &&
    response.getHeader("set-cookie") === undefined &&
    typeof response.getHeader("etag") === "string" &&
    String(response.getHeader("cache-control") ?? "").includes("s-maxage")
  );
}

/** Calls `done` with the bytes and headers of an answer, as they go out, when it was a stored page and went out whole. */
function recordAnswer(response: ServerResponse, done: (headers: OutgoingHttpHeaders, body: Buffer) => void): void {
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
      return Reflect.apply(target, self, args);
    },
  });
  response.once("finish", () => {
    if (chunks !== null && isStoredPage(response)) done(response.getHeaders(), Buffer.concat(chunks));
  });
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
 * Sends stored pages again from memory. Every write (any request but GET and HEAD) empties the memory before its own answer begins
 * and once more when it is done, and while one is under way nothing is kept: the page that a reader asks for after a write is
 * asked of Next.
 */
export function withStoredPages(handle: Handler): Handler {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  let writes = 0;
  let generation = 0;
  const clear = () => {
    entries.clear();
    bytes = 0;
    generation += 1;
  };
  const drop = (key: string) => {
    bytes -= entries.get(key)?.body.byteLength ?? 0;
    entries.delete(key);
  };
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      writes += 1;
      response.once("close", () => {
        writes -= 1;
        clear();
      });
      response.writeHead = new Proxy(response.writeHead, {
        apply: (target, self, args: Parameters<typeof response.writeHead>) => {
          clear();
          return Reflect.apply(target, self, args);
        },
      });
      return handle(request, response);
    }
    const key = keyOf(request);
    if (key === null) return handle(request, response);
    const known = entries.get(key);
    if (known && known.until > Date.now()) {
      sendAgain(request, response, known);
      return Promise.resolve();
    }
    if (writes > 0) return handle(request, response);
    const began = generation;
    recordAnswer(response, (headers, body) => {
      if (writes > 0 || generation !== began) return;
      drop(key);
      const etag = String(headers.etag);
      entries.set(key, { headers: { ...headers }, body, etag, until: Date.now() + LIFETIME });
      bytes += body.byteLength;
      for (const oldest of entries.keys()) {
        if (bytes <= MOST_BYTES) break;
        drop(oldest);
      }
    });
    return handle(request, response);
  };
}
