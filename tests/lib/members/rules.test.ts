import fc from "fast-check";
import { expect, test } from "vitest";
import {
  assertMayWrite,
  chooseReturnPath,
  describeDevice,
  handleFromLogin,
  heldUntil,
  isRecentSignIn,
  passwordFault,
} from "@/lib/members/rules";
import { handleSchema, type Viewer } from "@/lib/members/schema";

const viewer: Viewer = {
  id: "1",
  handle: "ann",
  email: "ann@example.org",
  emailVerified: true,
  role: "member",
  bannedAt: null,
  createdAt: new Date("2026-01-01T00:00:00Z"),
};

test("only confirmed members who are not banned may write", () => {
  expect(() => assertMayWrite(viewer)).not.toThrow();
  expect(() => assertMayWrite(null)).toThrow("Sign in");
  expect(() => assertMayWrite({ ...viewer, emailVerified: false })).toThrow("Confirm");
  expect(() => assertMayWrite({ ...viewer, bannedAt: new Date() })).toThrow("closed");
});

test("a vote is held until the account is old enough", () => {
  const since = new Date("2026-01-01T00:00:00Z");
  expect(heldUntil(since, 0, since)).toBeNull();
  expect(heldUntil(since, 24, new Date("2026-01-01T23:59:59Z"))).toEqual(new Date("2026-01-02T00:00:00Z"));
  expect(heldUntil(since, 24, new Date("2026-01-02T00:00:00Z"))).toBeNull();
});

test("a sign-in counts as recent for an hour", () => {
  const since = new Date("2026-01-01T00:00:00Z");
  expect(isRecentSignIn(since, new Date("2026-01-01T00:59:59Z"))).toBe(true);
  expect(isRecentSignIn(since, new Date("2026-01-01T01:00:00Z"))).toBe(false);
});

test("every login gives valid handles, and another for each number", () => {
  expect(handleFromLogin("Octo-Cat", 0)).toBe("octo-cat");
  expect(handleFromLogin("Octo-Cat", 1)).toBe("octo-cat-2");
  expect(handleFromLogin("admin", 0)).toBe("gh-admin");
  expect(handleFromLogin("x", 0)).toBe("gh-x");
  fc.assert(
    fc.property(fc.string(), fc.nat(1_000_000), (login, nr) => {
      expect(handleSchema.safeParse(handleFromLogin(login, nr)).success).toBe(true);
      expect(handleFromLogin(login, nr)).not.toBe(handleFromLogin(login, nr + 1));
    }),
  );
});

test("a device is named by browser and system", () => {
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";
  expect(describeDevice(chrome)).toBe("Chrome on Windows");
  expect(describeDevice(`${chrome} Edg/126.0`)).toBe("Edge on Windows");
  expect(describeDevice("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1")).toBe(
    "Safari on iPhone",
  );
  expect(describeDevice("curl/8.0")).toBe("Unknown device");
  expect(describeDevice(null)).toBe("Unknown device");
});

test("one's own name and few different characters are no password", () => {
  const account = { email: "ann.marie@example.org", handle: "ann-marie" };
  for (const password of ["ann.marie@example.org", "AnnMarie1990", "ann-marie-12", "aaaaaaaaaaaa", "ababababab"]) {
    expect(passwordFault(password, account), password).not.toBeNull();
  }
  expect(passwordFault("four plain words here", account)).toBeNull();
});

test("signing in leads back to the page of this site that one came from", () => {
  const from = (referer: string) => chooseReturnPath(undefined, referer, "here.example");
  expect(from("https://here.example/stackups/a-vs-b?x=1")).toBe("/stackups/a-vs-b?x=1");
  expect(from("https://evil.example/stackups")).toBe("/");
  expect(from("https://here.example/sign-up")).toBe("/");
  expect(from("not an address")).toBe("/");
  expect(chooseReturnPath("/tools", "https://here.example/x", "here.example")).toBe("/tools");
  expect(chooseReturnPath("//evil.example", null, null)).toBe("/");
});
