import { escapeMarkup, formatNumberOf, formatPartialDate, shorten } from "@/lib/format";
import { absoluteUrl, site } from "@/lib/site";
import { groupByLayer } from "@/lib/stacks/rules";
import type { StackPage } from "@/lib/stacks/schema";

// What other sites show of a stack: drawn as text, since a picture or a framed page has nothing of this site around it.

/** Width of a letter of the badge's type in pixels, on average; the text is then set to just the width that is kept for it. */
const LETTER = 6.6;
const PADDING = 10;

type Embedded = Pick<StackPage, "slug" | "name" | "rows">;

/** A badge with the name of a stack and the number of its tools, as SVG. */
export function drawBadge({ name, rows }: Embedded): string {
  const texts = [shorten(name, 40), formatNumberOf(rows.length, "tool")];
  const widths = texts.map((text) => Math.round([...text].length * LETTER));
  const [left = 0, right = 0] = widths.map((width) => width + 2 * PADDING);
  const label = escapeMarkup(texts.join(": "));
  const word = (text: string, x: number, width: number, colour: string) =>
    `<text x="${x}" y="14" fill="${colour}" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeMarkup(text)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}"><title>${label}</title><clipPath id="r"><rect width="${left + right}" height="20" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="${left}" height="20" fill="#33373d"/><rect x="${left}" width="${right}" height="20" fill="#1f5fa8"/></g><g font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${word(texts[0] ?? "", PADDING, widths[0] ?? 0, "#fff")}${word(texts[1] ?? "", left + PADDING, widths[1] ?? 0, "#fff")}</g></svg>`;
}

const CARD_STYLE =
  ":root{color-scheme:light dark;--ink:#1c1f23;--soft:#555b63;--rule:#d9d6cf;--card:#fff;--link:#1f5fa8}@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--soft:#a9adb3;--rule:#3a3e44;--card:#1d2024;--link:#8ab8f0}}*{margin:0;box-sizing:border-box}body{font:14px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:14px 16px;overflow-wrap:anywhere}h1{font-size:16px}h2{font-size:12.5px;color:var(--soft);font-weight:600;margin-top:9px}p{margin-top:2px}a{color:var(--link)}footer{margin-top:11px;padding-top:8px;border-top:1px solid var(--rule);font-size:12.5px;color:var(--soft)}";

/** How many tools of each layer a card names. */
const NAMED = 12;

/** A page that other sites may show in a frame: the stack's tools by layer. It has no script and no cookie. */
export function drawCard({ slug, name, rows, asOf }: Embedded & Pick<StackPage, "asOf">): string {
  const page = absoluteUrl(`/stacks/${slug}`);
  const layers = groupByLayer(rows).map((layer) => {
    const named = layer.rows.slice(0, NAMED).map((row) => {
      const text = escapeMarkup(row.tool?.name ?? row.name);
      return row.tool ? `<a href="${absoluteUrl(`/tools/${row.tool.slug}`)}">${text}</a>` : text;
    });
    const more = layer.rows.length > NAMED ? ` and ${layer.rows.length - NAMED} more` : "";
    return `<h2>${escapeMarkup(layer.name)}</h2><p>${named.join(", ")}${more}</p>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><base target="_top"><title>${escapeMarkup(name)}: its stack</title><style>${CARD_STYLE}</style></head><body><main><h1><a href="${page}">${escapeMarkup(name)}</a></h1><p>${formatNumberOf(rows.length, "tool")}, as of ${formatPartialDate(asOf)}</p>${layers.join("")}</main><footer>From ${escapeMarkup(site.name)}</footer></body></html>`;
}

/** What is pasted elsewhere to show a badge or a card of a stack. */
export function embedSnippets({ slug, name }: Pick<StackPage, "slug" | "name">): { label: string; text: string }[] {
  const page = absoluteUrl(`/stacks/${slug}`);
  const words = name.replace(/[[\]\\`*_<>|!]/g, "");
  return [
    { label: "Badge in Markdown", text: `[![Stack of ${words}](${page}/badge.svg)](${page})` },
    {
      label: "Badge in HTML",
      text: `<a href="${page}"><img src="${page}/badge.svg" alt="Stack of ${escapeMarkup(words)}"></a>`,
    },
    {
      label: "Card in HTML",
      text: `<iframe src="${page}/card" title="Stack of ${escapeMarkup(words)}" width="400" height="360" style="border:0"></iframe>`,
    },
  ];
}
