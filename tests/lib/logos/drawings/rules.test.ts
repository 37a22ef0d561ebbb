import { describe, expect, test } from "vitest";
import { cleanIcon } from "@/lib/logos/drawings/rules";

const clean = (body: string) => cleanIcon(body, "set-icon-");

describe("what an icon may be made of", () => {
  test.each([
    ["paths with their paint", '<path fill="#77c1d2" fill-rule="evenodd" d="M98.4 35.5L126 63z"/>'],
    ["shapes in groups", '<g transform="translate(1 2)"><circle cx="1" cy="2" r="3"/><rect width="4" height="5"/></g>'],
    ["percentages and functions", '<ellipse cx="50%" cy="2" rx="3" ry="4" transform="matrix(1 0 0 .8 0 .01)"/>'],
  ])("%s stay as they are", (_, body) => {
    expect(clean(body)).toBe(body);
  });

  test("ids and the references to them get the prefix", () => {
    const body = '<defs><linearGradient id="a"/><path id="b.1" d="M0 0"/></defs><use href="#b.1" fill="url(#a)"/>';
    expect(clean(body)).toBe(
      '<defs><linearGradient id="set-icon-a"/><path id="set-icon-b.1" d="M0 0"/></defs><use href="#set-icon-b.1" fill="url(#set-icon-a)"/>',
    );
  });

  test("a reference in the old spelling and a mask's type become attributes of today", () => {
    expect(clean('<mask id="m" style="mask-type:alpha"><use xlink:href="#a"/></mask>')).toBe(
      '<mask id="set-icon-m" mask-type="alpha"><use href="#set-icon-a"/></mask>',
    );
  });

  test("filters that read nothing but the drawing stay", () => {
    expect(clean('<filter id="f"><feGaussianBlur in="SourceAlpha" stdDeviation="2"/></filter>')).toBe(
      '<filter id="set-icon-f"><feGaussianBlur in="SourceAlpha" stdDeviation="2"/></filter>',
    );
  });
});

describe("hostile icons", () => {
  test.each([
    ["a script", "<script>alert(1)</script>"],
    ["a script by address", '<script href="https://evil.example/x.js"/>'],
    ["a script of another name space", "<svg:script>alert(1)</svg:script>"],
    ["a script in other letters", "<SCRIPT>alert(1)</SCRIPT>"],
    ["HTML", "<foreignObject><body><img src=x onerror=alert(1)></body></foreignObject>"],
    ["HTML inside a drawing", "<g><foreignObject><iframe/></foreignObject></g>", "<g/>"],
    ["a style sheet", "<style>@import url(https://evil.example/x.css)</style>"],
    ["an image", '<image href="https://evil.example/x.png"/>'],
    ["an image in a filter", '<filter><feImage href="https://evil.example/x.png"/></filter>', "<filter/>"],
    ["a link", '<a href="javascript:alert(1)"><path d="M0 0"/></a>'],
    ["an animation that sets an address", '<use><set attributeName="href" to="javascript:alert(1)"/></use>', "<use/>"],
    ["text", "<text>Buy now</text>"],
    ["loose text", 'Buy now<path d="M0 0"/>', '<path d="M0 0"/>'],
    ["a comment", '<!-- <script>alert(1)</script> --><path d="M0 0"/>', '<path d="M0 0"/>'],
    ["a CDATA section", "<g><![CDATA[<script>alert(1)</script>]]></g>", "<g/>"],
    ["a processing instruction", '<?xml-stylesheet href="https://evil.example/x.css"?><g/>', "<g/>"],
  ])("%s is left out", (_, body, left = "") => {
    expect(clean(body)).toBe(left);
  });

  test.each([
    ["onload", 'onload="alert(1)"'],
    ["an event handler in other letters", 'ONCLICK="alert(1)"'],
    ["an event handler after a slash", '/onload="alert(1)"'],
    ["a style", 'style="fill:url(https://evil.example/x.svg#a)"'],
    ["a style behind the one that is let through", 'style="mask-type:alpha;background:url(https://evil.example/x)"'],
    ["a class", 'class="site-header"'],
    ["an external address", 'href="https://evil.example/x.svg#a"'],
    ["an address without protocol", 'href="//evil.example/x.svg#a"'],
    ["an address in the old spelling", 'xlink:href="https://evil.example/x.svg#a"'],
    ["a script as address", 'href="javascript:alert(1)"'],
    ["a script as address behind an entity", 'href="java&#115;cript:alert(1)"'],
    ["data as address", 'href="data:image/svg+xml,&lt;svg/&gt;"'],
    ["an address that begins like a reference", 'href="#a b:javascript"'],
    ["an external paint", 'fill="url(https://evil.example/x.svg#a)"'],
    ["an external paint without protocol", 'fill="url(//evil.example/x.svg#a)"'],
    ["a paint from this site", 'fill="url(logout#a)"'],
    ["an external paint behind a good one", 'fill="url(#a) url(x.svg#b)"'],
    ["an external paint behind an escape", 'fill="u\\72l(//evil.example)"'],
    ["an external paint behind an entity", 'fill="url&#40;https://evil.example)"'],
    ["an external filter", 'filter="url(https://evil.example/x.svg#f)"'],
    ["a value that leaves its attribute", `fill='red" onload="alert(1)'`],
    ["a value that leaves its element", 'fill="red><script>alert(1)</script>"'],
    ["an id that leaves its attribute", `id='a" onload="alert(1)'`],
    ["another name space", 'xmlns:x="https://evil.example/"'],
  ])("%s is left out of an element", (_, attribute) => {
    expect(clean(`<path d="M0 0" ${attribute}/>`)).toBe('<path d="M0 0"/>');
  });

  test("what is nested in what is left out does not come back", () => {
    expect(clean("<switch><g><script>alert(1)</script></g></switch>")).toBe("");
    expect(clean("<scr<script>ipt>alert(1)</scr</script>ipt>")).not.toMatch(/script|alert/);
  });
});
