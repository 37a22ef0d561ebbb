import { capitalise } from "@/lib/format";
import type { ToolForm } from "@/lib/tools/forms/schema";

type Place = Pick<ToolForm, "tool" | "suggestion" | "mode">;

/** The page on which a form of a tool stands. */
export function formPath({ tool, suggestion, mode }: Place): string {
  if (mode === "suggest") return `/tools/${tool}/suggest`;
  if (suggestion > 0) return `/admin/suggestions/${suggestion}/edit`;
  return tool === "" ? "/admin/tools/new" : `/admin/tools/${tool}/edit`;
}

/** Under which key the draft of a form is kept: the slug of its tool, and the suggestion that is being changed. */
export function draftKey({ tool, suggestion }: Pick<Place, "tool" | "suggestion">): string {
  return suggestion > 0 ? `${tool}#${suggestion}` : tool;
}

/** A field of the form as a list of faults calls it: `features.0.source.url` → `Features 1 source url`. */
export function describeField(field: string): string {
  const words = field.split(".").filter((part) => part !== "facts" && part !== "alternatives");
  return capitalise(
    words.map((word) => (/^\d+$/.test(word) ? String(Number(word) + 1) : word.replaceAll("-", " "))).join(" "),
  );
}

/** A new row of a list of the form. */
export function emptyRow(list: readonly string[]): Record<string, unknown> {
  const source = { url: "", title: "", checked: "" };
  switch (list.at(-1)) {
    case "features":
      return { name: "", value: "", source };
    case "links":
      return { label: "", url: "" };
    case "pinned":
    case "excluded":
      return { slug: "", reason: "" };
    default:
      return { slug: "" };
  }
}
