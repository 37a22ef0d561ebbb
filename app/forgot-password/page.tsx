import type { Metadata } from "next";
import { AccountForm } from "@/components/members/account-form";
import { AccountPage } from "@/components/members/account-page";
import { FormField } from "@/components/members/form-field";

export const metadata: Metadata = { title: "Forgot your password?", robots: { index: false } };

export default function ForgotPasswordPage() {
  return (
    <AccountPage
      title="Forgot your password?"
      opening="Enter your address: a link to choose a new password is sent there."
    >
      <AccountForm action="/account/forgot-password">
        <FormField name="email" label="E-mail address" type="email" autoComplete="email" required maxLength={254} />
        <p>
          <button className="button" type="submit">
            Send the link
          </button>
        </p>
      </AccountForm>
    </AccountPage>
  );
}
