import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weave } from "@/scripts/weave";

/** A document as Next stores it: parts with texts, and then its second copy in pieces. */
function page(parts: string[], pieces: string[]): string {
  const scripts = pieces.map((piece) => `<script>self.__next_f.push([1,${JSON.stringify(piece)}])</script>`).join("");
  const sections = parts.map((part) => `<section>${part}</section>`).join("");
  return `<html><body><main>${sections}</main><script>(self.__next_f=self.__next_f||[]).push([0])</script>${scripts}</body></html>`;
}

/** What a browser makes of the scripts of a document: what Next is handed, and what is left of the document. */
function open(html: string): { handed: unknown[]; left: string } {
  const self: { __next_f?: unknown[] } = {};
  const left = html.replace(/<script>(.*?)<\/script>/gs, (script, code: string) => {
    let isRemoved = false;
    const currentScript = { remove: () => (isRemoved = true) };
    runInNewContext(code, { self, document: { currentScript } });
    return isRemoved ? "" : script;
  });
  return { handed: JSON.parse(JSON.stringify(self.__next_f)), left: left.replace(/<script>.*?<\/script>/gs, "") };
}

const parts = ["Apples grow on trees.", "Bread is baked.", "Cheese ripens.", "Dates are sweet."];

describe("a woven document", () => {
  test("hands Next the same strings in the same order, and leaves the same document", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...parts), { maxLength: 8 }),
        fc.array(
          fc.string({ unit: "grapheme" }).filter((text) => !text.includes("</script>")),
          { maxLength: 8 },
        ),
        (texts, pieces) => {
          const before = page(texts, pieces);
          expect(open(weave(before))).toEqual(open(before));
        },
      ),
    );
  });

  test("has each piece near the part that it repeats", () => {
    const woven = weave(page(parts, parts));
    expect(woven.indexOf('push("Apples')).toBeLessThan(woven.indexOf("Cheese ripens.<"));
    expect(woven.indexOf('push("Dates')).toBeGreaterThan(woven.indexOf("Cheese ripens.<"));
  });

  test("weighs less where parts and copy are farther apart than compression looks back", () => {
    const texts = Array.from({ length: 30 }, (_, nth) =>
      Array.from({ length: 300 }, (_, at) => ((nth * 7919 + at * 104729) % 65537).toString(36)).join(" "),
    );
    const before = page(texts, texts);
    expect(gzipSync(weave(before)).byteLength).toBeLessThan(gzipSync(before).byteLength * 0.7);
  });
});

test.each([
  ["without a second copy", page(parts, [])],
  ["with one piece", page(parts, ["Apples"])],
  ["without a main part", "<p>nothing</p>"],
  ["that is empty", ""],
])("a document %s stays as it is", (_name, html) => {
  expect(weave(html)).toBe(html);
});
