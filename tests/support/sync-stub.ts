import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

// A server on this machine that stands in for the sources of figures: it answers in their formats, one answer after the other.

/** What is answered to one request: JSON, or a text as it is. */
export type Reply = {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  /** Milliseconds before it answers. */
  delay?: number;
};

export type Asked = { path: string; headers: IncomingMessage["headers"] };

export type SyncStub = {
  url: string;
  /** Forgets all answers and all that was asked. */
  reset: () => void;
  /** What was asked since the last call, in order. */
  takeAsked: () => Asked[];
  /** Sets the answers for a path: each is given once, the last of them from then on. Paths without answers are 404. */
  reply: (path: string, ...replies: Reply[]) => void;
  close: () => Promise<void>;
};

/** Starts a stub on a free port of 127.0.0.1. */
export async function startSyncStub(): Promise<SyncStub> {
  const answers = new Map<string, Reply[]>();
  let asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = decodeURI(request.url ?? "/");
    asked.push({ path, headers: request.headers });
    const left = answers.get(path) ?? [];
    const reply = (left.length > 1 ? left.shift() : left[0]) ?? { status: 404, json: { message: "Not Found" } };
    if (reply.delay) await new Promise((resolve) => setTimeout(resolve, reply.delay));
    const body = Buffer.from(reply.text ?? (reply.json === undefined ? "" : JSON.stringify(reply.json)));
    const isPacked = reply.headers?.["Content-Encoding"] === "gzip";
    response.writeHead(reply.status ?? 200, { "Content-Type": "application/json", ...reply.headers });
    response.end(isPacked ? gzipSync(body) : body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    reset: () => {
      answers.clear();
      asked = [];
    },
    takeAsked: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
    reply: (path, ...replies) => void answers.set(path, replies),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A repository as GitHub's API tells it, cut down to what is read and a little of what is not. */
export function repositoryReply(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 1000,
    name: "tool-a",
    full_name: "owner/tool-a",
    html_url: "https://github.com/owner/tool-a",
    description: null,
    homepage: null,
    stargazers_count: 1200,
    watchers_count: 1200,
    subscribers_count: 40,
    forks_count: 90,
    archived: false,
    license: { key: "mit", name: "MIT License", spdx_id: "MIT" },
    pushed_at: "2026-11-20T10:00:00Z",
    default_branch: "main",
    topics: [],
    ...given,
  };
}
