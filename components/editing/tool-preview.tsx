"use client";

import { useEffect, useState } from "react";
import { SourceList } from "@/components/layout/source-list";
import { FactTable } from "@/components/tools/fact-table";
import { LifecycleChip } from "@/components/tools/lifecycle-chip";
import { LifecycleSentence } from "@/components/tools/lifecycle-sentence";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { ToolLinks } from "@/components/tools/tool-links";
import { ToolTile } from "@/components/tools/tool-tile";
import { nestFields } from "@/lib/edits/rules";
import { createSprite } from "@/lib/logos/rules";
import { indexSources } from "@/lib/sources/rules";
import { previewTool } from "@/lib/tools/documents/preview/rules";
import { readTyped } from "@/lib/tools/documents/rules";
import type { TypedTool } from "@/lib/tools/documents/schema";
import { isEnded } from "@/lib/tools/rules";
import type { ToolPage } from "@/lib/tools/schema";

type Props = { form: string; page: ToolPage; typed: TypedTool };

/** How the tool's page would show what is typed into a form (by its id): at once, and without JavaScript as of the kept draft. */
export function ToolPreview({ form: formId, page, typed: initial }: Props) {
  const [typed, setTyped] = useState(initial);
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const read = () => setTyped(readTyped(nestFields(Object.fromEntries(new FormData(form)))));
    form.addEventListener("input", read);
    return () => form.removeEventListener("input", read);
  }, [formId]);

  const tool = previewTool(page, typed);
  const sprite = createSprite([tool]);
  const index = indexSources(tool.lifecycle, tool.facts, tool.features);
  return (
    <SpriteScope sprite={sprite}>
      <div className="who">
        <ToolTile tool={tool} sprite={sprite} />
        <div>
          <h3>{tool.name}</h3>
          <small>{tool.kind}</small> <LifecycleChip lifecycle={tool.lifecycle} />
        </div>
      </div>
      {tool.tagline && <p className="mt-3 text-soft">{tool.tagline}.</p>}
      {isEnded(tool.lifecycle) && (
        <div className="note dead mt-3">
          <b>This tool has ended</b>
          <LifecycleSentence tool={tool} index={index} />
        </div>
      )}
      {tool.description && <p className="mt-3">{tool.description}</p>}
      <h3 className="mt-5">Facts</h3>
      <FactTable tool={tool} index={index} />
      {tool.features.length > 0 && (
        <>
          <h3 className="mt-5">Features</h3>
          <FactTable tool={tool} index={index} features />
        </>
      )}
      {tool.integrations.length > 0 && (
        <>
          <h3 className="mt-5">Integrations</h3>
          <p>
            <ToolLinks tools={tool.integrations} />
          </p>
        </>
      )}
      {index.list.length > 0 && <SourceList index={index} />}
    </SpriteScope>
  );
}
