import type { Difference, Piece } from "@/lib/revisions/rules";

const withKeys = (pieces: readonly Piece[]) => pieces.map((piece, place) => ({ ...piece, id: `piece-${place}` }));

/** What differs between two versions, place by place: what went is struck out, what came is marked. */
export function DifferenceList({ differences }: { differences: Difference[] }) {
  return (
    <dl className="changes">
      {differences.map(({ key, label, pieces }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            {withKeys(pieces).map(({ id, text, kind }) => {
              if (kind === "same") return <span key={id}>{text}</span>;
              return kind === "gone" ? <del key={id}>{text}</del> : <ins key={id}>{text}</ins>;
            })}
          </dd>
        </div>
      ))}
    </dl>
  );
}
