import { SourceMark } from "@/components/layout/source-mark";
import { capitalise } from "@/lib/format";
import type { SourceIndex } from "@/lib/sources/rules";
import { FACT_LABELS, factText, lifecycleText } from "@/lib/tools/rules";
import type { SourceRef, ToolPage } from "@/lib/tools/schema";

type Entry = { label: string; text: string; href?: string; source?: SourceRef };

function listFacts(tool: ToolPage): Entry[] {
  return [
    { label: "Kind", text: capitalise(tool.kind) },
    { label: "Lifecycle", text: lifecycleText(tool.lifecycle), source: tool.lifecycle.source ?? undefined },
    ...tool.facts.map(({ key, value, source }) => ({
      label: FACT_LABELS[key],
      text: factText(key, value),
      href: key === "website" || key === "repository" ? value : undefined,
      source,
    })),
    ...tool.links.map(({ label, url }) => ({ label, text: url.replace(/^https?:\/\/(www\.)?/, ""), href: url })),
  ];
}

/** A tool's facts, or its features, one a row, each with its source. */
export function FactTable({
  tool,
  index,
  features = false,
}: {
  tool: ToolPage;
  index: SourceIndex;
  features?: boolean;
}) {
  const entries: Entry[] = features
    ? tool.features.map(({ name, value, source }) => ({ label: name, text: value, source }))
    : listFacts(tool);
  if (entries.length === 0) return <p className="none mt-3">No features listed.</p>;
  return (
    <table className="facts">
      <tbody>
        {entries.map(({ label, text, href, source }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              {href ? (
                <a href={href} rel="nofollow noopener">
                  {text}
                </a>
              ) : (
                text
              )}
              <SourceMark source={source} index={index} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
