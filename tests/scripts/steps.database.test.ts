import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { findFreePort, StartError } from "@/scripts/postgres";
import { openRunDatabase, prepareDatabase, type Settings, StepFailed, stopDatabase } from "@/scripts/steps";
import { databaseUrl } from "@/tests/support/database";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const settings = (given: Partial<Settings>): Settings => ({
  PORT: 3000,
  HOST: "127.0.0.1",
  DATA_FOLDER: "none",
  WORKER: "on",
  ...given,
});

function changed(change: (url: URL) => void): string {
  const url = new URL(databaseUrl);
  change(url);
  return url.href;
}

describe("openRunDatabase", () => {
  test("uses the database in DATABASE_URL and starts nothing", async () => {
    expect(await openRunDatabase(settings({ DATABASE_URL: databaseUrl }))).toEqual({ url: databaseUrl, server: null });
  });

  test.each<[string, () => Promise<string> | string, RegExp]>([
    ["nobody listens", async () => `postgresql://user@127.0.0.1:${await findFreePort()}/site`, /ECONNREFUSED/],
    [
      "nobody listens on any address of the host",
      async () => `postgresql://user@localhost:${await findFreePort()}/site`,
      /ECONNREFUSED/,
    ],
    ["there is no such host", () => "postgresql://user@no-such-host.invalid/site", /no-such-host\.invalid|EAI_AGAIN/],
    ["the password is wrong", () => changed((url) => (url.password = "wrong")), /password authentication failed/],
    [
      "there is no such database",
      () => changed((url) => (url.pathname = "/no_such_database")),
      /"no_such_database" does not exist/,
    ],
    ["the address is none", () => "postgresql://user@host:port:5432/site", /Invalid URL/],
  ])("says what to do when %s", async (_name, getUrl, reason) => {
    const DATABASE_URL = await getUrl();
    const opening = openRunDatabase(settings({ DATABASE_URL }));
    await expect(opening).rejects.toThrow(StartError);
    await expect(opening).rejects.toThrow(reason);
    await expect(opening).rejects.toThrow(
      /the database in DATABASE_URL cannot be reached .*Start it or correct the address/,
    );
  });

  test("gives up on a server that takes the connection and never answers", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => silent.close());
    const address = silent.address();
    const port = address && typeof address === "object" ? address.port : 0;
    const opening = openRunDatabase(settings({ DATABASE_URL: `postgresql://user@127.0.0.1:${port}/site` }));
    await expect(opening).rejects.toThrow(/cannot be reached \(.*timeout/);
  });

  test("starts the embedded PostgreSQL without one, with a database for the site, and stops what it started", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "sidestack-test-"));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const database = await openRunDatabase(settings({ DATA_FOLDER: folder }));
    const { server } = database;
    if (!server) throw new Error("no server was started");
    // mkdtemp makes folders that only their owner may enter: as root, the data stands elsewhere.
    cleanups.push(() => rmSync(path.dirname(server.dataFolder), { recursive: true, force: true }));
    cleanups.push(() => server.stop());
    expect(server.started).toBe(true);
    expect(new URL(database.url).pathname).toBe("/sidestack");

    const second = await openRunDatabase(settings({ DATA_FOLDER: folder }));
    expect([second.url, second.server?.started]).toEqual([database.url, false]);
    await stopDatabase(second);
    expect(await openRunDatabase(settings({ DATABASE_URL: database.url })), "still runs").toMatchObject({
      server: null,
    });
    await stopDatabase(database);
    await expect(openRunDatabase(settings({ DATABASE_URL: database.url }))).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe("prepareDatabase", () => {
  test("stops at the first step that fails, having said why", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const DATABASE_URL = changed((url) => (url.pathname = "/no_such_database"));
    await expect(prepareDatabase(settings({ DATABASE_URL }))).rejects.toThrow(StepFailed);
    expect(log.mock.calls).toEqual([
      [expect.stringMatching(/^✗ Database: the database in DATABASE_URL cannot be reached/)],
    ]);
  });
});
