import { AccountForm } from "@/components/members/account-form";
import { SectionHead } from "@/components/ui/section-head";
import type { MemberSettings } from "@/lib/members/schema";

/** Mail that the member wants, and what the profile shows. */
export function SettingsNotices({ settings }: { settings: MemberSettings }) {
  return (
    <section className="section" aria-labelledby="notices">
      <SectionHead id="notices" title="Notices and privacy" />
      <div className="mt-4">
        <AccountForm action="/account/settings/notices">
          <label className="check">
            <input type="checkbox" name="wantsDigest" defaultChecked={settings.wantsDigest} />
            <span>Send me what changed in the tools I follow, once a week and only when something did</span>
          </label>
          <label className="check">
            <input type="checkbox" name="showsVotes" defaultChecked={settings.showsVotes} />
            <span>Show on my profile what I voted for</span>
          </label>
          <p>
            <button className="button quiet" type="submit">
              Save
            </button>
          </p>
        </AccountForm>
      </div>
    </section>
  );
}
