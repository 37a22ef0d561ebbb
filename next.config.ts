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
};

export default config;
