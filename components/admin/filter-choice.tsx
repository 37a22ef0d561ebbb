type Props = {
  name: string;
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
};

/** One choice of a list's filter. */
export function FilterChoice({ name, label, value, options }: Props) {
  return (
    <label>
      <b>{label}</b>
      <select name={name} defaultValue={value}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
