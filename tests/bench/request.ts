import { Agent, get } from "node:http";

/** An answer as it came over the wire: nothing is unpacked. Times are milliseconds from the request to the first and last byte. */
export type Answer = {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  rawHeaders: string[];
  body: Buffer;
  firstByte: number;
  total: number;
};

const agent = new Agent({ keepAlive: true });

/** Fetches an address with the given request headers, over a connection that is kept. */
export function request(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const asked = get(url, { agent, headers }, (response) => {
      const firstByte = performance.now() - started;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          body: Buffer.concat(chunks),
          firstByte,
          total: performance.now() - started,
        }),
      );
    });
    asked.on("error", (error) => {
      // The server may have closed a kept connection while this process was busy with something else.
      if (asked.reusedSocket && "code" in error && error.code === "ECONNRESET") resolve(request(url, headers));
      else reject(error);
    });
  });
}

/** Like request, but an answer other than 200 is an error. */
export async function requestOk(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await request(url, headers);
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return answer;
}
