import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { paintFirst } from "@/scripts/paint-first";

const inline = "<script>self.first=1</script>";
const before = [
  '<html><head><link rel="stylesheet" href="/_next/static/chunks/a.css" data-precedence="next"/>',
  '<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/main.js"/>',
  '<script src="/_next/static/chunks/one.js" async=""></script>',
  '<script src="/_next/static/chunks/old.js" noModule=""></script>',
  `</head><body>${inline}<main>The text</main>`,
  '<script src="/_next/static/chunks/main.js" id="_R_" async=""></script>',
  "<p>the end</p></body></html>",
].join("");

type Script = { src: string; id: string; async: boolean };

/** Runs the inline scripts of a document: the scripts that it asks for at once, and after how many frames which others. */
function open(html: string, hidden: boolean): { atOnce: Script[]; frames: Script[][] } {
  const asked: Script[] = [];
  const waiting: (() => void)[] = [];
  const context = {
    self: {},
    document: { hidden, createElement: () => ({}), head: { append: (script: Script) => asked.push({ ...script }) } },
    requestAnimationFrame: (work: () => void) => waiting.push(work),
  };
  for (const [, code = ""] of html.matchAll(/<script>(.*?)<\/script>/gs)) runInNewContext(code, context);
  const atOnce = asked.splice(0);
  const frames: Script[][] = [];
  while (waiting.length > 0) {
    for (const work of waiting.splice(0)) work();
    frames.push(asked.splice(0));
  }
  return { atOnce, frames };
}

const scripts = [
  { src: "/_next/static/chunks/one.js", id: "", async: true },
  { src: "/_next/static/chunks/main.js", id: "_R_", async: true },
];

describe("a document with scripts", () => {
  const after = paintFirst(before);

  test("asks for them in their order in the second frame", () => {
    expect(open(after, false)).toEqual({ atOnce: [], frames: [[], scripts] });
  });

  test("asks for them at once where nobody looks", () => {
    expect(open(after, true)).toEqual({ atOnce: scripts, frames: [] });
  });

  test("keeps all else in its place", () => {
    const rest = after.replace(/<script>\{.*?<\/script>/s, "");
    const asked = /<script [^>]*async=""><\/script>|<link rel="preload" as="script"[^>]*>/g;
    expect(rest).toBe(before.replace(asked, ""));
    expect(rest).toContain("noModule");
  });
});

test.each([
  ["without scripts", "<html><body>text</body></html>"],
  ["with a script of its own alone", `<html><body>${inline}</body></html>`],
  ["with a script of another place", '<script src="/elsewhere.js" async=""></script>'],
  ["that is empty", ""],
])("a document %s stays as it is", (_name, html) => {
  expect(paintFirst(html)).toBe(html);
});
