import type { Metadata } from "next";
import { CodeBlock } from "@/components/docs/code-block";
import { DocPage } from "@/components/docs/doc-page";
import { DocTable } from "@/components/docs/doc-table";

export const metadata: Metadata = {
  title: "Stack File: documentation",
  description: "The formats in which stacks are read and written: sidestack JSON, techstack.yml and techstack.md.",
  alternates: { canonical: "/docs/stack-file" },
};

const EXAMPLE = `repo_name: example/shop
version: 0.1
timestamp: 2026-11-26T12:00:00+00:00
tools:
  - name: PostgreSQL
    category: Application & Data
    detection_source: docker-compose.yml
  - name: React
    version: 19.0.0
    detection_source: package.json`;

export default function StackFilePage() {
  return (
    <DocPage path="/docs/stack-file" opening="Three formats: our own, techstack.yml 0.1, and techstack.md for people.">
      <DocTable
        head={["Format", "Written by", "Read by"]}
        rows={[
          ["sidestack (JSON)", "scan --format sidestack, GET /api/v1/stacks/{slug}", "POST and PUT /api/v1/stacks"],
          ["techstack.yml 0.1", "scan --format techstack.yml", "the form, POST and PUT as YAML"],
          ["techstack.md", "scan --format md", "people, and the form"],
        ]}
      />
      <h2 id="sidestack">sidestack</h2>
      <p>
        All that can be said of a stack; its schema stands in the <a href="/docs/api#schema-Stack">API</a>. Unknown
        fields are refused.
      </p>
      <h2 id="techstack-yml">techstack.yml</h2>
      <CodeBlock>{EXAMPLE}</CodeBlock>
      <ul>
        <li>
          An entry with a <code>package_url</code> or the picture of a package is a package: it is counted, but is not a
          tool. All others are tools.
        </li>
        <li>
          Name, version and <code>detection_source</code> of each tool are read. The name decides which tool of the
          catalog it is.
        </li>
        <li>Names of people in the file are not read.</li>
        <li>At most 512 KB and 2,000 entries, no YAML aliases.</li>
      </ul>
      <p>
        Uploading a newer file of the same project makes a version only where tools came, went or changed: another order
        of entries changes nothing.
      </p>
    </DocPage>
  );
}
