import { formatList, formatNumberOf, formatWholeNumber } from "@/lib/format";
import type { JointUsage } from "@/lib/stacks/usage/schema";
import type { ToolName } from "@/lib/tools/schema";

type Props = { tools: ToolName[]; usage: JointUsage };

/** How many public stacks use the compared tools: each of them, and all of them together. */
export function UsedTogether({ tools, usage }: Props) {
  if (usage.any === 0)
    return (
      <p className="mt-3">
        <span className="none">No public stack lists one of them yet.</span> <a href="/share">Share yours</a>
      </p>
    );
  const all = tools.length === 2 ? "both" : "all of them";
  return (
    <table className="facts">
      <caption className="sr-only">Public stacks with {formatList(tools.map((tool) => tool.name))}</caption>
      <tbody>
        <tr>
          <th scope="row">With {all}</th>
          <td>
            {formatNumberOf(usage.all, "stack")} of {formatWholeNumber(usage.any)} that use at least one
          </td>
        </tr>
        {tools.map((tool) => (
          <tr key={tool.slug}>
            <th scope="row">With {tool.name}</th>
            <td>
              <a href={`/tools/${tool.slug}/stacks`}>
                {formatNumberOf(usage.each.find((entry) => entry.slug === tool.slug)?.stacks ?? 0, "stack")}
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
