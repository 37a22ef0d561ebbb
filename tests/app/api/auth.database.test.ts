import { expect, test } from "vitest";
import * as route from "@/app/api/auth/[...all]/route";
import { site } from "@/lib/site";
import { createMember, signIn } from "@/tests/support/members";

// better-auth offers far more than the site uses; what stands open here would stand outside the site's own limits and checks.

test.each([
  "get-session",
  "list-sessions",
  "sign-out",
  "delete-user",
  "delete-user/callback",
  "update-user",
  "change-email",
  "reset-password/token",
  "ok",
  "verify-email/",
  "verify-email/../get-session",
  "callback/google",
  "admin/list-users",
])("/api/auth/%s is not there", async (path) => {
  const headers = { Cookie: await signIn(await createMember()) };
  const answer = await route.GET(new Request(`${site.url}/api/auth/${path}`, { headers }));
  expect(answer.status).toBe(404);
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("nothing there can be written to", () => {
  expect(Object.keys(route)).toEqual(["GET"]);
});

test("a made-up token confirms nobody's address", async () => {
  const answer = await route.GET(new Request(`${site.url}/api/auth/verify-email?token=made.up.token`));
  expect(answer.status).toBeGreaterThanOrEqual(300);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers.get("set-cookie") ?? "").not.toContain("session_token=");
});
