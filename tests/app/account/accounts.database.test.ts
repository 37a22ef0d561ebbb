import { expect, test } from "vitest";
import { POST as deleteAccount } from "@/app/account/delete/route";
import { GET as download } from "@/app/account/download/route";
import { POST as forgotPassword } from "@/app/account/forgot-password/route";
import { POST as resetPassword } from "@/app/account/reset-password/route";
import { POST as changeEmail } from "@/app/account/settings/email/route";
import { POST as changeHandle } from "@/app/account/settings/handle/route";
import { POST as changeNotices } from "@/app/account/settings/notices/route";
import { POST as changePassword } from "@/app/account/settings/password/route";
import { POST as changeName } from "@/app/account/settings/profile/route";
import { POST as signIn } from "@/app/account/sign-in/route";
import { POST as signOut } from "@/app/account/sign-out/route";
import { POST as signOutEverywhere } from "@/app/account/sign-out-everywhere/route";
import { POST as signUp } from "@/app/account/sign-up/route";
import { POST as verifyAgain } from "@/app/account/verify-again/route";
import { GET as welcome } from "@/app/account/welcome/route";
import { GET as authLink } from "@/app/api/auth/[...all]/route";
import { GET as viewer } from "@/app/api/viewer/route";
import { POST as vote } from "@/app/api/votes/route";
import { site } from "@/lib/site";
import { database } from "@/tests/support/database";
import { countMail, takeMail } from "@/tests/support/mail";
import { linkIn } from "@/tests/support/mail-server";
import { createVotedTool } from "@/tests/support/members";
import { Browser } from "@/tests/support/request-browser";

const PASSWORD = "four plain words here";

async function confirm(browser: Browser, link: string): Promise<string | null> {
  const answer = await browser.open(authLink, link);
  const next = answer.headers.get("location") ?? "";
  expect(next).toMatch(/^\/account\/welcome\?/);
  return (await browser.open(welcome, next)).headers.get("location");
}

async function createMember(handle: string, email = `${handle}@example.org`): Promise<Browser> {
  const browser = new Browser();
  await browser.submit(signUp, { email, handle, password: PASSWORD, next: "/" });
  await confirm(browser, linkIn(await takeMail(email)));
  expect(browser.isSignedIn).toBe(true);
  return browser;
}

test("from signing up to deleting the account", async () => {
  const tool = await createVotedTool({ pros: [4] });
  const statement = String(tool.statements[0]);
  const browser = new Browser();
  const fields = { email: "Ann@Example.org", handle: "ann-marie", password: PASSWORD, next: "/tools/rkt" };
  const signedUp = await browser.submit(signUp, fields);
  expect(signedUp.status).toBe(303);
  expect(signedUp.headers.get("location")).toBe("/check-mail?for=sign-up&next=%2Ftools%2Frkt");
  expect(browser.isSignedIn).toBe(false);

  // Not confirmed: the right password does not let anybody in.
  const early = await browser.ask(signIn, { email: "ann@example.org", password: PASSWORD });
  expect(early.status).toBe(403);

  const link = linkIn(await takeMail("ann@example.org"));
  expect(link).toContain(`${site.url}/api/auth/verify-email?token=`);
  expect(await confirm(browser, link)).toBe("/tools/rkt");
  expect(browser.isSignedIn).toBe(true);
  expect(browser.cookies.get("sidestack_signed_in")).toBe("1");
  const state = await browser.open(viewer, "/api/viewer");
  expect(await state.json()).toMatchObject({ member: { handle: "ann-marie", isVerified: true } });

  expect(await browser.ask(vote, { statement, want: "vote" })).toMatchObject({ status: 200, body: { score: 5 } });

  // Sign out, and in again from a second browser with another spelling of the address.
  expect((await browser.submit(signOut, {})).status).toBe(303);
  expect(browser.isSignedIn).toBe(false);
  expect(browser.cookies.has("sidestack_signed_in")).toBe(false);
  const other = new Browser();
  const back = await other.submit(signIn, { email: "ANN@example.org", password: PASSWORD, next: "/stackups" });
  expect(back.headers.get("location")).toBe("/stackups");
  const cookie = back.headers.getSetCookie().find((line) => line.includes("session_token")) ?? "";
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);

  // Another address counts once its link is opened, and the old one is told at once.
  expect(await other.ask(changeEmail, { email: "new@example.org", password: "wrong" })).toMatchObject({ status: 400 });
  expect((await other.ask(changeEmail, { email: "new@example.org", password: PASSWORD })).status).toBe(200);
  expect((await takeMail("ann@example.org")).text).toContain("new@example.org");
  expect((await database.member.findUniqueOrThrow({ where: { handle: "ann-marie" } })).email).toBe("ann@example.org");
  expect(await confirm(other, linkIn(await takeMail("new@example.org")))).toBe("/settings?done=email");
  expect((await database.member.findUniqueOrThrow({ where: { handle: "ann-marie" } })).email).toBe("new@example.org");

  // Another password ends every other session.
  await browser.submit(signIn, { email: "new@example.org", password: PASSWORD });
  const second = "another few plain words";
  expect(await other.ask(changePassword, { current: "wrong words", password: second })).toMatchObject({
    status: 400,
    body: { fields: { current: expect.any(String) } },
  });
  expect((await other.ask(changePassword, { current: PASSWORD, password: second })).status).toBe(200);
  await takeMail("new@example.org");
  expect(await (await browser.open(viewer, "/api/viewer")).json()).toMatchObject({ member: null });
  expect(await (await other.open(viewer, "/api/viewer")).json()).toMatchObject({ member: { handle: "ann-marie" } });

  // Reset: the link works once and ends all sessions.
  expect((await browser.submit(forgotPassword, { email: "new@example.org" })).headers.get("location")).toBe(
    "/check-mail?for=password",
  );
  const token = new URL(linkIn(await takeMail("new@example.org"))).searchParams.get("token") ?? "";
  const third = "and a third set of words";
  expect((await browser.ask(resetPassword, { token, password: third })).status).toBe(200);
  expect(await browser.ask(resetPassword, { token, password: PASSWORD })).toMatchObject({ status: 400 });
  expect(await (await other.open(viewer, "/api/viewer")).json()).toMatchObject({ member: null });
  await browser.submit(signIn, { email: "new@example.org", password: third });

  // Everything held, and no secret among it.
  const file = await browser.open(download, "/account/download");
  expect(file.headers.get("content-disposition")).toContain("ann-marie.json");
  const text = await file.text();
  expect(JSON.parse(text).member).toMatchObject({ handle: "ann-marie", votes: [{ statement: { text: "pro 0" } }] });
  const account = await database.account.findFirstOrThrow({ where: { member: { handle: "ann-marie" } } });
  const session = await database.session.findFirstOrThrow({ where: { member: { handle: "ann-marie" } } });
  expect(text).not.toContain(account.password);
  expect(text).not.toContain(session.token);

  expect((await browser.ask(deleteAccount, { password: "wrong", statements: "keep" })).status).toBe(400);
  const gone = await browser.submit(deleteAccount, { password: third, statements: "keep" });
  expect(gone.headers.get("location")).toBe("/sign-in?done=deleted");
  expect(browser.isSignedIn).toBe(false);
  expect(await database.member.count({ where: { handle: "ann-marie" } })).toBe(0);
  const { score } = await database.statement.findUniqueOrThrow({ where: { id: Number(statement) } });
  expect(score).toBe(4);
  expect((await database.tool.findUniqueOrThrow({ where: { id: tool.id } })).votes).toBe(4);
}, 60_000);

test("known and unknown addresses get the same answers, after the same time", async () => {
  await createMember("known-one");
  const ask = async (handler: typeof signUp, fields: Record<string, string>) => {
    const started = performance.now();
    const answer = await new Browser().ask(handler, fields);
    expect(performance.now() - started).toBeGreaterThan(590);
    return answer;
  };
  const [known, unknown] = ["known-one@example.org", "nobody@example.org"];
  const signUpAs = (email: string, handle: string) => ask(signUp, { email, handle, password: PASSWORD, next: "/" });
  expect(await signUpAs(known, "free-handle")).toEqual(await signUpAs("fresh@example.org", "free-handle"));
  expect(await database.member.count({ where: { email: known } })).toBe(1);
  expect((await takeMail(known)).text).toContain("already has an account");

  const wrong = (email: string) => ask(signIn, { email, password: "not the right words" });
  expect(await wrong(known)).toEqual(await wrong(unknown));
  expect((await wrong(known)).status).toBe(400);

  expect(await ask(forgotPassword, { email: known })).toEqual(await ask(forgotPassword, { email: unknown }));
  expect(await ask(verifyAgain, { email: known, next: "/" })).toEqual(
    await ask(verifyAgain, { email: unknown, next: "/" }),
  );
  expect(countMail(unknown)).toBe(0);
  await takeMail(known);
  expect(countMail(known)).toBe(0);
}, 60_000);

test("what is refused writes nothing", async () => {
  const before = await database.member.count();
  const good = { email: "x@example.org", handle: "fine-handle", password: PASSWORD, next: "/" };
  const status = async (fields: Record<string, string>, more: Record<string, string> = {}) =>
    (await new Browser().submit(signUp, { ...good, ...fields }, { Accept: "application/json", ...more })).status;
  expect(await status({}, { Origin: "https://evil.example" })).toBe(403);
  expect(await status({}, { Origin: "null" })).toBe(403);
  expect(await status({ email: "x".repeat(1_048_576) })).toBe(413);
  for (const handle of ["admin", "adm1n", "sup-port", "аnn", "ann‑marie", "ab", "-ann", "ann--marie", "a".repeat(31)]) {
    expect(await status({ handle }), handle).toBe(400);
  }
  for (const password of ["short", "password123", "fine-handle", "aaaaaaaaaaaa"]) {
    expect(await status({ password }), password).toBe(400);
  }
  expect(await status({ email: "no address" })).toBe(400);
  expect(await database.member.count()).toBe(before);
});

test("signing in leads only to paths of this site", async () => {
  await createMember("next-one");
  for (const next of ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil"]) {
    const answer = await new Browser().submit(signIn, { email: "next-one@example.org", password: PASSWORD, next });
    expect(answer.headers.get("location"), next).toBe("/");
    const open = await new Browser().open(welcome, `/account/welcome?${new URLSearchParams({ next })}`);
    expect(open.headers.get("location")).toBe("/sign-in?done=confirmed&next=%2F");
  }
  const forged = await new Browser().open(authLink, "/api/auth/verify-email?token=x&callbackURL=https://evil.example");
  expect(forged.headers.get("location") ?? "").not.toContain("evil");
}, 60_000);

test("a handle is unique with the former ones, and a rename leads on", async () => {
  const browser = await createMember("first-name");
  const other = await createMember("other-name");
  expect((await browser.ask(changeHandle, { handle: "second-name" })).status).toBe(200);
  expect(await other.ask(changeHandle, { handle: "first-name" })).toMatchObject({ status: 409 });
  expect(await other.ask(changeHandle, { handle: "second-name" })).toMatchObject({ status: 409 });
  const taken = { email: "third@example.org", handle: "first-name", password: PASSWORD, next: "/" };
  expect(await new Browser().ask(signUp, taken)).toMatchObject({
    status: 409,
    body: { fields: { handle: expect.any(String) } },
  });
  expect((await browser.ask(changeHandle, { handle: "first-name" })).status).toBe(200);
  const member = await database.member.findUniqueOrThrow({
    where: { handle: "first-name" },
    include: { formerNames: true },
  });
  expect(member.formerNames.map((former) => former.handle)).toEqual(["second-name"]);
  expect((await browser.ask(changeName, { name: "Ann\u202eeiraM" })).status).toBe(400);
  expect((await browser.ask(changeName, { name: "<script>alert(1)</script>" })).status).toBe(200);
  expect((await browser.ask(changeNotices, { showsVotes: "on" })).status).toBe(200);
  const changed = await database.member.findUniqueOrThrow({ where: { handle: "first-name" } });
  expect(changed).toMatchObject({ name: "<script>alert(1)</script>", showsVotes: true, wantsDigest: false });
}, 60_000);

test("sign out everywhere ends the sessions of this member alone", async () => {
  const browser = await createMember("many-places");
  const bystander = await createMember("by-stander");
  const phone = new Browser();
  await phone.submit(signIn, { email: "many-places@example.org", password: PASSWORD });
  expect(await browser.ask(signOutEverywhere, {})).toMatchObject({ status: 200, body: { ended: 2 } });
  expect(await (await phone.open(viewer, "/api/viewer")).json()).toMatchObject({ member: null });
  expect(await (await bystander.open(viewer, "/api/viewer")).json()).toMatchObject({
    member: { handle: "by-stander" },
  });
  expect((await phone.ask(changeName, { name: "x" })).status).toBe(401);
}, 60_000);

test("who signs up last with an unconfirmed address is the one whose link and password work", async () => {
  const email = "contested@example.org";
  const squatter = new Browser();
  await squatter.submit(signUp, { email, handle: "squatter", password: "words of somebody else", next: "/" });
  const stale = linkIn(await takeMail(email));
  const owner = new Browser();
  await owner.submit(signUp, { email, handle: "owner-one", password: PASSWORD, next: "/" });
  const fresh = linkIn(await takeMail(email));
  const late = await squatter.open(authLink, stale);
  expect(late.headers.get("location")).toContain("error=");
  await confirm(owner, fresh);
  expect(owner.isSignedIn).toBe(true);
  expect((await squatter.ask(signIn, { email, password: "words of somebody else" })).status).toBe(400);
}, 60_000);

test("an account is not tried out by guessing: the limit of tries is per address of mail too", async () => {
  const answers: number[] = [];
  for (let tries = 0; tries < 12; tries++) {
    const fields = { email: "guessed@example.org", password: `guess number ${tries}` };
    answers.push((await new Browser().ask(signIn, fields)).status);
  }
  expect(answers.slice(0, 10).every((status) => status === 400)).toBe(true);
  expect(answers.at(-1)).toBe(429);
}, 60_000);
