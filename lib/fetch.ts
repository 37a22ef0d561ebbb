import "server-only";

/** An API could not be asked, or what it answered could not be read: the message says why. */
export class FetchError extends Error {}

/** An answer of an API: `json` is null where it has none (304, or an error told in another form). */
export type ApiAnswer = { status: number; headers: Headers; json: unknown };

export type ApiOptions = {
  headers?: Record<string, string>;
  /** Milliseconds after which an answer is not waited for any longer. */
  timeout?: number;
  /** Bytes that an answer may have, unpacked. */
  maxBytes?: number;
  /** Milliseconds to wait before each further try after a fault of the server or of the way to it. */
  pauses?: readonly number[];
  signal?: AbortSignal;
};

const MAX_REDIRECTS = 3;
const MOVED = [301, 302, 303, 307, 308];

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "no answer in time";
  const cause = error.cause instanceof Error ? error.cause : error;
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message || error.message;
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new FetchError(`its answer is larger than ${Math.round(maxBytes / 1024)} KB`);
    }
    chunks.push(part.value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function askOnce(base: URL, url: URL, options: ApiOptions, redirects: number): Promise<ApiAnswer> {
  const { headers, timeout = 15_000, maxBytes = 4 * 1024 * 1024 } = options;
  const limits = [AbortSignal.timeout(timeout), ...(options.signal ? [options.signal] : [])];
  const response = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.any(limits) });
  const location = response.headers.get("location");
  if (MOVED.includes(response.status) && location) {
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.origin !== base.origin) throw new FetchError(`it sends to another host, ${next.host}, which is not asked`);
    if (redirects >= MAX_REDIRECTS) throw new FetchError("it sends from address to address");
    return askOnce(base, next, options, redirects + 1);
  }
  const text = response.status === 304 ? "" : await readText(response, maxBytes);
  const answer = { status: response.status, headers: response.headers };
  try {
    return { ...answer, json: text === "" ? null : JSON.parse(text) };
  } catch {
    if (response.ok) throw new FetchError("its answer is no JSON, or was broken off");
    return { ...answer, json: null };
  }
}

/**
 * Asks an API for what stands under a path. Only the host of `base`, which the operator sets, is ever asked: an answer that sends
 * to another host is refused. Faults of the server (5xx) and of the way to it are tried again after each of the pauses. Resolves
 * with whatever status came last; rejects with a FetchError where there was no readable answer at all.
 */
export async function askApi(base: string, path: string, options: ApiOptions = {}): Promise<ApiAnswer> {
  const root = new URL(base);
  const url = new URL(`${base.replace(/\/+$/, "")}${path}`);
  if (url.origin !== root.origin) throw new FetchError(`${url.host} is not asked`);
  const pauses = [...(options.pauses ?? [1000, 4000])];
  for (;;) {
    const pause = pauses.shift();
    try {
      const answer = await askOnce(root, url, options, 0);
      if (answer.status < 500 || pause === undefined) return answer;
    } catch (error) {
      const isFinal = error instanceof FetchError || options.signal?.aborted || pause === undefined;
      if (isFinal) throw error instanceof FetchError ? error : new FetchError(reasonOf(error), { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
