"use client";

import { useEffect, useRef, useState } from "react";

const HELP = "Keys: j and k move, a accepts, d declines.";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input:not([type=checkbox]), textarea, select") !== null;
}

/** Moves through the queue and decides by keyboard: the entry is sent as its buttons would, and leaves the list when it was. */
export function QueueKeys({ list: listId }: { list: string }) {
  const [said, setSaid] = useState("");
  const current = useRef<HTMLElement | null>(null);

  useEffect(() => {
    const entries = () => [...document.querySelectorAll<HTMLElement>(`#${listId} > li:not([hidden])`)];
    const go = (entry: HTMLElement | undefined) => {
      current.current?.classList.remove("current");
      current.current = entry ?? null;
      entry?.classList.add("current");
      entry?.focus({ preventScroll: true });
      entry?.scrollIntoView({ block: "nearest" });
    };
    const place = () => (current.current ? entries().indexOf(current.current) : -1);
    const decide = async (decision: "accept" | "decline") => {
      const entry = current.current;
      const form = entry?.querySelector("form");
      if (!entry || !form || entry.ariaBusy === "true") return;
      entry.ariaBusy = "true";
      const all = entries();
      const next = all[place() + 1] ?? all[place() - 1];
      const body = new URLSearchParams({ entry: entry.id, decision });
      // The next one is at hand at once; an entry that could not be decided comes back.
      entry.hidden = true;
      go(next);
      try {
        const headers = { Accept: "application/json" };
        const answer = await fetch(form.action, { method: "POST", headers, body });
        if (!answer.ok) throw new Error((await answer.json()).title);
        setSaid(`${decision === "accept" ? "Accepted" : "Declined"}. ${entries().length} left here.`);
      } catch (error) {
        entry.hidden = false;
        entry.ariaBusy = "false";
        setSaid(error instanceof Error ? error.message : "This did not arrive.");
      }
    };
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "j") go(entries()[Math.min(place() + 1, entries().length - 1)]);
      else if (event.key === "k") go(entries()[Math.max(place() - 1, 0)]);
      else if (event.key === "a") void decide("accept");
      else if (event.key === "d") void decide("decline");
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [listId]);

  return (
    <p className="text-faint">
      {HELP} <output>{said}</output>
    </p>
  );
}
