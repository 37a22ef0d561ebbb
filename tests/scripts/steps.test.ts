import { createServer, type Server } from "node:net";
import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { CatalogError } from "@/prisma/read-catalog";
import { StartError } from "@/scripts/postgres";
import { checkPort, exportFolder, readSettings, root, StepFailed, step } from "@/scripts/steps";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("readSettings", () => {
  function withSettings(settings: Record<string, string>) {
    const names = ["PORT", "HOST", "DATABASE_URL", "DATA_FOLDER", "EXPORT_FOLDER", "WORKER"];
    for (const name of names) vi.stubEnv(name, settings[name]);
    return readSettings();
  }

  test("has a value for all but the database", () => {
    expect(withSettings({})).toEqual({
      PORT: 3000,
      HOST: "0.0.0.0",
      DATA_FOLDER: path.join(root, ".data"),
      WORKER: "on",
    });
  });

  test.each([
    ["beside the data", { DATA_FOLDER: "/srv/data" }, "/srv/data/export"],
    ["beside the data when the setting is empty", { DATA_FOLDER: "/srv/data", EXPORT_FOLDER: "" }, "/srv/data/export"],
    ["where it is put", { EXPORT_FOLDER: "/srv/public" }, "/srv/public"],
  ])("an export stands %s", (_, settings, folder) => {
    expect(exportFolder(withSettings(settings))).toBe(folder);
  });

  test("takes what is set", () => {
    const DATABASE_URL = "postgres://user:password@db.example.org/site";
    expect(withSettings({ PORT: "8080", HOST: "127.0.0.1", DATA_FOLDER: "data", DATABASE_URL, WORKER: "off" })).toEqual(
      {
        PORT: 8080,
        HOST: "127.0.0.1",
        DATA_FOLDER: "data",
        DATABASE_URL,
        WORKER: "off",
      },
    );
  });

  test.each([
    ["PORT", "abc", "PORT must be a number"],
    ["PORT", "", "PORT must be between 1 and 65535"],
    ["PORT", "0", "PORT must be between 1 and 65535"],
    ["PORT", "-1", "PORT must be between 1 and 65535"],
    ["PORT", "65536", "PORT must be between 1 and 65535"],
    ["PORT", "3000.5", "PORT must be a whole number"],
    ["PORT", "3000 4000", "PORT must be a number"],
    ["HOST", "", "HOST must not be empty"],
    ["DATA_FOLDER", "", "DATA_FOLDER must not be empty"],
    ["WORKER", "yes", "WORKER must be on or off"],
    ["DATABASE_URL", "", "DATABASE_URL must begin with postgresql://"],
    ["DATABASE_URL", "mysql://localhost/site", "DATABASE_URL must begin with postgresql://"],
    ["DATABASE_URL", "localhost:5432", "DATABASE_URL must begin with postgresql://"],
  ])("refuses %s=%j: %s", (name, value, message) => {
    expect(() => withSettings({ [name]: value })).toThrow(StartError);
    expect(() => withSettings({ [name]: value })).toThrow(message);
  });

  test("names all that is wrong at once", () => {
    expect(() => withSettings({ PORT: "x", DATABASE_URL: "y" })).toThrow(
      /PORT must be a number\n.*DATABASE_URL must begin/,
    );
  });
});

describe("checkPort", () => {
  async function listen(host: string): Promise<{ server: Server; port: number }> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const address = server.address();
    if (!address || typeof address !== "object") throw new Error("no address");
    return { server, port: address.port };
  }

  test.each(["127.0.0.1", "0.0.0.0"])("refuses a port that a program has on %s, and offers another", async (host) => {
    const { server, port } = await listen(host);
    try {
      const checking = checkPort(port, "0.0.0.0");
      await expect(checking).rejects.toThrow(StartError);
      await expect(checking).rejects.toThrow(
        `port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
      );
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test("accepts a free port and leaves it free", async () => {
    const { server, port } = await listen("127.0.0.1");
    await new Promise((resolve) => server.close(resolve));
    await checkPort(port, "127.0.0.1");
    await checkPort(port, "127.0.0.1");
  });

  test("refuses an address that this machine does not have", async () => {
    const checking = checkPort(3000, "192.0.2.1");
    await expect(checking).rejects.toThrow(StartError);
    await expect(checking).rejects.toThrow(/port 3000 on 192\.0\.2\.1 cannot be used/);
  });
});

describe("step", () => {
  test("prints ✓ with what the step found, and hands it on", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const result = await step(
      "Port",
      async () => 3000,
      (port) => `${port} is free`,
    );
    expect(result).toBe(3000);
    expect(log.mock.calls).toEqual([[expect.stringMatching(/^✓ Port: 3000 is free \(\d+\.\d s\)$/)]]);
  });

  test.each([
    ["what the operator can do", new StartError("stop the other program"), "✗ Port: stop the other program"],
    [
      "where the catalog is at fault",
      new CatalogError([{ file: "tools/a.yaml", line: 3, message: "slug: too long" }]),
      "✗ Port: tools/a.yaml:3: slug: too long",
    ],
  ])("prints ✗ with %s, and no more", async (_name, error, line) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    await expect(step("Port", () => Promise.reject(error), String)).rejects.toThrow(StepFailed);
    expect(log.mock.calls).toEqual([[line]]);
  });

  test("prints the stack of a fault that nobody foresaw", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    await expect(step("Port", () => Promise.reject(new Error("odd")), String)).rejects.toThrow(StepFailed);
    expect(log.mock.calls).toEqual([[expect.stringMatching(/^✗ Port: Error: odd\n\s+at .*steps\.test\.ts/)]]);
  });
});
