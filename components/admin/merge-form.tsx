import type { MergeKind } from "@/lib/merges/schema";

type Props = { kind: MergeKind; winner: string | number; loser: string | number; button: string };

/** The reason for a merge, and the button that does it. */
export function MergeForm({ kind, winner, loser, button }: Props) {
  return (
    <form className="form mt-5" action={`/api/admin/merges/${kind}s`} method="post">
      <input type="hidden" name="winner" value={winner} />
      <input type="hidden" name="loser" value={loser} />
      <label>
        <b>Why are they the same?</b>
        <input name="reason" required minLength={5} maxLength={200} />
        <small>Stands in the history of both, for everybody to read.</small>
      </label>
      <p>
        <button type="submit" className="button danger">
          {button}
        </button>
      </p>
    </form>
  );
}
