import type { Metadata } from "next";
import { AccountForm } from "@/components/members/account-form";
import { AccountPage } from "@/components/members/account-page";
import { FormField } from "@/components/members/form-field";
import { chooseReturnPath } from "@/lib/members/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it hands on where the reader came from.
export const instant = false;

export const metadata: Metadata = { title: "Check your mail", robots: { index: false } };

/** What was sent, in words that do not tell whether there is an account, and a way to have it sent again. */
export default async function CheckMailPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = chooseReturnPath(query.next, null, null);
  if (query.for === "password") {
    return (
      <AccountPage
        title="Check your mail"
        opening="If this address has an account, a message with a link to choose a new password is on its way. The link works for one hour."
      >
        <p>
          Nothing came? Look among the unwanted mail, or{" "}
          <a className="underline underline-offset-3" href="/forgot-password">
            have it sent again
          </a>
          .
        </p>
      </AccountPage>
    );
  }
  return (
    <AccountPage
      title="Check your mail"
      opening="If this address can have an account, a message with a link is on its way. Open the link to confirm the address; it works for one day."
    >
      <h2 className="mb-3">Nothing came?</h2>
      <p className="mb-4">Look among the unwanted mail, or have it sent again.</p>
      <AccountForm action="/account/verify-again">
        <input type="hidden" name="next" value={next} />
        <FormField name="email" label="E-mail address" type="email" autoComplete="email" required maxLength={254} />
        <p>
          <button className="button quiet" type="submit">
            Send the link again
          </button>
        </p>
      </AccountForm>
    </AccountPage>
  );
}
