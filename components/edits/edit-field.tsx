import type { InputHTMLAttributes } from "react";

type Props = Pick<InputHTMLAttributes<HTMLInputElement>, "type" | "maxLength" | "placeholder" | "list" | "readOnly"> & {
  name: string;
  label: string;
  value: string;
  fault?: string;
  hint?: string;
  /** Lines of a longer text; without it the field is one line. */
  rows?: number;
  /** Shows the label to screen readers alone, where the place of the field says what it is. */
  isLabelHidden?: boolean;
};

/** A labelled field of an editing form with its hint and what is wrong with it. */
export function EditField({ name, label, value, fault, hint, rows, isLabelHidden, ...input }: Props) {
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(" ");
  const field = {
    id: name,
    name,
    defaultValue: value,
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": described || undefined,
    ...input,
  };
  return (
    <div className="field">
      <label htmlFor={name} className={isLabelHidden ? "sr-only" : undefined}>
        <b>{label}</b>
      </label>
      {rows ? <textarea {...field} rows={rows} /> : <input {...field} autoComplete="off" />}
      {fault && (
        <span id={`${name}-fault`} className="error">
          {fault}
        </span>
      )}
      {hint && <small id={`${name}-hint`}>{hint}</small>}
    </div>
  );
}
