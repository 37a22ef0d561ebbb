import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { PageHelp } from "@/components/layout/page-help";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { site } from "@/lib/site";
import "./globals.css";

const serif = localFont({
  src: "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  weight: "200 900",
  display: "swap",
  variable: "--font-source-serif",
  fallback: ["Charter", "Georgia", "serif"],
  adjustFontFallback: "Times New Roman",
});

export const metadata: Metadata = {
  metadataBase: new URL(site.url),
  title: { default: `${site.name}: compare developer tools`, template: `%s · ${site.name}` },
  description: site.description,
  openGraph: { siteName: site.name, type: "website", locale: "en_GB" },
  twitter: { card: "summary_large_image" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfbf8" },
    { media: "(prefers-color-scheme: dark)", color: "#16181b" },
  ],
};

/** Pages of this site are fetched when a reader is about to follow a link, so that they arrive at once. */
const speculationRules = JSON.stringify({
  prefetch: [
    { where: { and: [{ href_matches: "/*" }, { not: { href_matches: "/search*" } }] }, eagerness: "moderate" },
  ],
});

/** Says before the first paint whether somebody is signed in, so that the header never shows the one and then the other. */
const viewerScript = `if(document.cookie.includes("sidestack_signed_in=1"))document.documentElement.dataset.viewer="member"`;

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script below writes an attribute that the server does not know of.
    <html lang="en" className={serif.variable} suppressHydrationWarning>
      <head>
        <script>{viewerScript}</script>
      </head>
      <body>
        <a className="skip" href="#main">
          Skip to the content
        </a>
        <SiteHeader />
        <main id="main">{children}</main>
        <SiteFooter />
        <PageHelp />
        <script type="speculationrules">{speculationRules}</script>
      </body>
    </html>
  );
}
