import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropStillParts } from "@/scripts/drop-still-parts";

/** A script that hands Next a piece of the second copy, escaped as Next does. */
function script(piece: string): string {
  const text = JSON.stringify(piece).replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
  return `<script>self.__next_f.push([1,${text}])</script>`;
}

/** A document with a second copy of the given rows, in pieces of `length` letters. */
function page(rows: string[], length = 50): string {
  const copy = rows.join("");
  const pieces = Array.from({ length: Math.ceil(copy.length / length) }, (_, nth) =>
    copy.slice(nth * length, (nth + 1) * length),
  );
  return `<html><body><main><p>as it was</p></main>${pieces.map(script).join("")}<p>the end</p></body></html>`;
}

/** The second copy that the scripts of a document hand over. */
function copyOf(html: string): string {
  const handed: [number, string][] = [];
  for (const [, code = ""] of html.matchAll(/<script>(.*?)<\/script>/gs))
    runInNewContext(code, { self: { __next_f: handed }, addEventListener: () => {} });
  return handed.map(([, piece]) => piece).join("");
}

const left = { dangerouslySetInnerHTML: { __html: "" }, suppressHydrationWarning: true };
const row = (id: string, model: unknown) => `${id}:${JSON.stringify(model)}\n`;
const element = (type: string, props: object, key: string | null = null) => ["$", type, key, props];
const long =
  "Words that are longer than what stands for a part that is left out, so that leaving them out is of use at all. ".repeat(
    8,
  );
const button = 'f:I[1,["$e"],"VoteButton"]\n';
const file = 'e:"/chunk.js"\n';

/** The second copy that is left of one of the given rows. */
const leftOf = (...rows: string[]) => copyOf(dropStillParts(page(rows)));

describe("a part without a client component", () => {
  test("is left out, its element and attributes stay", () => {
    const rows = [
      row("0", { f: element("section", { className: "a", children: [long, element("b", { children: 1 })] }, "k") }),
    ];
    expect(leftOf(...rows)).toBe(row("0", { f: element("section", { className: "a", ...left }, "k") }));
  });

  test("is left out beside one with a client component", () => {
    const vote = element("div", {
      children: [element("$Lf", { id: 7, text: "Easy" }), element("p", { children: long })],
    });
    expect(leftOf(file, button, row("0", vote))).toBe(
      file +
        button +
        row("0", element("div", { children: [element("$Lf", { id: 7, text: "Easy" }), element("p", left)] })),
    );
  });

  test("is left out with the rows that it alone needed", () => {
    const rows = [row("1", element("i", { children: long })), "2:T4,long", row("3", long)];
    expect(leftOf(...rows, row("0", element("p", { children: ["$L1", "$2", long] })))).toBe(
      row("0", element("p", left)),
    );
  });

  test("stays when it is shorter than what would stand for it", () => {
    const rows = [row("0", element("p", { children: "short" }))];
    expect(leftOf(...rows)).toBe(rows.join(""));
  });
});

describe.each([
  ["the document's own elements", [row("0", element("body", { children: long }))]],
  [
    "an element with a state of its own",
    [row("0", element("select", { children: element("option", { children: long }) }))],
  ],
  [
    "what React moves to the head",
    [row("0", element("div", { children: [long, element("title", { children: "a" })] }))],
  ],
  ["a script from a file", [row("0", element("div", { children: [long, element("script", { src: "/a.js" })] }))]],
  [
    "a client component far below",
    [
      file,
      button,
      row("1", element("b", { children: element("$Lf", {}) })),
      row("0", element("div", { children: [long, "$L1"] })),
    ],
  ],
  ["a promise", ["1:null\n", row("0", element("div", { children: [long, "$@1"] }))]],
  ["a function", ["1:null\n", row("0", element("div", { children: [long], action: "$h1" }))]],
  ["a row that is not there yet", [row("0", element("div", { children: [long, "$L1"] }))]],
  [
    "what another place points into",
    [
      row("1", element("p", { children: [long, [long]] })),
      row("0", [element("div", { children: "$L1" }), "$1:props:children:1"]),
    ],
  ],
  [
    "a stream of rows",
    [
      "1:X\n",
      row("1", element("p", { children: long })),
      "1:C\n",
      row("0", element("div", { children: [long, "$L1"] })),
    ],
  ],
  [
    "a boundary",
    [row("1", "$Sreact.suspense"), row("0", element("div", { children: [long, element("$1", { children: 1 })] }))],
  ],
])("%s", (_name, rows) => {
  test("stays as it was", () => {
    const kept = leftOf(...rows);
    const ofRoot = rows.at(-1) ?? "";
    expect(kept).toContain(ofRoot.startsWith("0:[[") ? (rows[0] ?? "") : ofRoot);
  });
});

test("texts that only look like references are texts", () => {
  const rows = [row("0", element("p", { children: [long, "$$5 a month", "$undefined"] }))];
  expect(leftOf(...rows)).toBe(row("0", element("p", left)));
});

test("texts of any bytes keep their rows apart", () => {
  const text = "naïve 日本語 🚀\n1:not a row\n";
  const rows = [
    `1:T${Buffer.byteLength(text).toString(16)},${text}`,
    file,
    button,
    row("0", element("$Lf", { text: "$1" })),
  ];
  expect(leftOf(...rows)).toBe(rows.join(""));
});

test("a document of which too little could be left out stays as it was", () => {
  const html = page([row("0", element("p", { children: long.slice(0, 200) }))], 1000);
  expect(dropStillParts(html)).toBe(html);
});

test("the HTML stays, and text cannot end the script", () => {
  const client = element("$Lf", { text: "</script><script>alert(1)&" });
  const html = dropStillParts(page([file, button, row("0", [client, element("p", { children: long })])]));
  expect(html.replace(/<script>self.*?<\/script>/gs, "")).toBe(page([]));
  expect(html.match(/<script>/g)).toHaveLength(1);
});

describe("whatever a page is made of", () => {
  type Tree = { host: string; children: Tree[] } | { component: number } | string;
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(long, "short", "$$", "</script>"),
      fc.record({ component: fc.nat(99) }),
      fc.record({ host: fc.constantFrom("div", "p", "tbody"), children: fc.array(tie("tree"), { maxLength: 4 }) }),
    ),
  }));
  const write = (part: Tree): unknown => {
    if (typeof part === "string") return part;
    if ("component" in part) return element("$Lf", { id: part.component });
    return element(part.host, { children: part.children.map(write) });
  };
  /** The client components of a model with the way to each, in order. */
  const listComponents = (model: unknown, way = ""): string[] => {
    if (!Array.isArray(model)) return [];
    if (model[0] !== "$") return model.flatMap((part, place) => listComponents(part, `${way}/${place}`));
    const [, type, , props] = model;
    return type === "$Lf" ? [`${way} ${JSON.stringify(props)}`] : listComponents(props.children, `${way}>${type}`);
  };

  test("its client components stay where they are with what they are given", () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 80 }), (drawn, length) => {
        const rows = [file, button, row("0", write(drawn))];
        const after = copyOf(dropStillParts(page(rows, length))).split("\n")[2] ?? "";
        expect(listComponents(JSON.parse(after.slice(2)))).toEqual(listComponents(write(drawn)));
        expect(dropStillParts(page(rows, length)).length).toBeLessThanOrEqual(page(rows, length).length);
      }),
    );
  });
});

test.each([
  ["without a second copy", "<html><main></main></html>"],
  ["that is empty", ""],
  ["whose rows have no end", page(['0:["a"]'])],
  ["whose rows have no id", page(["what is this\n"])],
  ["with a text shorter than it says", page(["1:Tff,short"])],
])("a document %s stays as it is", (_name, html) => {
  expect(dropStillParts(html)).toBe(html);
});
