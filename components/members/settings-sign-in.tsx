import { AccountForm } from "@/components/members/account-form";
import { FormField } from "@/components/members/form-field";
import { NewPasswordField } from "@/components/members/new-password-field";
import { PasswordAgainField } from "@/components/members/password-again-field";
import { SectionHead } from "@/components/ui/section-head";
import type { MemberSettings } from "@/lib/members/schema";

type Props = { email: string; settings: MemberSettings };

/** E-mail address and password. */
export function SettingsSignIn({ email, settings }: Props) {
  return (
    <section className="section" aria-labelledby="signing-in">
      <SectionHead id="signing-in" title="Signing in">
        {settings.hasGithub ? "GitHub is connected" : "seen by you alone"}
      </SectionHead>
      <h3 className="mt-4 mb-2">E-mail address</h3>
      <p className="mb-3">
        Now: <b>{email}</b>. A new address counts once you open the link that is sent there.
      </p>
      <AccountForm action="/account/settings/email">
        <FormField name="email" label="New e-mail address" type="email" autoComplete="email" required maxLength={254} />
        <PasswordAgainField hasPassword={settings.hasPassword} />
        <p>
          <button className="button quiet" type="submit">
            Change e-mail address
          </button>
        </p>
      </AccountForm>
      <h3 className="mt-6 mb-2">Password</h3>
      {settings.hasPassword ? (
        <AccountForm action="/account/settings/password">
          <FormField
            name="current"
            label="Present password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={128}
          />
          <NewPasswordField label="New password" />
          <p>
            <button className="button quiet" type="submit">
              Change password
            </button>
          </p>
          <small>All other devices are signed out.</small>
        </AccountForm>
      ) : (
        <AccountForm action="/account/forgot-password">
          <input type="hidden" name="email" value={email} />
          <p>You sign in with GitHub and have no password here.</p>
          <p>
            <button className="button quiet" type="submit">
              Send me a link to set one
            </button>
          </p>
        </AccountForm>
      )}
    </section>
  );
}
