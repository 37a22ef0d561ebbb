import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Network, probe } from "@/lib/probe";
import { type SyncStub, startSyncStub } from "@/tests/support/sync-stub";

const PUBLIC = "93.184.215.14";
let stub: SyncStub;
let dialled: string[];
beforeAll(async () => {
  stub = await startSyncStub();
});
afterAll(() => stub.close());
beforeEach(() => {
  stub.reset();
  dialled = [];
});

/** A net in which names lead to the given addresses, one list for each look-up; the public one is the stub. */
function network(names: Record<string, string[][]> = {}): Network {
  return {
    resolve: async (host) => {
      if (/^[\d.]+$|:/.test(host)) return [host];
      const lists = names[host] ?? [[PUBLIC]];
      return (lists.length > 1 ? lists.shift() : lists[0]) ?? [];
    },
    dial: (address) => {
      dialled.push(address);
      return { host: "127.0.0.1", port: Number(new URL(stub.url).port) };
    },
  };
}

const ask = (address: string, names?: Record<string, string[][]>) =>
  probe(address, { network: network(names), timeout: 500 });

describe("what answers", () => {
  test.each([
    ["a page", "/a", [{ text: "hello" }], 200],
    ["a page that is not there", "/a", [{ status: 404 }], 404],
    ["a page that refuses robots", "/a", [{ status: 403 }], 403],
    ["a server that does not know HEAD", "/a", [{ status: 405 }, { text: "hello" }], 200],
    ["a server that answers HEAD with 404 and GET with 200", "/a", [{ status: 404 }, { text: "hello" }], 200],
    ["a server with a bad day", "/a", [{ status: 500 }], 500],
    ["a page without end", "/a", [{ status: 405 }, { text: "x".repeat(3_000_000) }], 200],
  ])("%s", async (_name, path, replies, status) => {
    stub.reply(path, ...replies);
    expect(await ask(`http://site.example${path}`)).toEqual({ status, error: null, isUnreachable: false });
    expect(new Set(dialled)).toEqual(new Set([PUBLIC]));
  });

  test("the name that was asked for is sent to the address that was checked", async () => {
    stub.reply("/a?b=c", { text: "hello" });
    await ask("http://site.example/a?b=c");
    expect(stub.takeAsked().map(({ path, headers }) => [path, headers.host])).toEqual([["/a?b=c", "site.example"]]);
  });

  test("redirects are followed, also to another host", async () => {
    stub.reply("/a", { status: 301, headers: { Location: "/b" } });
    stub.reply("/b", { status: 302, headers: { Location: "http://other.example/c" } });
    stub.reply("/c", { text: "hello" });
    expect(await ask("http://site.example/a")).toMatchObject({ status: 200 });
    expect(stub.takeAsked().map(({ headers }) => headers.host)).toEqual([
      "site.example",
      "site.example",
      "other.example",
    ]);
  });

  test("redirects without end are not", async () => {
    stub.reply("/a", { status: 301, headers: { Location: "/a" } });
    expect((await ask("http://site.example/a")).error).toMatch(/more than 5 times/);
    expect(stub.takeAsked()).toHaveLength(6);
  });

  test("no answer in time", async () => {
    stub.reply("/a", { text: "late", delay: 1200 });
    expect(await ask("http://site.example/a")).toEqual({
      status: null,
      error: "no answer in time",
      isUnreachable: true,
    });
  });

  test("a name that nobody knows", async () => {
    const unknown: Network = {
      ...network(),
      resolve: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    };
    expect(await probe("http://site.example/", { network: unknown })).toMatchObject({
      status: null,
      isUnreachable: true,
    });
    expect(await ask("http://site.example/", { "site.example": [[]] })).toMatchObject({
      status: null,
      isUnreachable: true,
    });
  });
});

/** An address that no file of this project may name. */
const at = (host: string) => `http://${host}/`;

describe("what is never asked", () => {
  test.each([
    ["another scheme", "ftp://site.example/"],
    ["a script", "javascript:alert(1)"],
    ["no address", "not an address"],
    ["a port of another service", "http://site.example:5432/"],
    ["a name and a password", "http://user:word@site.example/"],
    ["this machine", at("127.0.0.1")],
    ["this machine by name", "http://localhost/", { localhost: [["127.0.0.1"]] }],
    ["this machine in IPv6", at("[::1]")],
    ["IPv4 in IPv6", at("[::ffff:127.0.0.1]")],
    ["IPv4 in IPv6, written in hexadecimal", at("[::ffff:a9fe:a9fe]")],
    ["IPv4 behind NAT64", at("[64:ff9b::7f00:1]")],
    ["one number", at("2130706433")],
    ["one number in hexadecimal", at("0x7f000001")],
    ["octal digits", at("0177.0.0.1")],
    ["a short form", at("127.1")],
    ["a cloud's own data", at("169.254.169.254")],
    ["a private network", at("10.1.2.3")],
    ["a name of a private network", "http://inside.example/", { "inside.example": [["192.168.1.1"]] }],
    [
      "a name with one private address among public ones",
      "http://both.example/",
      { "both.example": [[PUBLIC, "10.0.0.1"]] },
    ],
    ["a link-local address with its zone", "http://zone.example/", { "zone.example": [["fe80::1%eth0"]] }],
  ])("%s", async (_name, address, names: Record<string, string[][]> = {}) => {
    const result = await ask(address, names);
    expect(result).toMatchObject({ status: null, isUnreachable: false });
    expect(result.error).not.toBeNull();
    expect(dialled).toEqual([]);
    expect(stub.takeAsked()).toEqual([]);
  });

  test.each([
    ["this machine", "http://127.0.0.1/secret"],
    ["a private name", "http://inside.example/secret"],
    ["another scheme", "file:///etc/passwd"],
    ["a port of another service", "http://site.example:6379/"],
  ])("a redirect to %s", async (_name, location) => {
    stub.reply("/a", { status: 302, headers: { Location: location } });
    const result = await ask("http://site.example/a", { "inside.example": [["10.0.0.1"]] });
    expect(result.status).toBeNull();
    expect(dialled).toEqual([PUBLIC]);
  });

  test("a name that changes between two looks: what was checked is what is connected to", async () => {
    stub.reply("/a", { status: 405 }, { text: "hello" });
    // It leads inside from the second look-up on: there is none, within one address.
    expect(await ask("http://turning.example/a", { "turning.example": [[PUBLIC], ["127.0.0.1"]] })).toMatchObject({
      status: 200,
    });
    expect(dialled).toEqual([PUBLIC, PUBLIC]);
    // A redirect looks again, and sees it.
    dialled = [];
    stub.reply("/b", { status: 302, headers: { Location: "http://turning.example/c" } });
    const result = await ask("http://turning.example/b", { "turning.example": [[PUBLIC], ["127.0.0.1"]] });
    expect(result.error).toMatch(/not public/);
    expect(dialled).toEqual([PUBLIC]);
  });
});
