"use client";

import { useEffect, useState } from "react";

/** Copies a text; shown only where scripts run, in a place that is kept for it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isReady, setReady] = useState(false);
  const [said, setSaid] = useState("");
  useEffect(() => setReady(true), []);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid("Copied"),
      () => setSaid("Not allowed by the browser"),
    );
  return (
    <span style={{ visibility: isReady ? "visible" : "hidden" }}>
      <button type="button" className="pill" onClick={() => void copy()}>
        {label}
      </button>{" "}
      <output aria-live="polite">{said}</output>
    </span>
  );
}
