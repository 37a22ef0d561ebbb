import { EditField } from "@/components/editing/edit-field";

type Props = {
  /** Name of the source in the form, such as `facts.website.source`. */
  name: string;
  source: { url: string; title: string; checked: string };
  faults: Record<string, string>;
};

/** The three fields of a source: where it can be read, what the page is called, and the day on which somebody read it. */
export function SourceFields({ name, source, faults }: Props) {
  const field = (part: "url" | "title" | "checked") => ({
    name: `${name}.${part}`,
    value: source[part],
    fault: faults[`${name}.${part}`] ?? (part === "url" ? faults[name] : undefined),
  });
  return (
    <div className="source-fields">
      <EditField {...field("url")} label="Source" type="url" />
      <EditField {...field("title")} label="Title of the page" />
      <EditField {...field("checked")} label="Checked on" type="date" />
    </div>
  );
}
