import type { Metadata } from "next";
import { headers } from "next/headers";
import { AccountPage } from "@/components/members/account-page";
import { SettingsData } from "@/components/members/settings-data";
import { SettingsNotices } from "@/components/members/settings-notices";
import { SettingsProfile } from "@/components/members/settings-profile";
import { SettingsSessions } from "@/components/members/settings-sessions";
import { SettingsSignIn } from "@/components/members/settings-sign-in";
import { SettingsTokens } from "@/components/members/settings-tokens";
import { SignInForm } from "@/components/members/sign-in-form";
import { getSettings } from "@/lib/members/queries";
import { getViewerSession } from "@/lib/session";
import { listTokens } from "@/lib/tokens/queries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is the member's own.
export const instant = false;

export const metadata: Metadata = { title: "Settings", robots: { index: false } };

const DONE: Record<string, string> = {
  profile: "Your name is saved.",
  handle: "Your handle is changed. The former one leads to it.",
  "email-sent":
    "If this address can be yours, a message with a link is on its way there. It counts once you open the link.",
  email: "Your e-mail address is changed.",
  password: "Your password is changed, and all other devices are signed out.",
  notices: "Saved.",
  revoked: "The token is revoked: nothing can be done with it any more.",
};

export default async function SettingsPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const session = await getViewerSession(sent);
  const settings = session && (await getSettings(session.viewer.id));
  if (!settings) {
    return (
      <AccountPage title="Settings" opening="Sign in to see yours.">
        <SignInForm next="/settings" />
      </AccountPage>
    );
  }
  const { viewer } = session;
  const tokens = await listTokens(viewer.id);
  return (
    <AccountPage
      title="Settings"
      opening={`Signed in as ${viewer.handle}.`}
      notice={
        typeof query.done === "string"
          ? DONE[query.done]
          : viewer.bannedAt
            ? "This account was closed for writing by an editor."
            : null
      }
    >
      <SettingsProfile handle={viewer.handle} settings={settings} />
      <SettingsSignIn email={viewer.email} settings={settings} />
      <SettingsNotices settings={settings} />
      <SettingsSessions sessions={settings.sessions} currentId={session.id} />
      <SettingsTokens tokens={tokens} now={new Date()} />
      <SettingsData hasPassword={settings.hasPassword} />
    </AccountPage>
  );
}
