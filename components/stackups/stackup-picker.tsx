import { NearNames, TOOLS_NEAR } from "@/components/editing/near-names";
import { MAX_TOOLS, MIN_TOOLS } from "@/lib/stackups/rules";

const PLACES = Array.from({ length: MAX_TOOLS }, (_, place) => place + 1);

/** Picks the tools whose differences somebody is about to write. `unknown` names what was no tool, or is empty where two were needed. */
export function StackupPicker({ unknown }: { unknown: string | null }) {
  return (
    <form className="form wide" action="/admin/stackups/new">
      {unknown !== null && (
        <p className="error" role="alert">
          {unknown ? `There is no tool “${unknown}”.` : "Name at least two different tools."}
        </p>
      )}
      <div className="cells" style={{ "--n": MAX_TOOLS }}>
        {PLACES.map((place) => (
          <label key={place}>
            <b>
              Tool {place}
              {place > MIN_TOOLS && " (if you like)"}
            </b>
            <input name="tool" list={TOOLS_NEAR} autoComplete="off" spellCheck={false} required={place <= MIN_TOOLS} />
          </label>
        ))}
      </div>
      <p>
        <button type="submit" className="button">
          Write their differences
        </button>
      </p>
      <NearNames />
    </form>
  );
}
