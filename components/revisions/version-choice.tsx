import type { ReactNode } from "react";

type Props = {
  /** The part's name among the fields of the form, which are `choice:…`. */
  name: string;
  label: string;
  changedBy: "both" | "them" | "you";
  /** What two people made their versions from. */
  before: ReactNode;
  theirs: ReactNode;
  yours: ReactNode;
};

const WHO = { both: "Both of you changed this.", them: "Only they changed this.", you: "Only you changed this." };

/** A part of two versions made from one, side by side, with the choice whose is taken: of what one alone changed, that one's. */
export function VersionChoice({ name, label, changedBy, before, theirs, yours }: Props) {
  const chosen = changedBy === "you" ? "yours" : changedBy === "them" ? "theirs" : null;
  const versions = [
    { choice: "theirs", title: "Theirs", shown: theirs },
    { choice: "yours", title: "Yours", shown: yours },
  ];
  return (
    <fieldset className="versions">
      <legend>{label}</legend>
      <p className={changedBy === "both" ? "both" : undefined}>{WHO[changedBy]}</p>
      <div>
        <b>It was</b>
        {before}
      </div>
      {versions.map(({ choice, title, shown }) => (
        <div key={choice}>
          <label className="check">
            <input type="radio" name={`choice:${name}`} value={choice} required defaultChecked={choice === chosen} />
            <b>
              {title}
              <span className="sr-only"> of {label}</span>
            </b>
          </label>
          {shown}
        </div>
      ))}
    </fieldset>
  );
}
