"use client";

import { useEffect, useRef, useState } from "react";
import { z } from "zod";

/** Ids of the lists that help while typing: tools by name or slug, and icons of the chosen set. */
export const TOOLS_NEAR = "tools-near";
export const ICONS_NEAR = "icons-near";

type Near = { value: string; label: string };

const answerSchema = z.object({
  tools: z.array(z.object({ slug: z.string(), name: z.string(), kind: z.string() })).default([]),
  icons: z.array(z.string()).default([]),
});

/** Milliseconds without a key after which names are looked for. */
const PAUSE = 150;

function addressOf(input: HTMLInputElement): string | null {
  const q = input.value.trim();
  if (q.length < 2) return null;
  if (input.getAttribute("list") === TOOLS_NEAR) return `/api/tools/suggest?${new URLSearchParams({ q })}`;
  if (input.getAttribute("list") !== ICONS_NEAR) return null;
  const set = input.form?.elements.namedItem("logo.set");
  return set instanceof HTMLSelectElement ? `/api/logos/suggest?${new URLSearchParams({ set: set.value, q })}` : null;
}

/** Fills the lists behind the fields of the form around it while somebody types. Without JavaScript slugs and names are typed whole. */
export function NearNames() {
  const anchor = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState<Record<string, Near[]>>({});

  useEffect(() => {
    const form = anchor.current?.closest("form");
    let timer = 0;
    let request = new AbortController();
    const look = (event: Event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement)) return;
      const list = input.getAttribute("list") ?? "";
      const address = addressOf(input);
      window.clearTimeout(timer);
      request.abort();
      if (!address) return;
      request = new AbortController();
      timer = window.setTimeout(async () => {
        try {
          const response = await fetch(address, { signal: request.signal });
          const { tools, icons } = answerSchema.parse(await response.json());
          const found = [
            ...tools.map(({ slug, name, kind }) => ({ value: slug, label: `${name}, ${kind}` })),
            ...icons.map((icon) => ({ value: icon, label: icon })),
          ];
          setNear((known) => ({ ...known, [list]: found }));
        } catch {
          // Nothing is lost: names can be typed whole.
        }
      }, PAUSE);
    };
    form?.addEventListener("input", look);
    return () => {
      window.clearTimeout(timer);
      form?.removeEventListener("input", look);
    };
  }, []);

  return (
    <div ref={anchor} hidden>
      {[TOOLS_NEAR, ICONS_NEAR].map((list) => (
        <datalist key={list} id={list}>
          {(near[list] ?? []).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </datalist>
      ))}
    </div>
  );
}
