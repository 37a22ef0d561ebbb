import { formatNumberOf } from "@/lib/format";

type Props = { found: number | null; packages: number | null };

/** What was found in a file that the form was filled in from. */
export function FoundNote({ found, packages }: Props) {
  if (found === null) return null;
  return (
    <p className="note done mt-4" role="status">
      {found === 0
        ? "No tool was found in this file. Is its name right?"
        : `${formatNumberOf(found, "tool")} found in this file. Look through them below, then share the stack.`}
      {packages ? ` ${formatNumberOf(packages, "package")} that are no tools were left out.` : ""}
    </p>
  );
}
