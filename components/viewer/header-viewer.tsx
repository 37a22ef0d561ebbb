"use client";

import { useIsEditor, useViewer } from "@/components/viewer/use-viewer";
import { formatInitials } from "@/lib/format";

/**
 * The right end of the header: “Sign in”, or the member's initials over a menu. Both stand in the stored page, in a place of fixed
 * width; the script in its head says before the first paint which of them shows.
 */
export function HeaderViewer() {
  const member = useViewer()?.member;
  const isEditor = useIsEditor();
  const handle = member?.handle ?? "";
  return (
    <div className="viewer">
      <a href="/sign-in">Sign in</a>
      <button
        type="button"
        className="tile s"
        popoverTarget="viewer-menu"
        aria-label={handle ? `Your account, ${handle}` : "Your account"}
      >
        {formatInitials(handle)}
      </button>
      <nav id="viewer-menu" popover="auto" aria-label="Your account">
        <b>{handle}</b>
        {handle && <a href={`/members/${handle}`}>Profile</a>}
        <a href="/following">Following</a>
        <a href="/share">Your stacks</a>
        <a href="/statements">Your pros and cons</a>
        <a href="/suggestions">Your suggestions</a>
        {isEditor && <a href="/admin">Admin</a>}
        <a href="/settings">Settings</a>
        <form action="/account/sign-out" method="post">
          <button type="submit">Sign out</button>
        </form>
      </nav>
    </div>
  );
}
