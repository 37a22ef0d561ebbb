import { MergeForm } from "@/components/admin/merge-form";
import { MergeLines } from "@/components/admin/merge-lines";
import type { MergePreview } from "@/lib/merges/schema";

/** What would move if two tools became one, and the button that does it. */
export function MergePreviewTable({ preview }: { preview: MergePreview }) {
  const { winner, loser, lines, stackupsLeft, statementsLeft } = preview;
  return (
    <>
      <p className="mt-4">
        <b>{loser.name}</b> becomes one with <b>{winner.name}</b>. Its page leads there from then on.
      </p>
      <MergeLines lines={lines} />
      {(stackupsLeft.length > 0 || statementsLeft > 0) && (
        <div className="note kind mt-4">
          <b>Kept, but not shown any more</b>
          {stackupsLeft.length > 0 &&
            `Written stackups that have both, or that ${winner.name} has already: ${stackupsLeft.join(", ")}. `}
          {statementsLeft > 0 &&
            `Pros and cons whose words were withdrawn, were refused or wait at ${winner.name}: ${statementsLeft}.`}
        </div>
      )}
      <MergeForm
        kind="tool"
        winner={winner.slug}
        loser={loser.slug}
        button={`Make one of ${loser.name} and ${winner.name}`}
      />
    </>
  );
}
