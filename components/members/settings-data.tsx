import { AccountForm } from "@/components/members/account-form";
import { PasswordAgainField } from "@/components/members/password-again-field";
import { SectionHead } from "@/components/ui/section-head";

/** Taking one's data along, and leaving. */
export function SettingsData({ hasPassword }: { hasPassword: boolean }) {
  return (
    <section className="section" aria-labelledby="data">
      <SectionHead id="data" title="Your data" />
      <form className="form mt-4" action="/account/download" method="get">
        <p>
          Everything held about you as one JSON file: profile, sessions, votes, statements, reports, follows, stacks,
          decisions, suggestions, drafts, and what is known of your tokens.
        </p>
        <p>
          <button className="button quiet" type="submit">
            Download my data
          </button>
        </p>
      </form>
      <h3 className="mt-6 mb-2">Delete my account</h3>
      <p className="mb-3 max-w-prose">
        Your votes are withdrawn and the scores counted anew, you follow nothing any more, your stacks, decisions,
        suggestions and tokens are deleted, and your handles become free. This cannot be undone.
      </p>
      <AccountForm action="/account/delete">
        <fieldset className="field">
          <legend>
            <b>Your published statements</b>
          </legend>
          <label className="check">
            <input type="radio" name="statements" value="keep" defaultChecked />
            <span>stay, as those of a deleted member</span>
          </label>
          <label className="check">
            <input type="radio" name="statements" value="remove" />
            <span>are removed, with the votes that others gave them</span>
          </label>
        </fieldset>
        <PasswordAgainField hasPassword={hasPassword} />
        <p>
          <button className="button danger" type="submit">
            Delete my account
          </button>
        </p>
      </AccountForm>
    </section>
  );
}
