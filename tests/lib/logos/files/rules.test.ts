import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DomainError } from "@/lib/errors";
import { cleanLogo, openDrawing } from "@/lib/logos/files/rules";

const encode = (text: string) => new TextEncoder().encode(text);
const svg = (inside: string, attributes = 'viewBox="0 0 10 10"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;
const PATH = '<path d="M0 0h10v10z"/>';

/** Why a file is refused, or what is kept of it. */
function take(file: Uint8Array | string): string {
  try {
    return new TextDecoder().decode(cleanLogo(typeof file === "string" ? encode(file) : file, "u-").bytes);
  } catch (error) {
    return `refused: ${(error as DomainError).fields.logo}`;
  }
}

describe("drawings that are taken", () => {
  test.each([
    ["a plain one", svg(PATH), svg(PATH)],
    [
      "one with a prologue, a document type and comments",
      `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><!-- made by hand -->${svg(PATH)}`,
      svg(PATH),
    ],
    [
      "one of a drawing program, without what that adds",
      svg(`<title>Logo</title><metadata><rdf:RDF/></metadata><sodipodi:namedview id="x"/>${PATH}`),
      svg(PATH),
    ],
    [
      "styles as attributes",
      svg('<path style="fill:#c00;stroke:none;-inkscape-stroke:none" d="M0 0"/>'),
      svg('<path d="M0 0" fill="#c00" stroke="none"/>'),
    ],
    ["a size in pixels instead of a view box", svg(PATH, 'width="24px" height="12"'), svg(PATH, 'viewBox="0 0 24 12"')],
    [
      "references inside it",
      svg('<defs><path id="a" d="M0 0"/></defs><use xlink:href="#a"/>'),
      svg('<defs><path id="u-a" d="M0 0"/></defs><use href="#u-a"/>'),
    ],
  ])("%s", (_, file, kept) => {
    expect(take(file)).toBe(kept.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', ""));
  });

  test("come apart again for the sprite", () => {
    expect(openDrawing(encode(take(svg(PATH))))).toEqual({ viewBox: "0 0 10 10", body: PATH });
  });
});

describe("drawings that are refused, with what is wrong", () => {
  test.each([
    ["a script", svg(`<script>alert(1)</script>${PATH}`), "<script>"],
    ["a script of a name space", svg(`<svg:script>alert(1)</svg:script>${PATH}`), "<svg:script>"],
    ["an event handler", svg('<path onclick="alert(1)" d="M0 0"/>'), "onclick"],
    ["an event handler of the root", svg(PATH, 'viewBox="0 0 1 1" onload="alert(1)"'), "onload"],
    ["one in other letters", svg('<path ONCLICK="alert(1)" d="M0 0"/>'), "ONCLICK"],
    ["HTML", svg(`<foreignObject><iframe/></foreignObject>${PATH}`), "<foreignObject>"],
    ["an image from elsewhere", svg(`<image href="https://evil.example/x.png"/>${PATH}`), "<image>"],
    ["a use of elsewhere", svg(`<use href="https://evil.example/x.svg#a"/>${PATH}`), "an address in “href”"],
    [
      "a use of elsewhere, in the old spelling",
      svg(`<use xlink:href="//evil.example/x.svg#a"/>${PATH}`),
      "an address in “xlink:href”",
    ],
    ["a script as address", svg(`<a href="javascript:alert(1)">${PATH}</a>`), "<a>"],
    ["data as address", svg(`<use href="data:image/svg+xml,x"/>${PATH}`), "an address"],
    ["a paint from elsewhere", svg('<path fill="url(https://evil.example/a)" d="M0 0"/>'), "an address in “fill”"],
    ["a style from elsewhere", svg('<path style="fill:url(//evil.example/a)" d="M0 0"/>'), "an address in “style”"],
    ["a style sheet", svg(`<style>@import url(https://evil.example)</style>${PATH}`), "<style>"],
    ["text", svg(`<text>Buy</text>${PATH}`), "Turn text into paths"],
    ["an animation", svg(`<animate attributeName="href" to="javascript:alert(1)"/>${PATH}`), "<animate>"],
    ["entities of its own", `<!DOCTYPE svg [<!ENTITY a "b">]>${svg(PATH)}`, "declares entities"],
    [
      "a bomb of entities",
      `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg("<path d='&b;'/>")}`,
      "declares entities",
    ],
    [
      "an entity from a file",
      `<!DOCTYPE svg SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg(PATH)}`,
      "declares entities",
    ],
    ["HTML instead of an SVG", `<html><body>${svg(PATH)}</body></html>`, "outermost element"],
    ["two roots", svg(PATH) + svg(PATH), "well-formed"],
    ["an element that is not closed", '<svg viewBox="0 0 1 1"><path>', "well-formed"],
    ["nothing drawn", svg("<g/>"), "Nothing is drawn"],
    ["no size", svg(PATH, ""), "viewBox"],
    ["a size of nothing", svg(PATH, 'viewBox="0 0 0 0"'), "viewBox"],
    ["too many uses", svg(PATH + '<use href="#a"/>'.repeat(21)), "at most 20"],
    ["what is deeper than any drawing", svg("<g>".repeat(5000) + PATH + "</g>".repeat(5000)), "well-formed"],
    ["plain text", "hello", "neither an SVG nor a PNG"],
    ["a JPEG", new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), "neither an SVG nor a PNG"],
    ["too large a file", svg(`<path d="${"M0 0".repeat(70_000)}"/>`), "256 KB"],
  ])("%s", (_, file, why) => {
    expect(take(file)).toMatch(/^refused: /);
    expect(take(file)).toContain(why);
  });

  test("whatever is sent, nothing active is kept", () => {
    const part = fc.constantFrom(
      "<script>x</script>",
      "<g>",
      "</g>",
      PATH,
      ' onload="x"',
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "&#60;script&#62;",
      "<style>",
      '<use href="javascript:x"/>',
      "'",
      '"',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const kept = take(svg(parts.join("")));
        if (!kept.startsWith("refused")) expect(kept).not.toMatch(/script|onload|style|CDATA|<!--/);
      }),
    );
  });
});

/** A PNG with the given chunks between its head and its end. */
function png(width: number, height: number, more: [string, Uint8Array][] = [], tail = ""): Uint8Array {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 0, 0, 0, 0], 8);
  const chunk = (name: string, data: Uint8Array) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, data.length);
    return [...length, ...encode(name), ...data, 0, 0, 0, 0];
  };
  const parts: [string, Uint8Array][] = [
    ["IHDR", head],
    ...more,
    ["IDAT", deflateSync(new Uint8Array(64))],
    ["IEND", new Uint8Array()],
  ];
  return new Uint8Array([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...parts.flatMap(([name, data]) => chunk(name, data)),
    ...encode(tail),
  ]);
}

describe("pictures of points", () => {
  test("are kept without texts and without what follows their end", () => {
    const { type, bytes } = cleanLogo(
      png(64, 64, [["tEXt", encode("Comment\0<script>")]], "<script>alert(1)</script>"),
      "u-",
    );
    expect(type).toBe("image/png");
    expect(bytes).toEqual(png(64, 64));
  });

  test.each([
    ["too small", png(16, 64), "16 × 64"],
    ["too large", png(64, 4096), "64 × 4096"],
    ["cut off", png(64, 64).slice(0, 60), "cut off"],
    ["a signature alone", png(64, 64).slice(0, 8), "cut off"],
  ])("%s are refused", (_, file, why) => {
    expect(take(file)).toContain(why);
  });

  test("of any bytes behind the signature never fail in another way", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (bytes) => void take(new Uint8Array([...png(64, 64).slice(0, 8), ...bytes])),
      ),
    );
  });
});
