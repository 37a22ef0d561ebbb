import { AccountForm } from "@/components/members/account-form";
import { FormField } from "@/components/members/form-field";

/** Signing in with e-mail address and password. */
export function SignInForm({ next }: { next: string }) {
  const query = new URLSearchParams({ next });
  return (
    <>
      <AccountForm action="/account/sign-in">
        <input type="hidden" name="next" value={next} />
        <FormField name="email" label="E-mail address" type="email" autoComplete="username" required maxLength={254} />
        <FormField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
        />
        <p>
          <button className="button" type="submit">
            Sign in
          </button>
        </p>
      </AccountForm>
      <ul className="mt-6 grid gap-1">
        <li>
          <a href="/forgot-password">Forgot your password?</a>
        </li>
        <li>
          <a href={`/check-mail?${query}`}>The message with the link did not come</a>
        </li>
        <li>
          No account yet?{" "}
          <a className="underline underline-offset-3" href={`/sign-up?${query}`}>
            Sign up
          </a>
        </li>
      </ul>
    </>
  );
}
