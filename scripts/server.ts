import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIP } from "node:net";
import next from "next";
import proxyAddress from "proxy-addr";
import { z } from "zod";
import { keepDatedPages, OLDEST_VIEW } from "@/scripts/dated-pages";
import { listenOn } from "@/scripts/listen-on";
import { withStoredPages } from "@/scripts/page-store";
import { storedAddress } from "@/scripts/stored-address";

// Runs Next behind node:http. Next answers notFound() with a document whose body only JavaScript can fill; readers without it
// would see nothing. So the body of a 404 for a document is replaced by the page /missing, in the same response.

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function wantsDocument(request: IncomingMessage): boolean {
  return request.method === "GET" && !request.headers.rsc && (request.headers.accept ?? "*/*").includes("*/*");
}

/** Lets Next answer; when the answer is a 404 for a document, drops it before its first byte and sends /missing instead. */
export function withMissingPage(handle: Handler): Handler {
  return async (request, response) => {
    const path = request.url ?? "/";
    if (!wantsDocument(request) || path.startsWith("/_next/") || path.startsWith("/api/"))
      return handle(request, response);
    const { writeHead, write, end } = response;
    let isDropped = false;
    const isMissing = () => {
      const type = String(response.getHeader("content-type") ?? "");
      if (!response.headersSent && response.statusCode === 404 && type.startsWith("text/html")) isDropped = true;
      return isDropped;
    };
    const answerMissing = () => {
      Object.assign(response, { writeHead, write, end });
      for (const name of response.getHeaderNames()) if (name !== "content-security-policy") response.removeHeader(name);
      // Next sets 200 for the page that it now renders: the status of what was asked for stands.
      Object.defineProperty(response, "statusCode", { get: () => 404, set: () => {}, configurable: true });
      // What Next noted on the request while it answered the first time would lead it to the same answer.
      Reflect.deleteProperty(request, Symbol.for("NextInternalRequestMeta"));
      // Next listens for the end of the answer each time that it makes one.
      response.setMaxListeners(2 * response.getMaxListeners());
      request.url = `/missing?${new URLSearchParams({ path: new URL(path, "http://localhost").pathname })}`;
      void handle(request, response);
    };
    // Compression writes the head before the first byte, so the head is where a 404 must be caught.
    response.writeHead = new Proxy(writeHead, {
      apply: (target, self, args: Parameters<typeof writeHead>) =>
        isMissing() ? response : Reflect.apply(target, self, args),
    });
    response.write = new Proxy(write, {
      apply: (target, self, args: Parameters<typeof write>) => (isMissing() ? true : Reflect.apply(target, self, args)),
    });
    response.end = new Proxy(end, {
      apply: (target, self, args: Parameters<typeof end>) => {
        if (!isMissing()) return Reflect.apply(target, self, args);
        setImmediate(answerMissing);
        return response;
      },
    });
    return handle(request, response);
  };
}

/** Under this key of globalThis a write finds how to wait for the views that are under way: it runs bundled, apart from this file. */
export const VIEWS_UNDER_WAY = Symbol.for("sidestack.views-under-way");

/** And under this one how many views Next was asked for since the start. */
export const VIEWS_BEGUN = Symbol.for("sidestack.views-begun");

/** Next names the place of a redirect twice on a first hit, and programs such as fetch() follow both as one address. */
export function withOneLocation(handle: Handler): Handler {
  return (request, response) => {
    response.writeHead = new Proxy(response.writeHead, {
      apply: (target, self, args: Parameters<typeof response.writeHead>) => {
        const location = response.getHeader("location");
        // An address may lead elsewhere again: a tool gets its slug back when a merge is undone. Browsers ask each time.
        if (response.statusCode === 308) response.setHeader("cache-control", "public, max-age=0, must-revalidate");
        if (Array.isArray(location) && location[0] !== undefined) response.setHeader("location", location[0]);
        return Reflect.apply(target, self, args);
      },
    });
    return handle(request, response);
  };
}

/** The name of the header in which proxy.ts says with which status a page is to be answered. */
const PAGE_STATUS = "x-page-status";

/** Next cannot answer a page with 401 or 403 once it has begun to send it: the status that proxy.ts asked for is set here. */
export function withPageStatus(handle: Handler): Handler {
  return (request, response) => {
    response.writeHead = new Proxy(response.writeHead, {
      apply: (target, self, [status, ...rest]: Parameters<typeof response.writeHead>) => {
        const asked = Number(response.getHeader(PAGE_STATUS));
        response.removeHeader(PAGE_STATUS);
        return Reflect.apply(target, self, [status === 200 && asked > 0 ? asked : status, ...rest]);
      },
    });
    return handle(request, response);
  };
}

/** Milliseconds after which a view that is still under way no longer outdates what is made meanwhile: it hangs. */
const LONGEST_VIEW = 10_000;

/**
 * Keeps count of the views of pages whose answer has not begun, among which a page may be being rendered with what held before a
 * write. Next gives the same rendering to whoever asks meanwhile, so a write waits for them before it clears what it changed.
 */
export function withViewsUnderWay(handle: Handler): Handler {
  const views = new Map<Promise<void>, { began: number; asOld: number }>();
  let begun = 0;
  Reflect.set(globalThis, VIEWS_UNDER_WAY, () => Promise.all(views.keys()));
  Reflect.set(globalThis, OLDEST_VIEW, () => {
    const now = Date.now();
    return Math.max(now - LONGEST_VIEW, Math.min(now, ...[...views.values()].map(({ asOld }) => asOld)));
  });
  Reflect.set(globalThis, VIEWS_BEGUN, () => begun);
  return (request, response) => {
    const path = request.url ?? "/";
    if (request.method !== "GET" || path.startsWith("/_next/") || path.startsWith("/api/"))
      return handle(request, response);
    begun += 1;
    let begin = () => {};
    const view = new Promise<void>((resolve) => {
      begin = () => {
        views.delete(view);
        resolve();
      };
    });
    const now = Date.now();
    const [oldest] = views.values();
    views.set(view, { began: now, asOld: oldest?.began ?? now });
    response.once("close", begin);
    response.writeHead = new Proxy(response.writeHead, {
      apply: (target, self, args: Parameters<typeof response.writeHead>) => {
        begin();
        return Reflect.apply(target, self, args);
      },
    });
    return handle(request, response);
  };
}

/** Proxies whose X-Forwarded-For is believed: addresses, networks or the names loopback, linklocal, uniquelocal, by commas. */
const trustedProxiesSchema = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine((list) => {
    try {
      proxyAddress.compile(list);
      return true;
    } catch {
      return false;
    }
  }, "TRUSTED_PROXIES must list addresses or networks, such as 10.0.0.0/8, loopback");

/** Writes the client's address where the site reads it, over whatever the client itself claimed there. */
export function withClientAddress(handle: Handler, trusted: string[]): Handler {
  const trust = proxyAddress.compile(trusted);
  return (request, response) => {
    const address = proxyAddress(request, trust);
    // What a trusted proxy forwards may still be no address at all.
    request.headers["x-client-address"] = isIP(address) ? address : (request.socket.remoteAddress ?? "unknown");
    return handle(request, response);
  };
}

const settingsSchema = z.object({
  PORT: z.coerce.number().int(),
  HOST: z.string(),
  TRUSTED_PROXIES: trustedProxiesSchema,
  NODE_ENV: z.enum(["development", "production"]),
});

/** Starts the site on PORT and HOST; resolves when it listens. */
export async function startServer(dir: string): Promise<Server> {
  const { PORT, HOST, NODE_ENV, TRUSTED_PROXIES } = settingsSchema.parse(process.env);
  const server = createServer();
  keepDatedPages();
  const app = next({ dev: NODE_ENV === "development", dir, hostname: HOST, port: PORT, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  const ask: Handler = (request, response) => {
    request.url = storedAddress(request.url ?? "/");
    return handle(request, response);
  };
  const answerOfNext = withViewsUnderWay(withPageStatus(withOneLocation(withMissingPage(ask))));
  // While pages are worked on, what was sent a moment ago is of no use.
  const answer = withClientAddress(
    NODE_ENV === "production" ? withStoredPages(answerOfNext) : answerOfNext,
    TRUSTED_PROXIES,
  );
  server.on("request", (request, response) => void answer(request, response));
  await listenOn(server, PORT, HOST);
  return server;
}
