/** A part that at least one of two people changed: as it was, as it stands now, and as you would have it. */
export type VersionRow = {
  key: string;
  label: string;
  changedBy: "both" | "them" | "you";
  before: string[];
  theirs: string[];
  yours: string[];
};

const NOTES = {
  both: "Both of you changed this: choose.",
  them: "They changed this, you did not.",
  you: "You changed this, they did not.",
} as const;

function Version({ title, lines }: { title: string; lines: string[] }) {
  return (
    <div>
      <b>{title}</b>
      {lines.length > 0 ? lines.map((line) => <p key={line}>{line}</p>) : <p className="none">nothing</p>}
    </div>
  );
}

/** Two versions made from one, side by side, with the choice whose of each part is taken. Stands in a form, whose fields are `choice.…`. */
export function VersionChoice({ rows }: { rows: VersionRow[] }) {
  return (
    <div className="versions">
      {rows.map(({ key, label, changedBy, before, theirs, yours }) => (
        <fieldset key={key}>
          <legend>{label}</legend>
          <p className="text-soft">{NOTES[changedBy]}</p>
          <div className="cells" style={{ "--n": 3 }}>
            <Version title="As it was" lines={before} />
            <Version title="As it stands now" lines={theirs} />
            <Version title="Yours" lines={yours} />
          </div>
          <p className="row-tools">
            <label className="pill">
              <input
                type="radio"
                name={`choice.${key}`}
                value="theirs"
                defaultChecked={changedBy === "them"}
                required
              />{" "}
              Take theirs
            </label>
            <label className="pill">
              <input type="radio" name={`choice.${key}`} value="yours" defaultChecked={changedBy !== "them"} /> Take
              yours
            </label>
          </p>
        </fieldset>
      ))}
    </div>
  );
}
