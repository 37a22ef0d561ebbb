"use client";

import { useIsEditor } from "@/components/viewer/use-viewer";

/** The way to change a tool: editors edit, everybody else suggests. Without JavaScript it leads to the form for suggestions. */
export function EditLink({ slug, name }: { slug: string; name: string }) {
  const isEditor = useIsEditor();
  return (
    <a className="pill" href={isEditor ? `/admin/tools/${slug}/edit` : `/tools/${slug}/suggest`} rel="nofollow">
      {isEditor ? "Edit" : "Suggest an edit"}
      <span className="sr-only"> of {name}</span>
    </a>
  );
}
