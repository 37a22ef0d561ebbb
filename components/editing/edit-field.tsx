type Props = {
  /** Name and id of the field; what is wrong with it stands under the same name. */
  name: string;
  label: string;
  value: string;
  fault?: string;
  hint?: string;
  type?: "text" | "url" | "date" | "textarea";
  /** Id of a list that helps while typing. */
  list?: string;
  rows?: number;
  required?: boolean;
};

/** A labelled field of a long form, with what is wrong with it. */
export function EditField({ name, label, value, fault, hint, type = "text", list, rows = 4, required }: Props) {
  const described = [fault && `${name}-fault`, hint && `${name}-hint`].filter(Boolean).join(" ");
  const shared = {
    id: name,
    name,
    defaultValue: value,
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": described || undefined,
    "aria-required": required,
  };
  return (
    <div className="field">
      <label htmlFor={name}>
        <b>{label}</b>
      </label>
      {type === "textarea" ? (
        <textarea {...shared} rows={rows} />
      ) : (
        <input {...shared} type={type} list={list} autoComplete="off" spellCheck={type === "text" && !list} />
      )}
      {fault && (
        <span id={`${name}-fault`} className="error">
          {fault}
        </span>
      )}
      {hint && <small id={`${name}-hint`}>{hint}</small>}
    </div>
  );
}
