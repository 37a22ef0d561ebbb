type Props = { name: string; label: string; value: string; type?: "search" | "number" };

/** A text of a list's filter. */
export function FilterText({ name, label, value, type = "search" }: Props) {
  return (
    <label>
      <b>{label}</b>
      <input name={name} type={type} defaultValue={value} maxLength={200} min={type === "number" ? 1 : undefined} />
    </label>
  );
}
