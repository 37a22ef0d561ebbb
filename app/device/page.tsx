import type { Metadata } from "next";
import { headers } from "next/headers";
import { AccountPage } from "@/components/members/account-page";
import { DeviceForm } from "@/components/members/device-form";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { getViewer } from "@/lib/session";
import { getDeviceRequest } from "@/lib/tokens/devices/queries";
import { deviceQuerySchema, userCodeSchema } from "@/lib/tokens/devices/schema";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is the member's own.
export const instant = false;

export const metadata: Metadata = { title: "Sign in a program", robots: { index: false } };

const DONE = {
  approve: "The program is signed in. You can close this page and go back to it.",
  deny: "The program was refused. Nothing was given to it.",
};

export default async function DevicePage({ searchParams }: Props) {
  const asked = deviceQuerySchema.parse(await searchParams);
  const code = userCodeSchema.safeParse(asked.user_code);
  const viewer = await getViewer(await headers());
  if (!viewer) {
    const next = code.success ? `/device?user_code=${code.data}` : "/device";
    return <SignInFirst title="Sign in a program" next={next} />;
  }
  if (asked.done)
    return (
      <AccountPage title={asked.done === "approve" ? "Signed in" : "Refused"} notice={DONE[asked.done]}>
        <p>
          Its token stands under <a href="/settings#tokens">Settings</a>, where you can revoke it at any time.
        </p>
      </AccountPage>
    );
  const found = code.success ? await getDeviceRequest(code.data) : null;
  return (
    <AccountPage title="Sign in a program" opening={`As ${viewer.handle}. The program shows you a code: compare it.`}>
      <WriteRefusal viewer={viewer} />
      <DeviceForm
        typed={asked.user_code}
        request={found && code.success ? { code: code.data, scopes: found.scopes } : null}
      />
    </AccountPage>
  );
}
