import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { drawBadge, drawCard, embedSnippets } from "@/lib/stacks/embeds/rules";
import type { StackRow } from "@/lib/stacks/schema";

const row = (name: string): StackRow => ({ name, tool: null, layer: "devops", layerName: "DevOps", evidence: [] });
const stack = (name: string, ...tools: string[]) => ({ slug: "shop", name, rows: tools.map(row), asOf: "2026-11-26" });

describe("a badge", () => {
  test("names the stack and counts its tools", () => {
    expect(drawBadge(stack("Our shop", "a", "b"))).toContain("Our shop: 2 tools");
    expect(drawBadge(stack("Our shop", "a"))).toContain("1 tool<");
  });

  test("of any name is one picture in well-formed XML", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), (name) => {
        expect(XMLValidator.validate(drawBadge(stack(name, "a")))).toBe(true);
      }),
    );
  });
});

test("a card has no script, whatever its names are", () => {
  const evil = `</title><script>alert(1)</script>"'&`;
  const card = drawCard(stack(evil, evil));
  expect(card).not.toMatch(/<script/);
  expect(card).toContain("&#60;script&#62;");
});

test("snippets cannot be broken by a name", () => {
  for (const { text } of embedSnippets({ slug: "shop", name: '](x)"><img src=x onerror=alert(1)>`|' }))
    expect(text).not.toMatch(/<img src=x|\]\(x\)|onerror=alert\(1\)>(?!;)/);
});
