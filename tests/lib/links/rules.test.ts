import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeLinkChecks, isDeadStatus, isProbeable, isPublicAddress, judgeLink } from "@/lib/links/rules";

describe("isPublicAddress", () => {
  test.each([
    ...[
      "127.0.0.1",
      "127.8.8.8",
      "0.0.0.0",
      "10.0.0.1",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "169.254.169.254",
    ],
    ...["100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1"],
    ...[
      "255.255.255.255",
      "::",
      "::1",
      "::ffff:127.0.0.1",
      "::ffff:a00:1",
      "::127.0.0.1",
      "64:ff9b::7f00:1",
      "fe80::1",
    ],
    ...[
      "fe80::1%eth0",
      "fc00::1",
      "fd12:3456::1",
      "ff02::1",
      "2001:db8::1",
      "2002:7f00:1::",
      "2001::1",
      "100::1",
      "3fff::1",
      "5f00::1",
    ],
    ...["", "localhost", "1.2.3.4.5", "example.org", "93.184.215.14 "],
  ])("%s is none", (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(["93.184.215.14", "1.1.1.1", "172.32.0.1", "::ffff:93.184.215.14", "2606:4700:4700::1111"])(
    "%s is one",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test("no address of the private networks passes, in whatever form", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    );
    fc.assert(
      fc.property(inside, ([a, b, c, d]) => {
        expect(isPublicAddress(`${a}.${b}.${c}.${d}`)).toBe(false);
        const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
        expect(isPublicAddress(`::ffff:${hex(a, b)}:${hex(c, d)}`)).toBe(false);
        // As a browser and as curl would read it: one number.
        const { hostname } = new URL(`http://${((a << 24) | (b << 16) | (c << 8) | d) >>> 0}/`);
        expect(isPublicAddress(hostname)).toBe(false);
      }),
    );
  });
});

test.each([
  ["https://example.org/a?b=c", true],
  ["http://example.org", true],
  ["https://example.org:443/", true],
  ["http://example.org:22/", false],
  ["http://example.org:5432/", false],
  ["https://user@example.org/", false],
  ["https://user:word@example.org/", false],
  ["ftp://example.org/", false],
  ["file:///etc/passwd", false],
  ["gopher://example.org/", false],
  ["javascript:alert(1)", false],
  ["data:text/html,a", false],
])("isProbeable %s: %s", (address, expected) => expect(isProbeable(new URL(address))).toBe(expected));

test.each([
  [200, false],
  [204, false],
  [401, false],
  [403, false],
  [404, true],
  [405, false],
  [410, true],
  [429, false],
  [500, true],
  [503, true],
  [999, true],
])("isDeadStatus %i: %s", (status, expected) => expect(isDeadStatus(status)).toBe(expected));

describe("judgeLink", () => {
  const at = (text: string) => new Date(`${text}:00Z`);
  const walk = (...checks: [string, boolean][]) =>
    checks.reduce<ReturnType<typeof judgeLink> | null>(
      (before, [moment, fails]) => judgeLink(before, fails, at(moment)),
      null,
    );

  test.each<
    [string, [string, boolean][], { failedDays: number; failingSince: string | null; deadSince: string | null }]
  >([
    ["answers", [["2026-11-01T01:00", false]], { failedDays: 0, failingSince: null, deadSince: null }],
    ["failed once", [["2026-11-01T01:00", true]], { failedDays: 1, failingSince: "2026-11-01T01:00", deadSince: null }],
    [
      "failed three times on one day",
      [
        ["2026-11-01T01:00", true],
        ["2026-11-01T02:00", true],
        ["2026-11-01T23:59", true],
      ],
      { failedDays: 1, failingSince: "2026-11-01T01:00", deadSince: null },
    ],
    [
      "failed on three days",
      [
        ["2026-11-01T01:00", true],
        ["2026-11-02T01:00", true],
        ["2026-11-05T01:00", true],
      ],
      { failedDays: 3, failingSince: "2026-11-01T01:00", deadSince: "2026-11-01T01:00" },
    ],
    [
      "answered between",
      [
        ["2026-11-01T01:00", true],
        ["2026-11-02T01:00", false],
        ["2026-11-03T01:00", true],
        ["2026-11-04T01:00", true],
      ],
      { failedDays: 2, failingSince: "2026-11-03T01:00", deadSince: null },
    ],
    [
      "came back from the dead",
      [
        ["2026-11-01T01:00", true],
        ["2026-11-02T01:00", true],
        ["2026-11-03T01:00", true],
        ["2026-11-04T01:00", false],
      ],
      { failedDays: 0, failingSince: null, deadSince: null },
    ],
  ])("%s", (_name, checks, expected) => {
    const state = walk(...checks);
    const text = (moment: Date | null | undefined) => moment?.toISOString().slice(0, 16) ?? null;
    expect({
      failedDays: state?.failedDays,
      failingSince: text(state?.failingSince),
      deadSince: text(state?.deadSince),
    }).toEqual(expected);
  });
});

test("a report in words", () => {
  const report = { checked: 1, failing: 1, dead: 0, left: 2, isOffline: false };
  expect(describeLinkChecks(report)).toBe("1 address checked, 1 failing, 0 of them dead; 2 left for the next run");
  expect(describeLinkChecks({ ...report, isOffline: true })).toMatch(/no way to the net/);
});
