import { beforeAll, describe, expect, test } from "vitest";
import { DomainError } from "@/lib/errors";
import { readToken, signToken } from "@/lib/token";

const now = new Date("2026-05-15T03:00:00Z");
const later = new Date("2026-05-16T03:00:00Z");

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgresql://unused";
  process.env.AUTH_SECRET ??= "a secret that only the tests know, of 32 characters or more";
});

describe("readToken", () => {
  test("names the member until its time is over", () => {
    const token = signToken("member-1", "digest", later);
    expect(readToken(token, "digest", now)).toBe("member-1");
    expect(() => readToken(token, "digest", later)).toThrow(/too old/);
  });

  test("needs no escaping in an address", () => expect(signToken("ü/+=", "digest", later)).toMatch(/^[\w-]+\.[\w-]+$/));

  test.each([
    ["nothing", () => ""],
    ["other words", () => "hello"],
    ["no signature", (token: string) => token.split(".")[0] ?? ""],
    ["an empty signature", (token: string) => `${token.split(".")[0]}.`],
    ["a third part", (token: string) => `${token}.x`],
    ["a changed signature", (token: string) => token.replace(/.{4}$/, "AAAA")],
    [
      "another member under the same signature",
      (token: string) => {
        const claims = JSON.stringify(["member-2", "digest", later.getTime()]);
        return `${Buffer.from(claims).toString("base64url")}.${token.split(".")[1]}`;
      },
    ],
    [
      "a longer time under the same signature",
      (token: string) => {
        const claims = JSON.stringify(["member-1", "digest", later.getTime() + 1]);
        return `${Buffer.from(claims).toString("base64url")}.${token.split(".")[1]}`;
      },
    ],
  ])("refuses %s", (_, forge) => {
    expect(() => readToken(forge(signToken("member-1", "digest", later)), "digest", now)).toThrow(DomainError);
  });

  test("refuses what another secret signed", () => {
    const secret = process.env.AUTH_SECRET;
    process.env.AUTH_SECRET = "another secret, which is just as long as it must be";
    const token = signToken("member-1", "digest", later);
    process.env.AUTH_SECRET = secret;
    expect(() => readToken(token, "digest", now)).toThrow(DomainError);
  });
});
