"use client";

import { useEffect } from "react";

const GAP = 6;

/** Shows the source behind a mark beside it: a copy of its line in the list of sources at the foot of the page. */
function showSource(mark: HTMLAnchorElement, box: HTMLElement): void {
  const line = document.querySelector(mark.hash);
  if (!line) return;
  box.replaceChildren(...Array.from(line.childNodes, (node) => node.cloneNode(true)));
  box.hidden = false;
  const at = mark.getBoundingClientRect();
  const width = box.offsetWidth;
  const left = Math.min(Math.max(12, at.left - 20), document.documentElement.clientWidth - width - 12);
  const below = at.bottom + GAP + box.offsetHeight < window.innerHeight;
  const top = below ? at.bottom + GAP : at.top - GAP - box.offsetHeight;
  box.style.left = `${left + window.scrollX}px`;
  box.style.top = `${top + window.scrollY}px`;
}

/**
 * What JavaScript adds to every page, by delegation from the document: source marks open on hover, focus and tap; “/” goes to the
 * search field. Without it, marks are links to the list of sources.
 */
export function PageHelp() {
  useEffect(() => {
    const box = document.createElement("div");
    box.className = "source-popover";
    box.id = "source-popover";
    box.hidden = true;
    box.setAttribute("role", "tooltip");
    // Inside the main part: what stands outside all parts of a page is lost to those who go from part to part.
    (document.querySelector("main") ?? document.body).append(box);
    let open: HTMLAnchorElement | null = null;
    let closing = 0;

    const close = () => {
      box.hidden = true;
      open?.removeAttribute("aria-describedby");
      open = null;
    };
    const closeSoon = () => {
      closing = window.setTimeout(close, 200);
    };
    const markOf = (event: Event) =>
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.ref") : null;
    const show = (mark: HTMLAnchorElement) => {
      window.clearTimeout(closing);
      if (open === mark) return;
      close();
      open = mark;
      showSource(mark, box);
      mark.setAttribute("aria-describedby", box.id);
    };
    const enter = (event: Event) => {
      const mark = markOf(event);
      if (mark) show(mark);
      else if (event.target instanceof Node && box.contains(event.target)) window.clearTimeout(closing);
    };
    const leave = (event: Event) => {
      if (open && (markOf(event) || (event.target instanceof Node && box.contains(event.target)))) closeSoon();
    };
    const click = (event: MouseEvent) => {
      const mark = markOf(event);
      // A tap has no hover before it: the first shows the source instead of leaving the place.
      if (mark) {
        event.preventDefault();
        show(mark);
      } else if (!(event.target instanceof Node && box.contains(event.target))) close();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
      const isTyping =
        event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const field = document.querySelector<HTMLInputElement>(".find input");
        if (!field) return;
        event.preventDefault();
        field.focus();
      }
    };
    document.addEventListener("mouseover", enter);
    document.addEventListener("mouseout", leave);
    document.addEventListener("focusin", enter);
    document.addEventListener("focusout", leave);
    document.addEventListener("click", click);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("mouseover", enter);
      document.removeEventListener("mouseout", leave);
      document.removeEventListener("focusin", enter);
      document.removeEventListener("focusout", leave);
      document.removeEventListener("click", click);
      document.removeEventListener("keydown", key);
      box.remove();
    };
  }, []);
  return null;
}
