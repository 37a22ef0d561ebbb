import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { MarkedText } from "@/components/layout/marked-text";
import { readCatalog } from "@/prisma/read-catalog";

function renderLine(text: string): string {
  return renderToStaticMarkup(createElement(MarkedText, { text, isLine: true }));
}

/** Text as React writes it into HTML. */
function escaped(text: string): string {
  return renderToStaticMarkup(createElement("i", null, text)).slice(3, -4);
}

describe("a line", () => {
  test.each([
    ["*one* **two** `three`", "<em>one</em> <strong>two</strong> <code>three</code>"],
    ["[docs](https://example.org/a?b=c)", '<a href="https://example.org/a?b=c" rel="nofollow ugc noopener">docs</a>'],
    ["[docs](javascript:alert(1))", "docs"],
    ["a \\* b", "a * b"],
  ])("draws %s", (text, html) => {
    expect(renderLine(text)).toBe(html);
  });

  test.each([
    "- one",
    "1. first",
    "# heading",
    "> quoted",
    "    indented",
    "---",
    "snake_case_names",
    "a < b and c > d",
    "AT&amp;T",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "https://example.org",
    "2 * 3 * 4",
  ])("shows %s as its words", (text) => {
    expect(renderLine(text)).toBe(escaped(text.trim()));
  });

  test("every text of the catalog's stackups stays as it is", () => {
    const catalog = readCatalog("prisma/catalog");
    const texts = catalog.stackups.flatMap(({ content: { claims, summary, choose } }) => [
      summary,
      ...Object.values(choose),
      ...claims.flatMap((claim) => Object.values(claim.holds).map((cell) => cell.text)),
    ]);
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => renderLine(text) !== escaped(text))).toEqual([]);
  });
});
