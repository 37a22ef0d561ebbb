import type { ReactNode } from "react";

/** What ties a control to its field: its name, its hint and what is wrong with it. */
type Ties = { id: string; name: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

type Props = {
  name: string;
  label: string;
  isOptional?: boolean;
  hint?: string;
  fault: string | undefined;
  children: (ties: Ties) => ReactNode;
};

/** A field of the form of a decision: label, control, hint, and what is wrong. */
export function DecisionField({ name, label, isOptional = false, hint, fault, children }: Props) {
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={name}>
        <span>
          <b>{label}</b>
          {isOptional && " (if you like)"}
        </span>
      </label>
      {children({
        id: name,
        name,
        "aria-describedby": described || undefined,
        "aria-invalid": fault ? true : undefined,
      })}
      {hint && <small id={`${name}-hint`}>{hint}</small>}
      {fault && (
        <span id={`${name}-fault`} className="error">
          {fault}
        </span>
      )}
    </div>
  );
}
