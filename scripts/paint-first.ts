/** A script of the page that may come whenever it likes, as Next writes it. */
const SCRIPT = /<script src="(\/_next\/static\/[^"<>]+)"(?: id="([\w-]+)")? async=""><\/script>/g;
const PRELOAD = /<link rel="preload" as="script"[^>]*>/g;

/**
 * A document whose scripts are asked for once its first picture stands, and not beside the style sheet and the text that the picture
 * is made of. A page that nobody looks at has no picture to wait for. Documents without such scripts are returned as they are.
 */
export function paintFirst(html: string): string {
  const scripts = [...html.matchAll(SCRIPT)];
  const last = scripts.at(-1);
  if (!last) return html;
  const files = JSON.stringify(scripts.map(([, src, id]) => (id ? [src, id] : [src])));
  const load = `for(const[src,id=""]of ${files})document.head.append(Object.assign(document.createElement("script"),{src,id,async:true}))`;
  // The second frame begins when the first has been handed to the screen.
  const loader = `<script>{const load=()=>{${load}};document.hidden?load():requestAnimationFrame(()=>requestAnimationFrame(load))}</script>`;
  const before = html.slice(0, last.index).replace(SCRIPT, "");
  return before.replace(PRELOAD, "") + loader + html.slice(last.index + last[0].length);
}
