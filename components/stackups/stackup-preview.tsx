"use client";

import { useEffect, useState } from "react";
import { SourceList } from "@/components/layout/source-list";
import { StackupDifferences } from "@/components/stackups/stackup-differences";
import { nestFields } from "@/lib/edits/rules";
import { indexSources } from "@/lib/sources/rules";
import { previewStackup, readTyped } from "@/lib/stackups/documents/rules";
import type { TypedStackup } from "@/lib/stackups/documents/schema";
import type { ToolPage } from "@/lib/tools/schema";

type Props = { form: string; typed: TypedStackup; slug: string; tools: ToolPage[] };

/** How the page of the stackup would show what is typed into a form (by its id): at once, and without JavaScript as of the kept draft. */
export function StackupPreview({ form: formId, typed: initial, slug, tools }: Props) {
  const [typed, setTyped] = useState(initial);
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const read = () => setTyped(readTyped(nestFields(Object.fromEntries(new FormData(form))), tools.length));
    form.addEventListener("input", read);
    return () => form.removeEventListener("input", read);
  }, [formId, tools.length]);

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
