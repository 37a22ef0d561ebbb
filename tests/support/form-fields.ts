/** The fields of a form that hold this, by the names that a browser sends: `{ facts: { licence } }` is `facts.licence`. */
export function toFields(value: unknown, name = ""): Record<string, string> {
  if (typeof value === "string") return { [name]: value };
  const entries = Object.entries(value ?? {});
  return Object.assign({}, ...entries.map(([key, child]) => toFields(child, name ? `${name}.${key}` : key)));
}
