// Lists take their order, filters and cursor as search parameters, but a page that reads search parameters cannot be stored. So
// Next is asked for a path that holds them as segments, and that page is stored like any other. Next's own rewrites could say the
// same, in ninety rules for what is given and what is not, all of which it tries for each request of any kind.

/** A search parameter of a list, and what stands in its place where it is not given. */
type Parameter = { key: string; otherwise: string };

/** A list: the path that readers know, and the one that Next knows. */
type List = { source: RegExp; target: (segments: string[], rest: string) => string; parameters: Parameter[] };

const AFTER: Parameter = { key: "after", otherwise: "start" };
const SORT: Parameter = { key: "sort", otherwise: "votes" };

const LISTS: List[] = [
  { source: /^\/$/, target: () => "/home/stored", parameters: [] },
  { source: /^\/stackups$/i, target: () => "/lists/stackups/stored", parameters: [] },
  { source: /^\/categories$/i, target: () => "/lists/category-tree/stored", parameters: [] },
  { source: /^\/licences$/i, target: () => "/lists/licences/stored", parameters: [] },
  {
    source: /^\/tools\/([^/]+)\/history$/i,
    target: ([after], slug) => `/lists/history/${slug}/${after}`,
    parameters: [AFTER],
  },
  { source: /^\/feed((?:\/[^/]+)*)\/atom\.xml$/i, target: (_, path) => `/feed-files/atom${path}`, parameters: [] },
  { source: /^\/feed((?:\/[^/]+)*)\/feed\.json$/i, target: (_, path) => `/feed-files/json${path}`, parameters: [] },
  { source: /^\/feed((?:\/[^/]+)*)$/i, target: ([after], path) => `/lists/feed/${after}${path}`, parameters: [AFTER] },
  {
    source: /^\/tools$/i,
    target: (segments) => `/lists/tools/${segments.join("/")}`,
    parameters: [SORT, AFTER],
  },
  {
    source: /^\/categories((?:\/[^/]+)+)$/i,
    target: (segments, path) => `/lists/categories/${segments.join("/")}${path}`,
    parameters: [SORT, AFTER],
  },
  {
    source: /^\/stacks$/i,
    target: (segments) => `/lists/stacks/${segments.join("/")}`,
    parameters: [
      { key: "sort", otherwise: "newest" },
      ...["kind", "size", "tool", "category"].map((key) => ({ key, otherwise: "any" })),
      AFTER,
    ],
  },
];

/** What no segment of a path can hold: a sign with a meaning of its own there, or a step to another path. */
const UNHOLDABLE = /[/#?%]|^\.{1,2}$/;
/** “a vs b” is answered by a redirect, which a page cannot send once its head is on the way. */
const COMPARISON = /\s(?:vs\.?|versus|VS\.?)\s/i;

/** The segment for a parameter: its last value, or what stands for it where it has none that a path can hold. */
function segmentOf(query: URLSearchParams, { key, otherwise }: Parameter): string {
  const value = query.getAll(key).at(-1) ?? "";
  return value === "" || UNHOLDABLE.test(value) ? otherwise : encodeURIComponent(value);
}

/** The address of which Next is asked in the place of the one that was asked for; the same where it knows that one by itself. */
export function storedAddress(address: string): string {
  const [path = "", search = ""] = address.split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const tail = address.slice(path.length);
  if (/^\/search$/i.test(path) && COMPARISON.test(query.get("q") ?? "") && !query.has("unmatched"))
    return `/compare${tail}`;
  for (const { source, target, parameters } of LISTS) {
    const found = source.exec(path);
    if (!found) continue;
    // A sign that a path cannot hold stands in no slug: such a name leads to no tool.
    if (parameters.some(({ key }) => key === "tool") && UNHOLDABLE.test(query.get("tool") ?? ""))
      return `/lists/stacks/newest/any/any/_/any/start${tail}`;
    return (
      target(
        parameters.map((parameter) => segmentOf(query, parameter)),
        found[1] ?? "",
      ) + tail
    );
  }
  return address;
}
