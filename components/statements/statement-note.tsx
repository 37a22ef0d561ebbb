import Markdown, { type Components } from "react-markdown";
import { webUrlSchema } from "@/lib/tools/schema";

const SHOWN = ["p", "em", "strong", "ul", "ol", "li", "code", "pre", "br", "a", "h1", "h2", "h3", "h4", "h5", "h6"];

/** Headings stay words: the outline of the page is not a note's to change. */
const pictures: Components = {
  h1: "p",
  h2: "p",
  h3: "p",
  h4: "p",
  h5: "p",
  h6: "p",
  a: ({ href, children }) =>
    href ? (
      <a href={href} rel="nofollow ugc noopener">
        {children}
      </a>
    ) : (
      children
    ),
};

/** Only full http and https addresses are linked; the words of every other link stay. */
function keepWebLink(url: string): string | null {
  return webUrlSchema.safeParse(url).success ? url : null;
}

/** A member's note, in a subset of Markdown: paragraphs, emphasis, lists, code and web links. Everything else is shown as its words. */
export function StatementNote({ note }: { note: string }) {
  return (
    <div className="prose">
      <Markdown allowedElements={SHOWN} unwrapDisallowed skipHtml urlTransform={keepWebLink} components={pictures}>
        {note}
      </Markdown>
    </div>
  );
}
