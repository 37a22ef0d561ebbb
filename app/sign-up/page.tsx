import type { Metadata } from "next";
import { headers } from "next/headers";
import { AccountForm } from "@/components/members/account-form";
import { AccountPage } from "@/components/members/account-page";
import { FormField } from "@/components/members/form-field";
import { GithubButton } from "@/components/members/github-button";
import { NewPasswordField } from "@/components/members/new-password-field";
import { hasGithub } from "@/lib/auth";
import { chooseReturnPath } from "@/lib/members/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it knows where the reader came from.
export const instant = false;

export const metadata: Metadata = { title: "Sign up", robots: { index: false } };

export default async function SignUpPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const next = chooseReturnPath(query.next, sent.get("referer"), sent.get("host"));
  return (
    <AccountPage title="Sign up" opening="To vote, to follow tools and to say what you know. Reading needs no account.">
      {hasGithub() && <GithubButton next={next} />}
      <AccountForm action="/account/sign-up">
        <input type="hidden" name="next" value={next} />
        <FormField
          name="email"
          label="E-mail address"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          hint="Shown to nobody. A link is sent there, which opens the account."
        />
        <FormField
          name="handle"
          label="Handle"
          autoComplete="nickname"
          required
          minLength={3}
          maxLength={30}
          hint="Your public name: 3 to 30 characters, a to z, 0 to 9 and single dashes."
        />
        <NewPasswordField />
        <p>
          <button className="button" type="submit">
            Sign up
          </button>
        </p>
        <small>
          <a href="/privacy">What is kept about you</a>
        </small>
      </AccountForm>
      <p className="mt-6">
        You have an account?{" "}
        <a className="underline underline-offset-3" href={`/sign-in?${new URLSearchParams({ next })}`}>
          Sign in
        </a>
      </p>
    </AccountPage>
  );
}
