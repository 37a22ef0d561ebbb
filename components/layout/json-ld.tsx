/** Structured data for search engines. `<` is escaped, so that no text in it can end the script. */
export function JsonLd({ data }: { data: Record<string, unknown> }) {
  const json = JSON.stringify({ "@context": "https://schema.org", ...data }).replace(/</g, "\\u003c");
  return (
    <script
      type="application/ld+json"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in a script must not be HTML-escaped; “<” is escaped above
      dangerouslySetInnerHTML={{ __html: json }}
    />
  );
}
