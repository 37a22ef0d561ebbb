import pg from "pg";
import { findFreePort, startPostgres } from "@/scripts/postgres";
import { choosePort, discard, makeDataFolder, runSite } from "@/tests/support/site";
import { expect, test } from "./test";

// `npm start` as an operator meets it; no browser.

test("on a port that is taken, it says so, what to do, and ends", async () => {
  const port = await choosePort();
  const dataFolder = makeDataFolder();
  const second = runSite(port, dataFolder);
  try {
    expect(await second.exit).toBeGreaterThan(0);
    expect(second.output()).toContain(`✗ Port: port ${port} is taken by another program`);
    expect(second.output()).toContain(`PORT=${port + 1} npm start`);
    // It had not begun anything that would have to be undone.
    expect(second.output()).not.toContain("Database");
  } finally {
    await discard(second, dataFolder);
  }
});

test("after kill -9 it starts again, and Ctrl-C ends all of it", async () => {
  test.setTimeout(240_000);
  const port = await findFreePort();
  const dataFolder = makeDataFolder();
  let run = runSite(port, dataFolder);
  const readStackup = async () => {
    const answer = await fetch(`${run.url}/stackups/apache-mesos-vs-rkt`);
    return { status: answer.status, text: await answer.text() };
  };
  try {
    await run.ready();
    expect(run.output()).toMatch(/✓ Database: embedded PostgreSQL started/);
    expect(run.output()).toMatch(/✓ Catalog: \d{3,} files loaded/);
    expect((await readStackup()).status).toBe(200);
    await expect.poll(() => run.output(), { timeout: 30_000 }).toMatch(/✓ Worker: \d+ jobs/);

    await test.step("the site is killed, its database survives and is taken up; what it had stored is made anew", async () => {
      const database = run.databaseProcess();
      // No other test asks for this page: sites of one checkout keep their stored pages in one place.
      const readShare = async () => (await fetch(`${run.url}/stackups/atom-vs-zed`)).text();
      expect(await readShare()).toContain("Upvote Friendly to beginners, 0 votes");
      await run.kill({ database: false });
      expect(run.databaseProcess()).toBe(database);
      const client = new pg.Client({
        connectionString: (await startPostgres(`${dataFolder}/postgres`)).url("sidestack"),
      });
      await client.connect();
      await client.query("UPDATE statements SET score = 77 WHERE text = 'Friendly to beginners'");
      await client.end();
      run = runSite(port, dataFolder);
      await run.ready();
      expect(run.output()).toMatch(/✓ Database: embedded PostgreSQL (already running|started)/);
      expect(run.databaseProcess()).toBe(database);
      expect(await readShare()).toContain("Upvote Friendly to beginners, 77 votes");
    });

    await test.step("the database is killed too and leaves a stale lock", async () => {
      await run.kill({ database: true });
      expect(run.databaseProcess()).toBeNull();
      run = runSite(port, dataFolder, { WORKER: "off" });
      await run.ready();
      expect(run.output()).toMatch(/✓ Database: embedded PostgreSQL started/);
      expect(run.output()).toMatch(/✓ Catalog: 0 files loaded, \d{3,} unchanged/);
      const { status, text } = await readStackup();
      expect(status).toBe(200);
      expect(text).toContain("306");
    });

    await test.step("without a worker the site is the same", async () => {
      expect(run.output()).not.toContain("Worker");
      await run.interrupt();
      run = runSite(port, dataFolder);
      await run.ready();
      await expect.poll(() => run.output(), { timeout: 30_000 }).toMatch(/✓ Worker: \d+ jobs/);
    });

    await test.step("Ctrl-C ends the site and its worker, and then its database", async () => {
      expect(run.databaseProcess()).not.toBeNull();
      await run.interrupt();
      expect(run.output()).toContain("Ctrl-C: stopping");
      expect(run.output()).not.toContain("✗");
      expect(run.databaseProcess()).toBeNull();
      await expect(readStackup()).rejects.toThrow();
    });
  } finally {
    await discard(run, dataFolder);
  }
});
