import { createServer, get } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClientAddress } from "@/scripts/server";

// The address that limits count by, over a real socket: it comes from 127.0.0.1.

const servers: { trusted: string[]; port: number; close: () => void }[] = [];

async function serve(trusted: string[]): Promise<void> {
  const server = createServer();
  const answer = withClientAddress(async (request, response) => {
    response.end(String(request.headers["x-client-address"]));
  }, trusted);
  server.on("request", (request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("no port");
  servers.push({ trusted, port: at.port, close: () => server.close() });
}

function ask(trusted: string[], headers: Record<string, string>): Promise<string> {
  const port = servers.find((server) => server.trusted.join() === trusted.join())?.port;
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, headers, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve(text));
    }).on("error", reject);
  });
}

beforeAll(async () => {
  await serve([]);
  await serve(["loopback"]);
  await serve(["loopback", "10.0.0.0/8"]);
});
afterAll(() => {
  for (const server of servers) server.close();
});

describe("the address of a client", () => {
  test.each([
    [
      "without trusted proxies, a forwarded address is not believed",
      [],
      { "X-Forwarded-For": "203.0.113.9" },
      "127.0.0.1",
    ],
    ["what a client claims to be is overwritten", [], { "X-Client-Address": "203.0.113.9" }, "127.0.0.1"],
    ["in any writing of the header's name", [], { "x-CLIENT-address": "203.0.113.9" }, "127.0.0.1"],
    ["also behind a trusted proxy", ["loopback"], { "X-Client-Address": "203.0.113.9" }, "127.0.0.1"],
    ["a trusted proxy is believed", ["loopback"], { "X-Forwarded-For": "203.0.113.9" }, "203.0.113.9"],
    [
      "but only for the address next to it",
      ["loopback"],
      { "X-Forwarded-For": "198.51.100.1, 203.0.113.9" },
      "203.0.113.9",
    ],
    [
      "through all trusted proxies in a row",
      ["loopback", "10.0.0.0/8"],
      { "X-Forwarded-For": "198.51.100.1, 203.0.113.9, 10.1.2.3" },
      "203.0.113.9",
    ],
    [
      "a forwarded text that is no address is not believed",
      ["loopback"],
      { "X-Forwarded-For": "nowhere" },
      "127.0.0.1",
    ],
  ] as const)("%s", async (_, trusted, headers, expected) => {
    expect(await ask([...trusted], headers)).toBe(expected);
  });
});
