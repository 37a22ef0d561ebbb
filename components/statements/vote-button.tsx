"use client";

import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useViewer } from "@/components/viewer/use-viewer";

type Props = { id: number; text: string; score: number; children?: ReactNode };

/**
 * One member's vote for a statement: a form that works without JavaScript. With it the number moves at once and is corrected when
 * the vote is refused; who is not signed in is taken to the sign-in page and back. The words stand here too, with what follows
 * them as children, so that the page carries them once.
 */
export function VoteButton({ id, text, score, children }: Props) {
  const viewer = useViewer();
  const [own, setOwn] = useState<{ voted: boolean; score: number } | null>(null);
  const [refusal, setRefusal] = useState("");
  const isSending = useRef(false);
  const voted = own?.voted ?? viewer?.votes.includes(id) ?? false;
  const shown = own?.score ?? score;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    if (!viewer?.member) return;
    event.preventDefault();
    // The second click of a double click means the same vote, not its withdrawal.
    if (isSending.current) return;
    isSending.current = true;
    const before = { voted, score: shown };
    setRefusal("");
    setOwn({ voted: !voted, score: shown + (voted ? -1 : 1) });
    try {
      const response = await fetch("/api/votes", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ statement: id, want: voted ? "withdraw" : "vote" }),
      });
      const body = await response.json();
      if (!response.ok) throw new Error(body.title);
      setOwn({ voted: body.voted, score: body.score });
    } catch (error) {
      setOwn(before);
      setRefusal(error instanceof Error && error.message ? error.message : "The vote did not arrive. Try again.");
    } finally {
      isSending.current = false;
    }
  };

  return (
    <>
      <form action="/api/votes" method="post" onSubmit={submit}>
        <button
          className="vote"
          type="submit"
          name="toggle"
          value={id}
          aria-pressed={voted}
          aria-label={`Upvote ${text}, ${shown} ${shown === 1 ? "vote" : "votes"}, ${voted ? "voted" : "not voted"}`}
        >
          {shown}
        </button>
        {refusal && <output className="refusal">{refusal}</output>}
      </form>
      <div>
        {text}
        {children}
      </div>
    </>
  );
}
