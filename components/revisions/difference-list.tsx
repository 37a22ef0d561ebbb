import { Fragment } from "react";
import type { Difference, Piece } from "@/lib/revisions/rules";

function PieceText({ piece }: { piece: Piece }) {
  if (piece.kind === "same") return piece.text;
  return piece.kind === "new" ? <ins>{piece.text}</ins> : <del>{piece.text}</del>;
}

/** What changed, place by place: what went is struck out, what came is underlined. */
export function DifferenceList({ differences }: { differences: Difference[] }) {
  return (
    <dl className="differences">
      {differences.map(({ key, label, pieces, joint }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            {pieces.map((piece) => (
              <Fragment key={piece.at}>
                {piece.at > 0 && joint}
                <PieceText piece={piece} />
              </Fragment>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
