"use client";

import { useViewer } from "@/components/viewer/use-viewer";

/** The way to the form of a stack, for its owner, in a place that is kept for it; without scripts it stands on /share. */
export function StackOwnerLink({ slug, owner }: { slug: string; owner: string }) {
  const isOwner = useViewer()?.member?.handle === owner;
  return (
    <a className="pill" href={`/stacks/${slug}/edit`} style={{ visibility: isOwner ? "visible" : "hidden" }}>
      Edit<span className="sr-only"> this stack</span>
    </a>
  );
}
