import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";
import { DomainError } from "@/lib/errors";

// What a logo may be made of, whether it comes from an icon set or from an editor's file: an allow-list of drawing elements and
// their drawing attributes. Icons lose what is not on it; an upload that holds something active is refused as a whole.

/** A drawing: the markup inside its svg element, and its view box. */
export type Drawing = { body: string; viewBox: string };

const ELEMENTS = new Set([
  ...["svg", "g", "path", "circle", "ellipse", "rect", "line", "polygon", "polyline", "use"],
  ...["defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask"],
  // Filters that only read the drawing itself; feImage, which fetches, is not among them.
  ...["filter", "feOffset", "feGaussianBlur", "feColorMatrix", "feFlood", "feBlend"],
]);
const ATTRIBUTES = new Set([
  ...[
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "fr",
    "width",
    "height",
  ],
  ...["viewBox", "preserveAspectRatio", "transform", "offset", "gradientUnits", "gradientTransform", "spreadMethod"],
  ...["clipPathUnits", "maskUnits", "maskContentUnits", "mask-type", "filterUnits", "primitiveUnits"],
  ...["fill", "fill-rule", "fill-opacity", "clip-rule", "clip-path", "mask", "filter", "opacity"],
  ...["stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"],
  ...["stroke-dasharray", "stroke-dashoffset", "stop-color", "stop-opacity", "flood-color", "flood-opacity"],
  ...["in", "in2", "result", "values", "type", "mode", "dx", "dy", "stdDeviation", "color-interpolation-filters"],
]);
// What numbers, colours, paths and references are made of. Quotes, entities, escapes, colons and slashes are not among it, so
// that a value can neither leave its attribute nor name an address.
const VALUE = /^[\w\s#%(),.+-]*$/;
const ID = /^[\w.-]+$/;

const nodeSchema: z.ZodType<Record<string, unknown>[]> = z.array(z.record(z.string(), z.unknown()));
const ATTRIBUTE_MARK = "@_";
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE_MARK,
  processEntities: false,
});
const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE_MARK,
  processEntities: false,
  suppressEmptyNode: true,
});

/** An attribute as the cleaned icon carries it; null for one that is left out. */
function cleanAttribute(name: string, value: string, prefix: string): [string, string] | null {
  if (name === "id") return ID.test(value) ? [name, `${prefix}${value}`] : null;
  if (name === "href" || name === "xlink:href") {
    const id = value.startsWith("#") ? value.slice(1) : "";
    return ID.test(id) ? ["href", `#${prefix}${id}`] : null;
  }
  // The one style that drawings of the icon sets need has an attribute of its own.
  const maskType = name === "style" && /^mask-type:\s*(alpha|luminance);?$/.exec(value)?.[1];
  if (maskType) return ["mask-type", maskType];
  if (!ATTRIBUTES.has(name) || !VALUE.test(value)) return null;
  const linked = value.replace(/url\(\s*#([\w.-]+)\s*\)/g, `url(#${prefix}$1)`);
  return /url\((?!#)/i.test(linked) ? null : [name, linked];
}

function cleanNodes(nodes: Record<string, unknown>[], prefix: string): Record<string, unknown>[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (!name || !ELEMENTS.has(name)) return [];
    const attributes = z.record(z.string(), z.coerce.string()).parse(node[":@"] ?? {});
    const kept = Object.entries(attributes).flatMap(([key, value]) => {
      const cleaned = cleanAttribute(key.slice(ATTRIBUTE_MARK.length), value, prefix);
      return cleaned ? [[`${ATTRIBUTE_MARK}${cleaned[0]}`, cleaned[1]]] : [];
    });
    return [{ [name]: cleanNodes(nodeSchema.parse(node[name]), prefix), ":@": Object.fromEntries(kept) }];
  });
}

/**
 * The markup inside an icon with drawing elements and their drawing attributes only: no scripts, event handlers, styles, text
 * or links to elsewhere. Ids and references to them get the prefix, so that icons can stand in one file.
 */
export function cleanIcon(body: string, prefix: string): string {
  return String(builder.build(cleanNodes(nodeSchema.parse(parser.parse(body)), prefix)));
}

/** What drawing programs add that draws nothing: it is left out without a word. Names with a colon are theirs too. */
const SILENT = new Set(["title", "desc", "metadata", "#text", "?xml"]);

/** So many references may multiply what is drawn; more could multiply it without end. */
const USES_MAX = 20;

/** The declarations of a style attribute as the attributes that mean the same. */
function expandStyle(attributes: Record<string, string>): Record<string, string> {
  const { [`${ATTRIBUTE_MARK}style`]: style, ...rest } = attributes;
  if (style === undefined) return rest;
  const declarations = style.split(";").flatMap((declaration): [string, string][] => {
    const [name = "", value = ""] = declaration.split(":").map((part) => part.trim());
    return ATTRIBUTES.has(name) && value !== "" ? [[`${ATTRIBUTE_MARK}${name}`, value]] : [];
  });
  return { ...rest, ...Object.fromEntries(declarations) };
}

function refuse(why: string): DomainError {
  return new DomainError("invalid", "This logo was not taken.", { logo: why });
}

/** What stands in a drawing that has no place in a logo, as its file names it: `<script>`, `onload`, an address outside. */
function listHostile(nodes: Record<string, unknown>[]): string[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@") ?? "";
    const attributes = z.record(z.string(), z.coerce.string()).parse(node[":@"] ?? {});
    const active = Object.entries(attributes).flatMap(([key, value]) => {
      const own = key.slice(ATTRIBUTE_MARK.length);
      if (/^on/i.test(own)) return [own];
      const leadsOut = /(?:^|:)href$/i.test(own)
        ? !value.startsWith("#")
        : /url\(\s*(?!#)|@import|javascript:/i.test(value);
      return leadsOut ? [`an address in “${own}”`] : [];
    });
    if (SILENT.has(name) || (name.includes(":") && !/(?:^|:)script$/i.test(name))) return [];
    if (!ELEMENTS.has(name)) return [`<${name}>`, ...active];
    return [...active, ...listHostile(nodeSchema.parse(node[name]))];
  });
}

function expandStyles(nodes: Record<string, unknown>[]): Record<string, unknown>[] {
  return nodes.map((node) => {
    const name = Object.keys(node).find((key) => key !== ":@") ?? "";
    const attributes = z.record(z.string(), z.coerce.string()).parse(node[":@"] ?? {});
    const inside = Array.isArray(node[name]) ? expandStyles(nodeSchema.parse(node[name])) : node[name];
    return { [name]: inside, ":@": expandStyle(attributes) };
  });
}

function viewBoxOf(attributes: Record<string, string>): string {
  const attribute = (name: string) => attributes[`${ATTRIBUTE_MARK}${name}`] ?? "";
  const size = [attribute("width"), attribute("height")].map((text) => text.replace(/px$/, ""));
  const numbers = (attribute("viewBox") || `0 0 ${size.join(" ")}`).trim().split(/[\s,]+/);
  const [, , width = 0, height = 0] = numbers.map(Number);
  if (numbers.length !== 4 || numbers.some((number) => !/^-?\d*\.?\d+$/.test(number)) || width <= 0 || height <= 0)
    throw refuse("This SVG does not say how large it is: it needs a viewBox.");
  return numbers.join(" ");
}

/**
 * Reads an uploaded SVG. Its drawing, cleaned as icons are; ids get the prefix. Throws “invalid” with the reason in the field `logo`
 * for what is no SVG, draws nothing, or holds scripts, event handlers, style sheets, text, images or addresses outside.
 */
export function readDrawing(text: string, prefix: string): Drawing {
  // Old drawing programs write a document type without anything in it; one that declares entities is refused below.
  const plain = text.replace(/^\uFEFF/, "").replace(/<!DOCTYPE\s[^[>]*>/i, "");
  if (/<!(?:DOCTYPE|ENTITY|ATTLIST|ELEMENT|NOTATION)/i.test(plain))
    throw refuse("This SVG declares entities of its own. Export it again as a plain SVG.");
  let nodes: Record<string, unknown>[];
  try {
    if (XMLValidator.validate(plain) !== true) throw new Error("not well-formed");
    nodes = nodeSchema.parse(parser.parse(plain));
  } catch {
    throw refuse("This is no well-formed SVG.");
  }
  const roots = nodes.filter((node) => !SILENT.has(Object.keys(node)[0] ?? ""));
  const [root] = roots;
  if (!root || roots.length > 1 || !Object.hasOwn(root, "svg"))
    throw refuse("This is no SVG: its outermost element is another.");
  const hostile = [...new Set(listHostile(roots))];
  if (hostile.length > 0) {
    const advice =
      hostile.includes("<style>") || hostile.includes("<text>")
        ? " Turn text into paths and styles into attributes."
        : "";
    throw refuse(`A logo is a drawing and nothing else; this one holds ${hostile.slice(0, 5).join(", ")}.${advice}`);
  }
  const viewBox = viewBoxOf(z.record(z.string(), z.coerce.string()).parse(root[":@"] ?? {}));
  const body = String(builder.build(cleanNodes(expandStyles(nodeSchema.parse(root.svg)), prefix)));
  if (!/<(?:path|circle|ellipse|rect|line|polygon|polyline)\b/.test(body))
    throw refuse("Nothing is drawn in this SVG.");
  if ((body.match(/<use\b/g)?.length ?? 0) > USES_MAX) throw refuse(`A logo has at most ${USES_MAX} <use> elements.`);
  return { viewBox, body };
}
