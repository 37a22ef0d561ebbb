import { REASON_WORDS } from "@/lib/statements/rules";
import { reportReasons } from "@/lib/statements/schema";

/** The form in which a member says what is wrong with a statement. */
export function ReportForm({ statement }: { statement: number }) {
  return (
    <form className="form mt-5" action="/api/statements/report" method="post">
      <input type="hidden" name="statement" value={statement} />
      <fieldset className="field">
        <legend>
          <b>What is wrong with it?</b>
        </legend>
        {reportReasons.map((reason) => (
          <label key={reason} className="check">
            <input type="radio" name="reason" value={reason} required /> {REASON_WORDS[reason]}
          </label>
        ))}
      </fieldset>
      <p>
        <button type="submit" className="button">
          Report
        </button>
      </p>
    </form>
  );
}
