import { capitalise, formatList } from "@/lib/format";
import type { TextOrigin } from "@/lib/tools/schema";

/** Where a tool's texts come from, beside texts of data sets whose licence asks for it. */
export function TextAttribution({ origins }: { origins: TextOrigin[] }) {
  if (origins.length === 0) return null;
  return (
    <p className="attribution">
      {origins.map(({ fields, dataset, licence, url, licenceUrl }) => (
        <span key={dataset}>
          {capitalise(formatList(fields))}: <a href={url}>{dataset}</a>,{" "}
          {licenceUrl ? <a href={licenceUrl}>{licence}</a> : licence}.{" "}
        </span>
      ))}
      <a href="/licences">Sources and licences</a>
    </p>
  );
}
