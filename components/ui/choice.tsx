type Props = {
  name: string;
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  isRequired?: boolean;
};

/** A labelled choice of one of several; where it is required, an option without a value stands for none yet. */
export function Choice({ name, label, value, options, isRequired }: Props) {
  return (
    <label>
      <b>{label}</b>
      <select name={name} defaultValue={value} required={isRequired}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
