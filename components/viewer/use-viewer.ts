"use client";

import { useSyncExternalStore } from "react";
import type { ViewerState } from "@/lib/statements/schema";

// No provider: its news would pass through parts of the page that React has not taken hold of yet, which React then makes anew
// from the page's second copy, and that holds no still parts (scripts/drop-still-parts.ts). Here each component hears it by itself.

/** What is known of the viewer: `null` until it is asked for, and for everybody who is not signed in. */
let viewer: ViewerState | null = null;
let isAsked = false;
const listeners = new Set<() => void>();

/** The cookie's name stands here too because the session's module is the server's alone. */
const HINT = "sidestack_signed_in=1";

function tell(state: ViewerState | null): void {
  viewer = state;
  for (const listener of listeners) listener();
}

/** Asks who is looking, once a page, and only in browsers where somebody signed in: readers cost no request. */
function ask(): void {
  if (isAsked) return;
  isAsked = true;
  if (!document.cookie.includes(HINT)) return;
  const tools = document.querySelector<HTMLElement>("[data-tools]")?.dataset.tools ?? "";
  fetch(`/api/viewer?tools=${tools}`, { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : null))
    .then((state: ViewerState | null) => {
      tell(state);
      if (state && !state.member) document.cookie = "sidestack_signed_in=; path=/; max-age=0";
      document.documentElement.dataset.viewer = state?.member ? "member" : "visitor";
    })
    .catch(() => tell(null));
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  ask();
  return () => listeners.delete(listener);
}

/** The viewer of this page, or null while nobody is known. */
export function useViewer(): ViewerState | null {
  return useSyncExternalStore(
    listen,
    () => viewer,
    () => null,
  );
}

/** True while the viewer is known to be an editor or an admin: what they may do is checked again where it is done. */
export function useIsEditor(): boolean {
  const role = useViewer()?.member?.role;
  return role === "editor" || role === "admin";
}
