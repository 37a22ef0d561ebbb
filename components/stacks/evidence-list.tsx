import { evidenceUrl } from "@/lib/stacks/rules";
import type { StackEvidence } from "@/lib/stacks/schema";

/** Pieces that are shown at once; the others are folded. */
const SHOWN = 2;

type Props = { evidence: StackEvidence[]; repository: string | null; commit: string | null };

function Place({ place, repository, commit }: Omit<Props, "evidence"> & { place: StackEvidence }) {
  const text = place.line ? `${place.file}:${place.line}` : place.file;
  const url = evidenceUrl(repository, commit, place);
  return url ? (
    <a href={url} rel="nofollow ugc">
      {text}
    </a>
  ) : (
    <span>{text}</span>
  );
}

/** Where a tool was seen in the project's files, with links to them at that commit where it is known. */
export function EvidenceList({ evidence, repository, commit }: Props) {
  const [first, rest] = [evidence.slice(0, SHOWN), evidence.slice(SHOWN)];
  const list = (places: StackEvidence[]) =>
    places.map((place) => (
      <li key={`${place.file}:${place.line}`}>
        <Place place={place} repository={repository} commit={commit} />
      </li>
    ));
  return (
    <>
      <ul className="evidence">{list(first)}</ul>
      {rest.length > 0 && (
        <details className="data">
          <summary>{rest.length} more</summary>
          <ul className="evidence">{list(rest)}</ul>
        </details>
      )}
    </>
  );
}
