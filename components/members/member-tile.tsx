import { formatInitials } from "@/lib/format";

/** A member's initials on a colour that follows from the handle. It stands beside the name, so it is silent. */
export function MemberTile({ handle }: { handle: string }) {
  const colour = [...handle].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4;
  return (
    <span className={`tile t${colour}`} aria-hidden="true">
      {formatInitials(handle)}
    </span>
  );
}
