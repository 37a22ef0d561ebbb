"use client";

import { useEffect, useRef, useState } from "react";

type Props = { rows: { key: string; label: string }[]; markdown: string };

/** What the address says about the table: `?only=differences` and `?hide=licence,language`. */
function readAddress(): { only: boolean; hidden: string[] } {
  const search = new URLSearchParams(window.location.search);
  return { only: search.get("only") === "differences", hidden: (search.get("hide") ?? "").split(",").filter(Boolean) };
}

function writeAddress(form: HTMLFormElement): void {
  const url = new URL(window.location.href);
  const boxes = Array.from(form.querySelectorAll<HTMLInputElement>("[name=row]"));
  const hidden = boxes.filter((box) => !box.checked).map((box) => box.value);
  const only = form.querySelector<HTMLInputElement>("#only-differences")?.checked;
  url.search = [only ? "only=differences" : "", hidden.length > 0 ? `hide=${hidden.join(",")}` : ""]
    .filter(Boolean)
    .join("&");
  window.history.replaceState(window.history.state, "", url);
}

/**
 * Which rows the table shows. The boxes work by CSS alone; JavaScript keeps the choice in the address, so that it can be
 * shared, and copies the table as Markdown.
 */
export function ComparisonControls({ rows, markdown }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [copied, setCopied] = useState<"" | "Copied" | "Not allowed by the browser">("");

  useEffect(() => {
    const { only, hidden } = readAddress();
    if (!only && hidden.length === 0) return;
    for (const box of form.current?.querySelectorAll<HTMLInputElement>("input") ?? []) {
      box.checked = box.id === "only-differences" ? only : !hidden.includes(box.value);
    }
  }, []);

  const copy = async () => {
    try {
      const text = await fetch(markdown);
      if (!text.ok) throw new Error(`HTTP ${text.status}`);
      await navigator.clipboard.writeText(await text.text());
      setCopied("Copied");
    } catch {
      setCopied("Not allowed by the browser");
    }
  };

  return (
    <form ref={form} className="row-tools" onChange={(event) => writeAddress(event.currentTarget)} autoComplete="off">
      <label className="pill">
        <input type="checkbox" id="only-differences" /> Only differences
      </label>
      <details className="row-choice">
        <summary className="pill">Choose rows</summary>
        <fieldset>
          <legend>Rows to show</legend>
          {rows.map(({ key, label }, place) => (
            <label key={key}>
              <input type="checkbox" name="row" id={`r${place}`} value={key} defaultChecked /> {label}
            </label>
          ))}
        </fieldset>
      </details>
      <a
        className="pill"
        href={markdown}
        onClick={(event) => {
          event.preventDefault();
          void copy();
        }}
      >
        Copy as Markdown
      </a>
      <output aria-live="polite">{copied}</output>
    </form>
  );
}
