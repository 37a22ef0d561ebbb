import { AccountForm } from "@/components/members/account-form";
import { FormField } from "@/components/members/form-field";
import { SectionHead } from "@/components/ui/section-head";
import { formatList } from "@/lib/format";
import { FORMER_HANDLES_MAX } from "@/lib/members/rules";
import type { MemberSettings } from "@/lib/members/schema";

type Props = { handle: string; settings: MemberSettings };

/** Name and handle. */
export function SettingsProfile({ handle, settings }: Props) {
  const former =
    settings.formerHandles.length > 0 ? ` These lead to you as well: ${formatList(settings.formerHandles)}.` : "";
  return (
    <section className="section" aria-labelledby="profile">
      <SectionHead id="profile" title="Profile">
        <small>
          <a href={`/members/${handle}`}>as others see it</a>
        </small>
      </SectionHead>
      <div className="mt-4">
        <AccountForm action="/account/settings/profile">
          <FormField
            name="name"
            label="Name"
            defaultValue={settings.name}
            required
            maxLength={60}
            autoComplete="name"
          />
          <p>
            <button className="button quiet" type="submit">
              Save name
            </button>
          </p>
        </AccountForm>
      </div>
      <div className="mt-6">
        <AccountForm action="/account/settings/handle">
          <FormField
            name="handle"
            label="Handle"
            defaultValue={handle}
            required
            minLength={3}
            maxLength={30}
            autoComplete="nickname"
            hint={`3 to 30 characters: a to z, 0 to 9 and single dashes. It can be changed ${FORMER_HANDLES_MAX} times; former handles go on leading to you.${former}`}
          />
          <p>
            <button className="button quiet" type="submit">
              Change handle
            </button>
          </p>
        </AccountForm>
      </div>
    </section>
  );
}
