import { SourceList } from "@/components/layout/source-list";
import { StackupDifferences } from "@/components/stackups/stackup-differences";
import { indexSources } from "@/lib/sources/rules";
import { previewStackup } from "@/lib/stackups/documents/rules";
import type { TypedStackup } from "@/lib/stackups/documents/schema";
import type { ToolPage } from "@/lib/tools/schema";

/** What is typed, as the page of the stackup will show it. */
export function StackupPreview({ typed, slug, tools }: { typed: TypedStackup; slug: string; tools: ToolPage[] }) {
  const written = previewStackup(typed, slug, tools);
  const index = indexSources(written.claims);
  return (
    <div id="preview" className="section">
      <p className="text-faint">Preview: what you typed, as the page will show it.</p>
      <StackupDifferences tools={tools} written={written} computed={[]} index={index} />
      <SourceList index={index} />
    </div>
  );
}
