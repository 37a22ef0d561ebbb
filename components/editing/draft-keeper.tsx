"use client";

import { useEffect, useRef, useState } from "react";
import { z } from "zod";

/** Milliseconds without a change after which what was typed is kept as a draft. */
const PAUSE = 1500;
const answerSchema = z.object({ savedAt: z.iso.datetime() });

/**
 * Keeps what is typed into the form around it as a draft, and asks before the page is left with what is not kept yet. Without JavaScript
 * the form has a button that does the same.
 */
export function DraftKeeper({ action }: { action: string }) {
  const anchor = useRef<HTMLOutputElement>(null);
  const [said, setSaid] = useState("");

  useEffect(() => {
    const form = anchor.current?.closest("form");
    if (!form) return;
    let timer = 0;
    let isKept = true;
    let isLeaving = false;
    const keep = async () => {
      const body = new FormData(form);
      // A file is sent once, when all is saved.
      body.delete("logoFile");
      isKept = true;
      try {
        const response = await fetch(action, { method: "POST", headers: { Accept: "application/json" }, body });
        if (!response.ok) throw new Error(`answered ${response.status}`);
        const { savedAt } = answerSchema.parse(await response.json());
        setSaid(`Draft kept at ${savedAt.slice(11, 16)} UTC`);
      } catch {
        isKept = false;
        setSaid("The draft could not be kept. Do not close this page.");
      }
    };
    const change = () => {
      isKept = false;
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, PAUSE);
    };
    const submit = () => {
      isLeaving = true;
      window.clearTimeout(timer);
    };
    const guard = (event: BeforeUnloadEvent) => {
      if (!isKept && !isLeaving) event.preventDefault();
    };
    form.addEventListener("input", change);
    form.addEventListener("submit", submit);
    window.addEventListener("beforeunload", guard);
    return () => {
      window.clearTimeout(timer);
      form.removeEventListener("input", change);
      form.removeEventListener("submit", submit);
      window.removeEventListener("beforeunload", guard);
    };
  }, [action]);

  return (
    <output ref={anchor} className="text-faint">
      {said}
    </output>
  );
}
