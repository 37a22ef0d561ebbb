import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), browsing-topics=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    // Pages are stored whole, so a nonce per request is not possible; Next's own inline scripts need 'unsafe-inline'.
    key: "Content-Security-Policy",
    value: [
      "default-src 'self'",
      `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
  },
];

/** The card of a stack is the one page that other sites may show in a frame; it has neither scripts nor forms. */
const CARD_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; form-action 'none'; frame-ancestors *";

/** A search parameter of a list, and what stands in its place where it is not given. */
type ListParameter = { key: string; otherwise: string };

const SORT_AND_CURSOR: ListParameter[] = [
  { key: "sort", otherwise: "votes" },
  { key: "after", otherwise: "start" },
];
const AFTER: ListParameter[] = [{ key: "after", otherwise: "start" }];
const OF_STACKS: ListParameter[] = [
  { key: "sort", otherwise: "newest" },
  ...["kind", "size", "tool", "category"].map((key) => ({ key, otherwise: "any" })),
  { key: "after", otherwise: "start" },
];

/**
 * Lists take their order, filters and cursor as search parameters, but a page that reads search parameters cannot be stored.
 * So each such address is rewritten to a path that holds them as segments, and that page is stored like any other.
 */
function listRewrites(source: string, target: string, parameters = SORT_AND_CURSOR) {
  // Those with the most parameters first: the first rewrite that fits is taken.
  let subsets: ListParameter[][] = [[]];
  for (const parameter of parameters) subsets = subsets.flatMap((subset) => [[...subset, parameter], subset]);
  return subsets
    .sort((a, b) => b.length - a.length)
    .map((given) => ({
      source,
      has: given.map(({ key }) => ({ type: "query" as const, key, value: `(?<${key}>[^/#?%]+)` })),
      destination: parameters.reduce(
        (path, parameter) =>
          path.replace(`{${parameter.key}}`, given.includes(parameter) ? `:${parameter.key}` : parameter.otherwise),
        target,
      ),
    }));
}

const config: NextConfig = {
  cacheComponents: true,
  partialPrefetching: false,
  agentRules: false,
  poweredByHeader: false,
  typedRoutes: false,
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    { source: "/stacks/:slug/card", headers: [{ key: "Content-Security-Policy", value: CARD_POLICY }] },
  ],
  rewrites: async () => ({
    beforeFiles: [
      { source: "/", destination: "/home/stored" },
      // “a vs b” is answered by a redirect, which a page cannot send once its head is on the way.
      {
        source: "/search",
        has: [{ type: "query", key: "q", value: ".*\\s(?:vs\\.?|[vV][eE][rR][sS][uU][sS]|VS\\.?)\\s.*" }],
        missing: [{ type: "query", key: "unmatched" }],
        destination: "/compare",
      },
      { source: "/stackups", destination: "/lists/stackups/stored" },
      { source: "/categories", destination: "/lists/category-tree/stored" },
      { source: "/licences", destination: "/lists/licences/stored" },
      {
        source: "/tools/:slug/history",
        has: [{ type: "query", key: "after", value: "(?<after>[^/]+)" }],
        destination: "/lists/history/:slug/:after",
      },
      { source: "/tools/:slug/history", destination: "/lists/history/:slug/start" },
      ...["atom.xml", "feed.json"].flatMap((file) => {
        const target = `/feed-files/${file === "atom.xml" ? "atom" : "json"}`;
        return [
          { source: `/feed/${file}`, destination: target },
          { source: `/feed/:path+/${file}`, destination: `${target}/:path+` },
        ];
      }),
      ...listRewrites("/feed", "/lists/feed/{after}", AFTER),
      ...listRewrites("/feed/:path+", "/lists/feed/{after}/:path+", AFTER),
      ...listRewrites("/tools", "/lists/tools/{sort}/{after}"),
      ...listRewrites("/categories/:path+", "/lists/categories/{sort}/{after}/:path+"),
      // A sign that a path cannot hold stands in no slug: such a name leads to no tool.
      {
        source: "/stacks",
        has: [{ type: "query", key: "tool", value: ".*[/#?%].*" }],
        destination: "/lists/stacks/newest/any/any/_/any/start",
      },
      ...listRewrites("/stacks", "/lists/stacks/{sort}/{kind}/{size}/{tool}/{category}/{after}", OF_STACKS),
    ],
    afterFiles: [],
    fallback: [],
  }),
};

export default config;
