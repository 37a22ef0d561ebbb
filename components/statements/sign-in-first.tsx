import { AccountPage } from "@/components/members/account-page";
import { SignInForm } from "@/components/members/sign-in-form";

/** What a page for members shows to everybody else: a way to sign in that leads back to it. */
export function SignInFirst({ title, next }: { title: string; next: string }) {
  return (
    <AccountPage title={title} opening="Sign in first, with a confirmed e-mail address.">
      <SignInForm next={next} />
    </AccountPage>
  );
}
