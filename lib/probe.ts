import "server-only";
import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { isProbeable, isPublicAddress } from "@/lib/links/rules";

// Asks addresses that anybody may have written whether they answer. What is looked up is what is connected to, so that a name
// cannot lead to the public net when it is checked and into the operator's own net when it is used.

/** The way to other hosts; tests put another in its place. */
export type Network = {
  /** All addresses of a host's name. */
  resolve: (host: string) => Promise<string[]>;
  /** Where a connection to an address and port really goes. */
  dial: (address: string, port: number) => { host: string; port: number };
};

const internet: Network = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  dial: (host, port) => ({ host, port }),
};

/** What a probe found: the last status, or why there was none; `isUnreachable` where no host answered at all. */
export type ProbeResult = { status: number | null; error: string | null; isUnreachable: boolean };

type Options = { timeout?: number; network?: Network; signal?: AbortSignal };

/** The address is not asked, or did not answer: the message says why. */
class ProbeError extends Error {
  constructor(
    message: string,
    readonly isUnreachable = false,
  ) {
    super(message);
  }
}

const MAX_REDIRECTS = 5;
/** Bytes of a page after which it is known to be there. */
const ENOUGH = 16 * 1024;
const MOVED = [301, 302, 303, 307, 308];
/** Statuses with which servers refuse HEAD that answer GET. */
const ANSWERS_HEAD = (status: number) => status < 400 || status === 410;

/** The one address to connect to. Rejects with a ProbeError when any of the host's addresses is not public. */
async function findAddress(url: URL, network: Network): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = await network.resolve(host).catch((error: NodeJS.ErrnoException) => {
    throw new ProbeError(`the name ${host} is not known (${error.code ?? error.message})`, true);
  });
  const [first] = addresses;
  if (first === undefined) throw new ProbeError(`the name ${host} has no address`, true);
  // One private address among public ones is how a name is made to lead inside on the second look.
  if (!addresses.every(isPublicAddress)) throw new ProbeError(`${host} leads to an address that is not public`);
  return first;
}

type Head = { status: number; location: string | undefined };

function request(
  method: "HEAD" | "GET",
  url: URL,
  address: string,
  options: Required<Omit<Options, "signal">> & Options,
): Promise<Head> {
  const { network, timeout } = options;
  const isSecure = url.protocol === "https:";
  const to = network.dial(address, Number(url.port || (isSecure ? 443 : 80)));
  return new Promise((resolve, reject) => {
    const ask = (isSecure ? https : http).request({
      ...to,
      method,
      path: `${url.pathname}${url.search}`,
      // A connection of its own, to the address that was checked and under the name that was asked for.
      agent: false,
      servername: isSecure ? url.hostname : undefined,
      headers: { Host: url.host, "User-Agent": "Sidestack link check", Accept: "*/*", Connection: "close" },
      signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(options.signal ? [options.signal] : [])]),
      maxHeaderSize: 32 * 1024,
    });
    ask.once("socket", (socket: Socket) => socket.setNoDelay(true));
    ask.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.name === "AbortError" || error.name === "TimeoutError"
          ? "no answer in time"
          : (error.code ?? error.message);
      reject(new ProbeError(reason, true));
    });
    ask.once("response", (response) => {
      const head = { status: response.statusCode ?? 0, location: response.headers.location };
      let size = 0;
      const done = () => {
        ask.destroy();
        resolve(head);
      };
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size > ENOUGH) done();
      });
      response.once("end", done);
      response.once("error", done);
      response.once("close", done);
    });
    ask.end();
  });
}

async function follow(
  url: URL,
  options: Required<Omit<Options, "signal">> & Options,
  redirects: number,
): Promise<number> {
  if (!isProbeable(url)) throw new ProbeError("only http and https on their own ports are asked");
  const address = await findAddress(url, options.network);
  const head = await request("HEAD", url, address, options).catch((error: unknown) => {
    // Some servers end the connection at HEAD.
    if (error instanceof ProbeError && error.message === "ECONNRESET") return { status: 405, location: undefined };
    throw error;
  });
  const answer = ANSWERS_HEAD(head.status) ? head : await request("GET", url, address, options);
  if (!MOVED.includes(answer.status) || !answer.location) return answer.status;
  if (redirects >= MAX_REDIRECTS) throw new ProbeError(`it leads on more than ${MAX_REDIRECTS} times`);
  if (!URL.canParse(answer.location, url)) throw new ProbeError("it leads to what is no address");
  return follow(new URL(answer.location, url), options, redirects + 1);
}

/**
 * Whether an address answers. Each step of a redirect is checked like the first: http or https, on their ports, and no address
 * of the host that is private, local or reserved. Never rejects.
 */
export async function probe(address: string, options: Options = {}): Promise<ProbeResult> {
  const { timeout = 15_000, network = internet, signal } = options;
  if (!URL.canParse(address)) return { status: null, error: "this is no address", isUnreachable: false };
  try {
    const status = await follow(new URL(address), { timeout, network, signal }, 0);
    return { status, error: null, isUnreachable: false };
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    return { status: null, error: error.message, isUnreachable: error.isUnreachable };
  }
}
