import { createServer } from "node:http";
import { onTestFinished } from "vitest";

/** A request as the stub saw it. */
export type SeenRequest = { method: string; path: string; headers: Record<string, unknown>; body: unknown };
/** What the stub answers; null breaks the connection. */
export type StubAnswer = { status: number; body?: unknown; headers?: Record<string, string> } | null;

/** A server on this machine that answers as a test says, until the test ends. Returns its address and what it was asked. */
export async function startStub(
  answer: (request: SeenRequest, count: number) => StubAnswer,
): Promise<{ url: string; seen: SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString("utf8");
      const entry = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: { ...request.headers },
        body: text === "" ? null : (JSON.parse(text) as unknown),
      };
      seen.push(entry);
      const given = answer(entry, seen.length);
      if (given === null) {
        request.socket.destroy();
        return;
      }
      response.writeHead(given.status, { "Content-Type": "application/json", ...given.headers });
      response.end(typeof given.body === "string" ? given.body : JSON.stringify(given.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stub has no port");
  return { url: `http://127.0.0.1:${address.port}`, seen };
}
