"use client";

import { useRef, useState } from "react";
import { NearList } from "@/components/statements/near-list";
import type { NearStatement } from "@/lib/statements/drafts/schema";
import type { StatementKind } from "@/lib/statements/schema";

type Props = {
  /** Slug of the tool among whose statements near ones are looked for; null to look for none. */
  tool: string | null;
  kind: StatementKind;
  value: string;
  fault: string | undefined;
  near: NearStatement[];
};

/** Milliseconds without a key after which near statements are looked for. */
const PAUSE = 300;

/** The words of a statement. While they are typed, near statements of the same tool are shown; without JavaScript, after sending. */
export function StatementTextField({ tool, kind, value, fault, near }: Props) {
  const [shown, setShown] = useState(near);
  const waiting = useRef<{ timer: number; request: AbortController } | null>(null);

  const look = (text: string) => {
    if (!tool) return;
    window.clearTimeout(waiting.current?.timer);
    waiting.current?.request.abort();
    const request = new AbortController();
    const timer = window.setTimeout(async () => {
      if (text.trim().length < 3) return setShown([]);
      try {
        const response = await fetch(`/api/statements/near?${new URLSearchParams({ tool, kind, text })}`, {
          headers: { Accept: "application/json" },
          signal: request.signal,
        });
        if (response.ok) setShown((await response.json()).near);
      } catch {
        // Nothing is lost: near statements are looked for again when the form is sent.
      }
    }, PAUSE);
    waiting.current = { timer, request };
  };

  return (
    <div className="field">
      <label htmlFor="text">
        <b>In one line</b>
      </label>
      <input
        id="text"
        name="text"
        defaultValue={value}
        required
        minLength={3}
        maxLength={120}
        autoComplete="off"
        aria-describedby={fault ? "text-hint text-fault" : "text-hint"}
        aria-invalid={fault ? true : undefined}
        onInput={(event) => look(event.currentTarget.value)}
      />
      {fault && (
        <span id="text-fault" className="error">
          {fault}
        </span>
      )}
      <small id="text-hint">
        3 to 120 characters, plain text. One thing a statement, so that others can agree with it.
      </small>
      <div aria-live="polite">{shown.length > 0 && <NearList near={shown} />}</div>
    </div>
  );
}
