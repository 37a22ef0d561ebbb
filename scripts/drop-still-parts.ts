// Next sends a page twice: as HTML, and once more as rows of JSON ("Flight", React's format of server components) from which React
// makes the same elements in the browser, to find the client components among them. A part without any client component is
// never touched there, so its second copy is left out: React is told that the part's inside is not its own.

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Props = { [key: string]: Json };

/** A piece of the second copy, as it stands at the end of the document, one script a piece. */
const PIECE = /<script>self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)<\/script>/g;
/** Elements whose inside is never left out: the document, and those of which React keeps a state. */
const KEPT_WHOLE = new Set(["html", "head", "body", "select", "option", "textarea"]);
/** Elements that React moves to the document's head: the part in which they were written does not hold them. */
const MOVED = new Set(["title", "meta", "link", "style"]);
const FRAGMENT = "$Sreact.fragment";
/** Letters of text below which leaving a part out saves nothing. */
const LEAST = 100;
/** What stands for a part in the second copy: React leaves the inside of such an element as the HTML brought it. */
const LEFT_OUT = { dangerouslySetInnerHTML: { __html: "" }, suppressHydrationWarning: true };

/** The cookie of a browser to which pages go out as Next has them. */
export const WHOLE_PAGES = "whole_pages=1";
/**
 * Where React finds another document than was sent, because an extension of the browser changed it first, it makes the page anew
 * from the second copy, and the still parts would be gone: such a browser asks once more, and gets whole pages for a day.
 */
const GUARD = `addEventListener("error",({message})=>{const isAsked=()=>document.cookie.includes("${WHOLE_PAGES}");if(isAsked()||!/react\\.dev\\/errors\\/4[12]\\d/.test(message))return;document.cookie="${WHOLE_PAGES};path=/;max-age=86400;samesite=lax";if(isAsked())location.reload()})`;

/** Rows of an id of their own are elements or texts (`T`); modules (`I`), hints (`H`) and streams of rows under one id have other tags. */
type Row = { id: string; tag: string; text: string; model: Json | undefined };

/** What a row holds, where it may refer to others. */
function modelOf(tag: string, text: string): Json | undefined {
  if (tag === "") return JSON.parse(text);
  return tag === "I" ? JSON.parse(text.slice(1)) : undefined;
}

/** The rows of a second copy in their order, or null when a row is of a form that this does not know. */
function parseRows(copy: string): Row[] | null {
  const rows: Row[] = [];
  let place = 0;
  while (place < copy.length) {
    const colon = copy.indexOf(":", place);
    const id = copy.slice(place, colon);
    if (colon < 0 || !/^[0-9a-f]*$/.test(id)) return null;
    const tag = /^[A-Z]/.exec(copy.slice(colon + 1, colon + 2))?.[0] ?? "";
    if (tag === "T") {
      // The only rows without an end of line: their length is written before them, in bytes.
      const comma = copy.indexOf(",", colon);
      const bytes = Number.parseInt(copy.slice(colon + 2, comma), 16);
      const text = Buffer.from(copy.slice(comma + 1, comma + 1 + bytes))
        .subarray(0, bytes)
        .toString();
      if (comma < 0 || Buffer.byteLength(text) !== bytes) return null;
      place = comma + 1 + text.length;
      rows.push({ id, tag, text: copy.slice(comma + 1, place), model: undefined });
      continue;
    }
    const end = copy.indexOf("\n", colon);
    if (end < 0) return null;
    const text = copy.slice(colon + 1, end);
    rows.push({ id, tag, text, model: modelOf(tag, text) });
    place = end + 1;
  }
  return rows;
}

const writeRow = ({ id, tag, text, model }: Row): string => {
  if (tag === "T") return `${id}:T${Buffer.byteLength(text).toString(16)},${text}`;
  return `${id}:${tag === "" ? JSON.stringify(model) : text}\n`;
};

/**
 * The row that a text refers to: "$1f" and "$L1f" the row itself, "$1f:props:children" something in it, "$@1f" and others with a
 * mark of their own a promise or a stream. Null for plain texts.
 */
function referenceOf(text: string): { id: string; isElement: boolean; isInside: boolean } | null {
  const [, mark, id, inside] = /^\$([^$0-9a-f]?)([0-9a-f]+)(:.*)?$/.exec(text) ?? [];
  return id === undefined ? null : { id, isElement: mark === "" || mark === "L", isInside: inside !== undefined };
}

/** An element as a row writes it: the mark, its type, its key, its properties. */
function elementOf(value: Json[]): { type: string; props: Props } | null {
  const [mark, type, , props] = value;
  if (mark !== "$" || typeof type !== "string" || typeof props !== "object" || props === null || Array.isArray(props))
    return null;
  return { type, props };
}

const isHost = (type: string): boolean => !type.startsWith("$");

function eachText(value: Json, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  else if (value !== null && typeof value === "object") for (const part of Object.values(value)) eachText(part, visit);
}

/**
 * A document whose second copy holds only what React needs in the browser: client components, what they are given, and the elements
 * that lead to them. The HTML stays as it is. It holds for pages that never render their server components anew in the browser:
 * this site's links load pages whole, and its forms are sent to routes. A document that is not understood is returned as it is.
 */
export function dropStillParts(html: string): string {
  const pieces = [...html.matchAll(PIECE)];
  const [first] = pieces;
  if (!first) return html;
  const rows = parseRows(pieces.map(([, text = '""']) => JSON.parse(text)).join(""));
  if (!rows) return html;
  const byId = Map.groupBy(rows, (row) => row.id);

  // What lies inside a row that another place points into must stay where it is.
  const pointedInto = new Set<string>();
  for (const { model } of rows)
    if (model !== undefined)
      eachText(model, (text) => {
        const reference = referenceOf(text);
        if (reference?.isInside) pointedInto.add(reference.id);
      });

  const stillRows = new Map<string, boolean>();
  const isStillRow = (id: string): boolean => {
    const known = stillRows.get(id);
    if (known !== undefined) return known;
    stillRows.set(id, false);
    const [row, ...more] = byId.get(id) ?? [];
    const isWhole = row !== undefined && more.length === 0;
    const answer = isWhole && (row.tag === "T" || (row.tag === "" && row.model !== undefined && isStill(row.model)));
    stillRows.set(id, answer);
    return answer;
  };
  const isStillText = (text: string): boolean => {
    if (!text.startsWith("$") || text.startsWith("$$") || text === "$undefined" || text === FRAGMENT) return true;
    const reference = referenceOf(text);
    return reference?.isElement === true && !reference.isInside && isStillRow(reference.id);
  };
  const isStillArray = (value: Json[]): boolean => {
    const element = elementOf(value);
    if (!element) return value.every(isStill);
    const isMoved = MOVED.has(element.type) || (element.type === "script" && element.props.src !== undefined);
    return !isMoved && isStillText(element.type) && isStill(element.props);
  };
  // Each part is asked about once for itself and once for all that it stands in.
  const stillParts = new WeakMap<object, boolean>();
  const isStill = (value: Json): boolean => {
    if (typeof value === "string") return isStillText(value);
    if (value === null || typeof value !== "object") return true;
    const known = stillParts.get(value);
    if (known !== undefined) return known;
    const answer = Array.isArray(value) ? isStillArray(value) : Object.values(value).every(isStill);
    stillParts.set(value, answer);
    return answer;
  };

  const lighten = (value: Json): Json => {
    if (value === null || typeof value !== "object") return value;
    if (!Array.isArray(value))
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, lighten(part)]));
    const element = elementOf(value);
    if (!element) return value.map(lighten);
    const { type, props } = element;
    const { children, ...attributes } = props;
    const isLeftOut =
      isHost(type) &&
      !KEPT_WHOLE.has(type) &&
      children !== undefined &&
      isStill(value) &&
      JSON.stringify(children).length >= LEAST;
    const [mark, , key] = value;
    return [mark ?? null, type, key ?? null, isLeftOut ? { ...attributes, ...LEFT_OUT } : lighten(props)];
  };
  for (const row of rows)
    if (row.tag === "" && row.model !== undefined && !pointedInto.has(row.id)) row.model = lighten(row.model);

  const needed = new Set<string>();
  const need = (id: string) => {
    if (needed.has(id)) return;
    needed.add(id);
    for (const { model } of byId.get(id) ?? [])
      if (model !== undefined)
        eachText(model, (text) => {
          const reference = referenceOf(text);
          if (reference) need(reference.id);
        });
  };
  need("0");
  for (const { id, tag } of rows) if (tag !== "" && tag !== "T") need(id);
  const copy = rows
    .filter(({ id }) => needed.has(id))
    .map(writeRow)
    .join("");
  const written = JSON.stringify(copy).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const script = `<script>self.__next_f.push([1,${written}]);${GUARD}</script>`;
  const rest = html.slice(first.index).replace(PIECE, "");
  const light = html.slice(0, first.index) + script + rest;
  return light.length < html.length ? light : html;
}
