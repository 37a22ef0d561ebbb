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

type Query = { sort?: true; after?: true };

/**
 * Lists take their order and their cursor as search parameters, but a page that reads search parameters cannot be stored.
 * So each such address is rewritten to a path that holds them as segments, and that page is stored like any other.
 */
function listRewrites(source: string, target: (sort: string, after: string) => string) {
  const combinations: Query[] = [{ sort: true, after: true }, { sort: true }, { after: true }, {}];
  return combinations.map(({ sort, after }) => ({
    source,
    has: [
      ...(sort ? [{ type: "query" as const, key: "sort", value: "(?<sort>[^/]+)" }] : []),
      ...(after ? [{ type: "query" as const, key: "after", value: "(?<after>[^/]+)" }] : []),
    ],
    destination: target(sort ? ":sort" : "votes", after ? ":after" : "start"),
  }));
}

const config: NextConfig = {
  cacheComponents: true,
  partialPrefetching: false,
  agentRules: false,
  poweredByHeader: false,
  typedRoutes: false,
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
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
      {
        source: "/tools/:slug/history",
        has: [{ type: "query", key: "after", value: "(?<after>[^/]+)" }],
        destination: "/lists/history/:slug/:after",
      },
      { source: "/tools/:slug/history", destination: "/lists/history/:slug/start" },
      ...listRewrites("/tools", (sort, after) => `/lists/tools/${sort}/${after}`),
      ...listRewrites("/categories/:path+", (sort, after) => `/lists/categories/${sort}/${after}/:path+`),
    ],
    afterFiles: [],
    fallback: [],
  }),
};

export default config;
