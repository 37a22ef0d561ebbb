import type { Metadata } from "next";
import { AccountForm } from "@/components/members/account-form";
import { AccountPage } from "@/components/members/account-page";
import { NewPasswordField } from "@/components/members/new-password-field";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: the link's token stands in its address.
export const instant = false;

export const metadata: Metadata = { title: "Choose a new password", robots: { index: false } };

export default async function ResetPasswordPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (typeof token !== "string") {
    return (
      <AccountPage title="Choose a new password" opening="This address lacks what stands in the link of the message.">
        <p>
          <a href="/forgot-password">Have a link sent</a>
        </p>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Choose a new password" opening="All devices are signed out when it is set.">
      <AccountForm action="/account/reset-password">
        <input type="hidden" name="token" value={token} />
        <NewPasswordField label="New password" />
        <p>
          <button className="button" type="submit">
            Set password
          </button>
        </p>
      </AccountForm>
      <p className="mt-6">
        The link is too old?{" "}
        <a className="underline underline-offset-3" href="/forgot-password">
          Have another one sent
        </a>
      </p>
    </AccountPage>
  );
}
