/** A part that at least one of two people changed: as it was, as it stands now, and as you would have it. */
export type VersionRow = {
  key: string;
  label: string;
  changedBy: "both" | "them" | "you";
  before: string[];
  theirs: string[];
  yours: string[];
};

const WHO = { both: "Both of you changed this.", them: "Only they changed this.", you: "Only you changed this." };

function Lines({ lines }: { lines: string[] }) {
  if (lines.length === 0) return <p className="none">nothing</p>;
  return lines.map((line) => <p key={line}>{line}</p>);
}

/** A part of two versions made from one, side by side, with the choice whose is taken. Stands in a form, whose fields are `choice:…`. */
export function VersionChoice({ row }: { row: VersionRow }) {
  const { key, label, changedBy, before, theirs, yours } = row;
  const chosen = changedBy === "you" ? "yours" : changedBy === "them" ? "theirs" : null;
  const versions = [
    { choice: "theirs", title: "Theirs", lines: theirs },
    { choice: "yours", title: "Yours", lines: yours },
  ];
  return (
    <fieldset className="versions">
      <legend>{label}</legend>
      <p className={changedBy === "both" ? "both" : undefined}>{WHO[changedBy]}</p>
      <div>
        <b>It was</b>
        <Lines lines={before} />
      </div>
      {versions.map(({ choice, title, lines }) => (
        <div key={choice}>
          <label className="check">
            <input type="radio" name={`choice:${key}`} value={choice} required defaultChecked={choice === chosen} />
            <b>
              {title}
              <span className="sr-only"> of {label}</span>
            </b>
          </label>
          <Lines lines={lines} />
        </div>
      ))}
    </fieldset>
  );
}
