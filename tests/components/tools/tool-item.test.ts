import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ToolItem } from "@/components/tools/tool-item";
import { listTextOrigins } from "@/lib/imports/datasets/rules";
import { toolCard } from "@/tests/support/shapes";

function render(origins: object): string {
  const tool = toolCard("sample", { textOrigins: listTextOrigins(origins) });
  const props = { tool, sprite: null, children: "a reason" };
  return renderToStaticMarkup(createElement(ToolItem, props));
}

test("a tagline of a data set that asks for it stands beside whose it is, which leads to the licence", () => {
  expect(render({ tagline: "cncf" })).toContain(
    '<small>a reason<span> · text: <a href="/licences">CNCF Cloud Native Landscape</a></span></small>',
  );
});

test("what is not printed is not attributed", () => {
  for (const origins of [{}, { description: "cncf" }, { tagline: "endoflife" }])
    expect(render(origins)).toContain("<small>a reason</small>");
});
