import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { StatementNote } from "@/components/statements/statement-note";

function render(note: string): string {
  return renderToStaticMarkup(createElement(StatementNote, { note }));
}

test("paragraphs, emphasis, lists, code and web links are drawn", () => {
  const html = render("One *two* **three** `four`\n\n- five\n- six\n\n1. seven\n\n[eight](https://example.org/a?b=c)");
  for (const part of [
    "<p>One",
    "<em>two</em>",
    "<strong>three</strong>",
    "<code>four</code>",
    "<ul>",
    "<li>five</li>",
    "<ol>",
  ])
    expect(html).toContain(part);
  expect(html).toContain('<a href="https://example.org/a?b=c" rel="nofollow ugc noopener">eight</a>');
});

const HOSTILE = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "a <b onclick=alert(1)>b</b>",
  "<iframe src=https://example.org></iframe>",
  "<svg/onload=alert(1)>",
  "<!-- --><style>*{display:none}</style>",
  "[a](javascript:alert(1))",
  "[a](JaVaScRiPt:alert(1))",
  "[a](java\nscript:alert(1))",
  "[a](&#106;avascript:alert(1))",
  "[a](&#x6A;avascript&colon;alert(1))",
  "[a](vbscript:x)",
  "[a](data:text/html;base64,PHNjcmlwdD4=)",
  "[a](//example.org)",
  "[a](/settings)",
  "[a](#main)",
  "[a](https://user:pass@example.org/)",
  "<javascript:alert(1)>",
  "[a][b]\n\n[b]: javascript:alert(1)",
  "![a](https://example.org/pixel.png)",
  "![a](javascript:alert(1))",
  "[![a](https://example.org/pixel.png)](javascript:alert(1))",
  "# Heading\n\nOther\n=====",
  "> quote\n\n---\n\n***",
  "| a | b |\n|---|---|\n| c | d |",
  "```html\n<script>alert(1)</script>\n```",
  '[a](https://example.org/"onmouseover="alert(1))',
  '[a](https://example.org "title\\" onmouseover=alert(1)")',
  "*[**[a](javascript:alert(1))**](data:x)*",
];

describe("nothing else is", () => {
  test.each(HOSTILE)("%j", (note) => {
    const html = render(note);
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/g)];
    for (const [, name, attributes = ""] of tags) {
      expect(["div", "p", "em", "strong", "ul", "ol", "li", "code", "pre", "br", "a"]).toContain(name);
      if (name === "a" && attributes) {
        expect(attributes).toMatch(/^ href="https:\/\/example\.org[^"]*" rel="nofollow ugc noopener"$/);
      } else if (attributes) expect(attributes).toMatch(/^ (?:class="(?:prose|language-html)"|start="\d+")$/);
    }
  });

  test("words of what is left out stay readable", () => {
    expect(render("# Heading")).toContain("<p>Heading</p>");
    expect(render("[the words](javascript:alert(1))")).toContain("the words");
    expect(render("> quote")).toContain("quote");
  });
});

test.each([
  ["brackets", "[".repeat(2000)],
  ["emphasis", "*a ".repeat(660)],
  ["emphasis, both ways", "*a_ ".repeat(500)],
  ["backticks", "`a``b".repeat(400)],
  ["links in links", "[a](".repeat(500)],
  [
    "indented lists",
    Array.from({ length: 44 }, (_, depth) => `${"  ".repeat(depth)}- a`)
      .join("\n")
      .slice(0, 2000),
  ],
  ["entities", "&amp;".repeat(400)],
])("2,000 characters of %s are drawn", (_, note) => {
  // What a parser takes for ever over would run into the test's time limit.
  expect(render(note).length).toBeGreaterThan(0);
});
