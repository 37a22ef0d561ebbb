"use client";

import { type FormEvent, useState } from "react";
import { useViewer } from "@/components/viewer/use-viewer";

type Props = { slug: string; name: string };

/**
 * Follows a tool, or no longer: a form that works without JavaScript, where it follows and leads to /following, the page that
 * knows and that ends it. With it the button changes at once and is corrected when that is refused.
 */
export function FollowButton({ slug, name }: Props) {
  const viewer = useViewer();
  const [own, setOwn] = useState<boolean | null>(null);
  const [said, setSaid] = useState({ text: "", isRefusal: false });
  const follows = own ?? viewer?.follows.includes(slug) ?? false;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    if (!viewer?.member) return;
    event.preventDefault();
    setOwn(!follows);
    setSaid({ text: follows ? `You follow ${name} no longer.` : `You follow ${name} now.`, isRefusal: false });
    try {
      const response = await fetch("/api/follows", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ tool: slug, want: follows ? "unfollow" : "follow" }),
      });
      const body = await response.json();
      if (!response.ok) throw new Error(body.title);
      setOwn(body.follows);
    } catch (error) {
      setOwn(follows);
      const text = error instanceof Error && error.message ? error.message : "This did not arrive. Try again.";
      setSaid({ text, isRefusal: true });
    }
  };

  const word = follows ? "Following" : "Follow";
  return (
    <form className="follow" action="/api/follows" method="post" onSubmit={submit}>
      <input type="hidden" name="tool" value={slug} />
      <button className="pill" type="submit" name="want" value="follow" aria-label={`${word} ${name}`}>
        {word}
      </button>
      {said.text && <output className={said.isRefusal ? "refusal" : "sr-only"}>{said.text}</output>}
    </form>
  );
}
