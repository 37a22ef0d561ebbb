"use client";

import { useViewer } from "@/components/viewer/use-viewer";

/** The way to the form of a decision, for its author, in a place that is kept for it; without scripts it stands below the form of a new one. */
export function DecisionOwnerLink({ slug, author }: { slug: string; author: string }) {
  const isAuthor = useViewer()?.member?.handle === author;
  return (
    <a className="pill" href={`/decisions/${slug}/edit`} style={{ visibility: isAuthor ? "visible" : "hidden" }}>
      Edit<span className="sr-only"> this decision</span>
    </a>
  );
}
