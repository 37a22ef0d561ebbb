"use client";

import { useEffect, useState } from "react";

type Props = { run: number; done: number; size: number };
type Progress = { status: string; done: number; size: number };

/** Milliseconds between two looks at how far it is. */
const EVERY = 1000;

/** A bar that follows a run and loads its report when it is over. Without JavaScript the page loads itself anew. */
export function RunProgress({ run, done, size }: Props) {
  const [progress, setProgress] = useState({ done, size });
  useEffect(() => {
    const timer = setInterval(async () => {
      const answer = await fetch(`/api/imports/progress?run=${run}`).catch(() => null);
      if (!answer?.ok) return;
      const now: Progress = await answer.json();
      if (now.status === "running") setProgress(now);
      else window.location.reload();
    }, EVERY);
    return () => clearInterval(timer);
  }, [run]);
  const isWriting = progress.size > 0 && progress.done >= progress.size;
  return (
    <div className="form mt-4">
      <label htmlFor="import-progress">
        <b>{isWriting ? "Read; now it is written" : "Reading"}</b>
      </label>
      <progress id="import-progress" max={Math.max(1, progress.size)} value={isWriting ? undefined : progress.done} />
    </div>
  );
}
