import { MarkedText } from "@/components/layout/marked-text";

/** A member's note, in a subset of Markdown: paragraphs, emphasis, lists, code and web links. */
export function StatementNote({ note }: { note: string }) {
  return (
    <div className="prose">
      <MarkedText text={note} />
    </div>
  );
}
