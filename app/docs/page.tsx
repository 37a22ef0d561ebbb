import type { Metadata } from "next";
import { DocPage } from "@/components/docs/doc-page";
import { docPages } from "@/lib/docs/rules";

export const metadata: Metadata = {
  title: "Documentation",
  description:
    "How to share a stack by command line, API or hand, what is sent, the formats, the API and self-hosting.",
  alternates: { canonical: "/docs" },
};

export default function DocsPage() {
  return (
    <DocPage path="/docs" opening="How to share what you build with, and how to read this site by program.">
      <ul>
        {docPages
          .filter(({ href }) => href !== "/docs")
          .map(({ href, title, says }) => (
            <li key={href}>
              <a href={href}>{title}</a>: {says}
            </li>
          ))}
      </ul>
      <p>
        Reading needs no account, on the pages and by <a href="/docs/api">API</a> alike. Sharing needs one, with a
        confirmed e-mail address.
      </p>
    </DocPage>
  );
}
