import { DifferenceList } from "@/components/revisions/difference-list";
import { listPartDifferences, listTexts } from "@/lib/revisions/rules";
import type { Unit } from "@/lib/revisions/versions/rules";

type Props = { tool: string; base: number; suggestion: number; units: Unit[] };

const WHO = { both: "Both of you changed this.", them: "Only they changed this.", you: "Only you changed this." };

function UnitFields({ unit, nr }: { unit: Unit; nr: number }) {
  const { key, label, changedBy, was, theirs, yours } = unit;
  const versions = [
    { choice: "theirs", title: "Theirs", value: theirs },
    { choice: "yours", title: "Yours", value: yours },
  ] as const;
  const chosen = changedBy === "you" ? "yours" : changedBy === "them" ? "theirs" : null;
  const texts = listTexts(key, was);
  return (
    <fieldset className="versions">
      <legend>{label}</legend>
      <p className={changedBy === "both" ? "both" : undefined}>{WHO[changedBy]}</p>
      <div>
        <b>It was</b>
        {texts.length > 0 ? (
          <dl className="differences">
            {texts.map(({ label: part, text }) => (
              <div key={part}>
                <dt>{part}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="none">nothing</p>
        )}
      </div>
      {versions.map(({ choice, title, value }) => {
        const differences = listPartDifferences(key, was, value);
        return (
          <div key={choice}>
            <label className="check">
              <input type="radio" name={`choice:${key}`} value={choice} required defaultChecked={choice === chosen} />
              <b>
                {title}
                <span className="sr-only">
                  {" "}
                  of {label} ({nr})
                </span>
              </b>
            </label>
            {differences.length > 0 ? <DifferenceList differences={differences} /> : <p className="none">as it was</p>}
          </div>
        );
      })}
    </fieldset>
  );
}

/** Two versions of one tool, part by part, beside what both were made from; whose is taken is chosen for each. Works without JavaScript. */
export function ConflictForm({ tool, base, suggestion, units }: Props) {
  return (
    <form className="form wide" action="/api/tools/merge" method="post">
      <input type="hidden" name="tool" value={tool} />
      <input type="hidden" name="base" value={base} />
      <input type="hidden" name="suggestion" value={suggestion} />
      {units.map((unit, place) => (
        <UnitFields key={unit.key} unit={unit} nr={place + 1} />
      ))}
      <p className="row-tools">
        <button type="submit" className="button" name="do" value="save">
          Save with these choices
        </button>
        <button type="submit" className="pill" name="do" value="continue">
          Take them into the form
        </button>
        <button type="submit" className="pill" formAction="/api/tools/draft" formNoValidate name="do" value="discard">
          Discard my version
        </button>
      </p>
    </form>
  );
}
