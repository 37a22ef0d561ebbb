"use client";

import { useIsEditor } from "@/components/viewer/use-viewer";

/** The way to change a stackup's differences: editors edit, everybody else suggests. Without JavaScript it leads to suggesting. */
export function StackupEditLink({ slug, isWritten }: { slug: string; isWritten: boolean }) {
  const isEditor = useIsEditor();
  const words = isWritten ? "Edit" : "Write differences";
  const suggested = isWritten ? "Suggest an edit" : "Suggest differences";
  return (
    <a className="pill" href={isEditor ? `/admin/stackups/${slug}/edit` : `/stackups/${slug}/suggest`} rel="nofollow">
      {isEditor ? words : suggested}
    </a>
  );
}
