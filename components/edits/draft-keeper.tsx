"use client";

import { useEffect, useRef, useState } from "react";

/** Milliseconds without a key after which what was typed is kept. */
const PAUSE = 1500;

/**
 * Keeps what is typed in the form around it as the member's draft, and asks before a page with something unkept is left. The form's own
 * route does the keeping, told by `act=keep`. Without JavaScript the form's buttons keep the draft.
 */
export function DraftKeeper({ savedAt }: { savedAt: string | null }) {
  const place = useRef<HTMLSpanElement>(null);
  const [said, setSaid] = useState(savedAt ? "This is your draft; nobody else sees it." : "");

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let timer = 0;
    let isDirty = false;
    const keep = async () => {
      isDirty = false;
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) body.append(name, String(value));
      body.set("act", "keep");
      try {
        const response = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
        if (!response.ok) throw new Error((await response.json()).title);
        setSaid("Draft kept.");
      } catch (error) {
        isDirty = true;
        setSaid(`The draft could not be kept. ${error instanceof Error ? error.message : ""}`);
      }
    };
    const typed = () => {
      isDirty = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, PAUSE);
    };
    const send = () => {
      isDirty = false;
      window.clearTimeout(timer);
    };
    const leave = (event: BeforeUnloadEvent) => {
      if (isDirty) event.preventDefault();
    };
    form.addEventListener("input", typed);
    form.addEventListener("submit", send);
    window.addEventListener("beforeunload", leave);
    return () => {
      window.clearTimeout(timer);
      form.removeEventListener("input", typed);
      form.removeEventListener("submit", send);
      window.removeEventListener("beforeunload", leave);
    };
  }, []);

  return (
    <span ref={place} className="text-faint" role="status">
      {said}
    </span>
  );
}
