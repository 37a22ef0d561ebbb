import { afterAll, beforeEach, expect, test } from "vitest";
import { POST as deleteAccount } from "@/app/account/delete/route";
import { POST as start } from "@/app/account/sign-in/github/route";
import { GET as welcome } from "@/app/account/welcome/route";
import { GET as callback } from "@/app/api/auth/[...all]/route";
import { site } from "@/lib/site";
import { database } from "@/tests/support/database";
import { type GithubPerson, githubSettings, startGithub } from "@/tests/support/github";
import { createMember } from "@/tests/support/members";
import { Browser } from "@/tests/support/request-browser";

// The stand-in for GitHub knows one person; `person` is who signs in there now.

let person: GithubPerson = { id: 1, login: "octo", name: "Octo Cat", email: "octo@example.org", verified: true };
const github = await startGithub(() => person);
Object.assign(process.env, githubSettings(github.url));
afterAll(github.stop);
beforeEach(() => {
  person = {
    id: person.id + 1,
    login: "octo",
    name: "Octo Cat",
    email: `octo${person.id}@example.org`,
    verified: true,
  };
});

/** Goes to the stand-in and comes back; returns where the reader ends up. */
async function signIn(browser: Browser, next = "/tools"): Promise<string> {
  const page = await (await browser.submit(start, { next })).text();
  const href = /url=([^"]+)"/.exec(page)?.[1]?.replaceAll("&#38;", "&") ?? "";
  const away = new URL(href);
  expect(away.origin).toBe(github.url);
  const query = new URLSearchParams({ code: "code", state: away.searchParams.get("state") ?? "" });
  const back = await browser.open(callback, `/api/auth/callback/github?${query}`);
  const location = back.headers.get("location") ?? "";
  if (!location.startsWith("/account/welcome")) return location;
  return (await browser.open(welcome, location)).headers.get("location") ?? "";
}

test("a first visit makes a confirmed account with a free handle, and keeps neither token nor picture", async () => {
  const browser = new Browser();
  expect(await signIn(browser)).toBe("/tools");
  expect(browser.isSignedIn).toBe(true);
  expect(browser.cookies.get("sidestack_signed_in")).toBe("1");
  const member = await database.member.findFirstOrThrow({
    where: { email: person.email },
    include: { accounts: true },
  });
  expect(member).toMatchObject({ handle: "octo", name: "Octo Cat", emailVerified: true, image: null });
  expect(member.accounts).toMatchObject([{ providerId: "github", accountId: String(person.id), accessToken: null }]);

  const again = new Browser();
  expect(await signIn(again, "/stackups")).toBe("/stackups");
  expect(await database.member.count({ where: { email: person.email } })).toBe(1);

  // Without a password, a sign-in of the last hour stands for it.
  const memberId = member.id;
  await database.session.updateMany({ where: { memberId }, data: { createdAt: new Date(Date.now() - 2 * 3_600_000) } });
  expect((await browser.ask(deleteAccount, { statements: "keep" })).status).toBe(403);
  await signIn(again);
  expect((await again.ask(deleteAccount, { statements: "keep" })).status).toBe(200);
});

test("a taken or reserved login gets another handle", async () => {
  person.login = "octo-two";
  await signIn(new Browser());
  person = { ...person, id: person.id + 100, email: "other@example.org" };
  await signIn(new Browser());
  person = { ...person, id: person.id + 100, email: "boss@example.org", login: "admin" };
  await signIn(new Browser());
  const handles = await database.member.findMany({ orderBy: { createdAt: "asc" }, select: { handle: true } });
  expect(handles.map((member) => member.handle)).toEqual(["octo-two", "octo-two-2", "gh-admin"]);
});

test("an address that GitHub has not confirmed opens nothing", async () => {
  const memberId = await createMember();
  const { email } = await database.member.findUniqueOrThrow({ where: { id: memberId } });
  person = { ...person, email, verified: false };
  const browser = new Browser();
  expect(await signIn(browser)).toMatch(/^\/sign-in\?error=/);
  expect(browser.isSignedIn).toBe(false);
  expect(await database.account.count({ where: { memberId } })).toBe(0);
});

test("a confirmed address on both sides joins the accounts; an unconfirmed one here does not", async () => {
  const memberId = await createMember();
  person.email = (await database.member.findUniqueOrThrow({ where: { id: memberId } })).email;
  expect(await signIn(new Browser())).toBe("/tools");
  expect(await database.account.count({ where: { memberId, providerId: "github" } })).toBe(1);

  const unconfirmed = await createMember({ emailVerified: false });
  const { email } = await database.member.findUniqueOrThrow({ where: { id: unconfirmed } });
  person = { ...person, id: person.id + 1000, email };
  expect(await signIn(new Browser())).toBe("/sign-in?error=account_not_linked");
});

test("a way back that this browser did not start is refused", async () => {
  const page = await (await new Browser().submit(start, { next: "/" })).text();
  const state = /state=([^&]+)&/.exec(page)?.[1]?.replace(/#38;$/, "") ?? "";
  expect(state).not.toBe("");
  const victim = new Browser();
  const back = await victim.open(callback, `/api/auth/callback/github?code=code&state=${state}`);
  expect(back.headers.get("location")).toContain("/sign-in?error=");
  expect(victim.isSignedIn).toBe(false);
  const elsewhere = await new Browser().submit(start, { next: "//evil.example" });
  expect(await elsewhere.text()).toContain(encodeURIComponent(`${site.url}/api/auth/callback/github`));
});
