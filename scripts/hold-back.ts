import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

// Takes stored pages out of Next's answers, whole and plain, and lets every other answer pass.

/** Bytes that a page may have at most to be held back. */
const MOST_BYTES = 1024 * 1024;

/** A stored page as Next answers with it. */
export type Page = { headers: OutgoingHttpHeaders; body: Buffer };

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
export function hideWishes({ headers }: IncomingMessage, response: ServerResponse): void {
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
export function holdBack(response: ServerResponse, send: (page: Page) => void, other: () => void): void {
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
      if (size > MOST_BYTES) release();
      return true;
    },
  });
  response.end = new Proxy(end, {
    apply: (target, self, args: Parameters<typeof end>) => {
      if (isHeld && !isStoredPage(response)) release();
      if (!isHeld) return Reflect.apply(target, self, args);
      hold(args[0], args[1]);
      if (size > MOST_BYTES) {
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
