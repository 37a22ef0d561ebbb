"use client";

import { useIsEditor } from "@/components/viewer/use-viewer";

/** Opens an earlier version of a stackup's differences in the form, for editors; nothing for everybody else. */
export function RestoreLink({ slug, version }: { slug: string; version: number }) {
  const isEditor = useIsEditor();
  if (!isEditor) return null;
  return (
    <a className="pill" href={`/admin/stackups/${slug}/edit?version=${version}`} rel="nofollow">
      Restore<span className="sr-only"> revision {version}</span>
    </a>
  );
}
