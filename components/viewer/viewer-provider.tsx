"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { ViewerState } from "@/lib/statements/schema";

/** What is known of the viewer: `null` until it is asked for, and for everybody who is not signed in. */
const ViewerContext = createContext<ViewerState | null>(null);

/** The cookie's name stands here too because the session's module is the server's alone. */
const HINT = "sidestack_signed_in=1";

/** Asks who is looking, once a page, and only in browsers where somebody signed in: readers cost no request. */
export function ViewerProvider({ children }: { children: ReactNode }) {
  const [viewer, setViewer] = useState<ViewerState | null>(null);
  useEffect(() => {
    if (!document.cookie.includes(HINT)) return;
    const tools = document.querySelector<HTMLElement>("[data-tools]")?.dataset.tools ?? "";
    fetch(`/api/viewer?tools=${tools}`, { headers: { Accept: "application/json" } })
      .then((response) => (response.ok ? response.json() : null))
      .then((state: ViewerState | null) => {
        setViewer(state);
        if (state && !state.member) document.cookie = "sidestack_signed_in=; path=/; max-age=0";
        document.documentElement.dataset.viewer = state?.member ? "member" : "visitor";
      })
      .catch(() => setViewer(null));
  }, []);
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

/** True while the viewer is known to be an editor or an admin: what they may do is checked again where it is done. */
export function useIsEditor(): boolean {
  const role = useViewer()?.member?.role;
  return role === "editor" || role === "admin";
}

/** The viewer of this page, or null while nobody is known. */
export function useViewer(): ViewerState | null {
  return useContext(ViewerContext);
}
