const wholeNumber = new Intl.NumberFormat("en-GB");
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** A count as figures show it: `418`, `5.3K`, `124K`, `1.2M`, `12.3B`. Always rounded down, so that no figure is shown larger than it is. */
export function formatCount(count: number): string {
  const units = [[1_000_000_000, "B"] as const, [1_000_000, "M"] as const, [1_000, "K"] as const];
  for (const [unit, letter] of units) {
    if (count < unit) continue;
    const scaled = count / unit;
    const text =
      scaled < 100 ? (Math.floor(scaled * 10) / 10).toFixed(1).replace(/\.0$/, "") : String(Math.floor(scaled));
    return `${text}${letter}`;
  }
  return String(count);
}

/** A count in full: `124,087`. */
export function formatWholeNumber(count: number): string {
  return wholeNumber.format(count);
}

/** The size of a file: `5 KB`, `12.3 MB`; 1 KB is 1,000 bytes. */
export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A date as far as it is known, in words: `2020`, `Feb 2020`, `24 Feb 2020`. */
export function formatPartialDate(date: string): string {
  const [year, month, day] = date.split("-");
  const name = months[Number(month) - 1];
  if (!name) return year ?? date;
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** Names in a sentence: `A`, `A and B`, `A, B and C`. */
export function formatList(names: readonly string[], joint = "and"): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} ${joint} ${names.at(-1)}`;
}

/** A text with its first letter in upper case: `cluster manager` → `Cluster manager`. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `one tool`, `3 tools`: a count with its noun. */
export function formatNumberOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatWholeNumber(count)} ${count === 1 ? noun : plural}`;
}

/** Cuts a text to a length for search results and previews, at a word, with an ellipsis. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const kept = cut.slice(0, Math.max(cut.lastIndexOf(" "), length / 2));
  // Half of a character that takes two places must not be left at the cut.
  return `${kept.replace(/[\ud800-\udbff]$/, "").trimEnd()}…`;
}

/** One or two letters that stand for a member by their handle: `ann-marie` → AM, `paul` → P. */
export function formatInitials(handle: string): string {
  return handle
    .split("-")
    .slice(0, 2)
    .map((part) => part.charAt(0))
    .join("")
    .toUpperCase();
}

/** A moment to the minute in UTC: `24 Feb 2020, 14:05 UTC`. */
export function formatMoment(moment: Date): string {
  const text = moment.toISOString();
  return `${formatPartialDate(text.slice(0, 10))}, ${text.slice(11, 16)} UTC`;
}

/** A text as it stands in HTML or SVG, between tags or in a quoted attribute; what XML cannot hold is left out. */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
