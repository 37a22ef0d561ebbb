/** A piece of Next's second copy of a page, as it stands at the end of the document, one script a piece. */
const PIECE = /<script>self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)<\/script>/g;
/** Where a piece may stand: a script is allowed before each of these, and none of our styles counts children there. */
const PLACE = /<(?:section|article|tbody)\b/g;

/**
 * A document in which the pieces of Next's second copy stand near the part that they repeat, so that compression, which looks
 * back 32 KB, finds each text again: a stackup weighs a tenth less. The pieces hand their strings over at the end, where they
 * stood, and leave the document before React looks at it; to both, nothing has changed. Other documents are returned as they are.
 */
export function weave(html: string): string {
  const pieces = [...html.matchAll(PIECE)];
  const main = html.indexOf("<main");
  const end = pieces[0]?.index ?? -1;
  if (pieces.length < 2 || main < 0 || end < main) return html;
  const rest = html.replace(PIECE, "");
  const places = [...rest.slice(0, end).matchAll(PLACE)].map((match) => match.index).filter((place) => place > main);
  const length = pieces.reduce((sum, [, text = ""]) => sum + text.length, 0);
  let woven = "";
  let done = 0;
  let handed = 0;
  for (const [, text = ""] of pieces) {
    handed += text.length;
    const fair = main + (end - main) * (handed / length);
    const place = places.find((candidate) => candidate >= done && candidate >= fair) ?? end;
    woven += `${rest.slice(done, place)}<script>(self.f??=[]).push(${text});document.currentScript.remove()</script>`;
    done = place;
  }
  return `${woven}${rest.slice(done, end)}<script>for(const s of self.f)self.__next_f.push([1,s])</script>${rest.slice(end)}`;
}
