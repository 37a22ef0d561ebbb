import type { Metadata } from "next";
import { headers } from "next/headers";
import { AccountPage } from "@/components/members/account-page";
import { GithubButton } from "@/components/members/github-button";
import { SignInForm } from "@/components/members/sign-in-form";
import { hasGithub } from "@/lib/auth";
import { chooseReturnPath } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it knows where the reader came from and whether they are signed in.
export const instant = false;

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

const DONE: Record<string, string> = {
  password: "Your new password is set. Sign in with it.",
  confirmed: "Your e-mail address is confirmed. Sign in to go on.",
  everywhere: "You are signed out on every device.",
  deleted: "Your account is deleted.",
};

const ERRORS: Record<string, string> = {
  link: "This link does not work any more. Have another one sent: “The message with the link did not come”.",
  email_not_found:
    "GitHub has not confirmed your primary e-mail address. Confirm it there, or sign up with a password.",
  account_not_linked:
    "There is an account with your e-mail address that nobody confirmed yet. Choose a password under “Forgot your password?” first.",
};

export default async function SignInPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  const next = chooseReturnPath(query.next, sent.get("referer"), sent.get("host"));
  if (viewer) {
    return (
      <AccountPage title="You are signed in" opening={`As ${viewer.handle}.`}>
        <p>
          <a href={next}>Go on</a> · <a href={`/members/${viewer.handle}`}>Profile</a> ·{" "}
          <a href="/following">Following</a> · <a href="/settings">Settings</a>
        </p>
        <form action="/account/sign-out" method="post" className="mt-4">
          <button className="button quiet" type="submit">
            Sign out
          </button>
        </form>
      </AccountPage>
    );
  }
  const error = typeof query.error === "string" ? query.error : null;
  return (
    <AccountPage
      title="Sign in"
      opening="To vote, to follow tools and to say what you know. Reading needs no account."
      notice={
        error
          ? (ERRORS[error] ?? "Signing in did not work. Try again.")
          : typeof query.done === "string"
            ? DONE[query.done]
            : null
      }
    >
      {hasGithub() && <GithubButton next={next} />}
      <SignInForm next={next} />
    </AccountPage>
  );
}
