import Markdown, { type Components, type Options } from "react-markdown";
import { webUrlSchema } from "@/lib/tools/schema";

const IN_A_LINE = ["em", "strong", "code", "a"];
const IN_BLOCKS = [...IN_A_LINE, "p", "ul", "ol", "li", "pre", "br", "h1", "h2", "h3", "h4", "h5", "h6"];

/** What would make of an ordinary sentence something else than its words: lists, headings, HTML, entities and their kin. */
const NOT_IN_A_LINE = [
  ...["autolink", "blockQuote", "characterReference", "codeFenced", "codeIndented", "definition"],
  ...["hardBreakEscape", "hardBreakTrailing", "headingAtx", "htmlFlow", "htmlText", "labelStartImage", "list"],
  ...["setextUnderline", "thematicBreak"],
];

/** Headings stay words: the outline of the page is not a text's to change. */
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

const lineByLine: NonNullable<Options["remarkPlugins"]> = [
  function keepLine() {
    Object.assign(this.data(), { micromarkExtensions: [{ disable: { null: NOT_IN_A_LINE } }] });
  },
];

type Props = {
  text: string;
  /** Draws one line within a paragraph: emphasis, code and links; without it paragraphs and lists too. */
  isLine?: boolean;
};

/** Text in a subset of Markdown: emphasis, code, web links, and (in blocks) paragraphs and lists. Everything else is shown as its words. */
export function MarkedText({ text, isLine = false }: Props) {
  return (
    <Markdown
      allowedElements={isLine ? IN_A_LINE : IN_BLOCKS}
      remarkPlugins={isLine ? lineByLine : []}
      unwrapDisallowed
      skipHtml
      urlTransform={keepWebLink}
      components={pictures}
    >
      {text}
    </Markdown>
  );
}
