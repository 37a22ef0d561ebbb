import { createServer, request } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { listenOn } from "@/scripts/listen-on";
import { findFreePort } from "@/scripts/postgres";

const host = "127.0.0.1";

test("all who come at once are answered, and nobody after the server has closed", async () => {
  const port = await findFreePort();
  const server = createServer((asked, response) => response.end(asked.url));
  await listenOn(server, port, host);
  const ask = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const sent = request({ host, port, path, agent: false }, async (answer) => {
        let text = "";
        for await (const chunk of answer) text += chunk;
        resolve(text);
      });
      sent.on("error", reject).end();
    });
  const paths = Array.from({ length: 100 }, (_, nth) => `/${nth}`);
  expect(await Promise.all(paths.map(ask))).toEqual(paths);
  await new Promise((resolve) => server.close(resolve));
  for (let tries = 0; tries < 20; tries++) await expect(ask("/late")).rejects.toThrow("ECONNREFUSED");
});

test("a port that is taken is an error", async () => {
  const port = await findFreePort();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, host, resolve));
  const server = createServer();
  await expect(listenOn(server, port, host)).rejects.toThrow("EADDRINUSE");
  other.close();
});

test.runIf(process.platform === "linux")(
  "a program that does not share its port cannot take the one of the site",
  async () => {
    const port = await findFreePort();
    const server = createServer();
    await listenOn(server, port, host);
    const late = createServer();
    const taken = new Promise((resolve) => late.once("error", resolve));
    late.listen(port, host);
    expect(await taken).toMatchObject({ code: "EADDRINUSE" });
    connect(port, host).destroy();
    server.close();
  },
);
