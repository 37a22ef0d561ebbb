import type { Metadata } from "next";
import { CodeBlock } from "@/components/docs/code-block";
import { DocPage } from "@/components/docs/doc-page";

export const metadata: Metadata = {
  title: "What is sent: documentation",
  description: "What the command line sends to a site, what it reads, and what it never does.",
  alternates: { canonical: "/docs/what-is-sent" },
};

const EXAMPLE = JSON.stringify(
  {
    name: "Our shop",
    kind: "project",
    url: "https://shop.example",
    visibility: "public",
    tools: [
      {
        tool: "react",
        name: "React",
        layer: "application-and-data",
        version: "19.0.0",
        confidence: 0.95,
        evidence: [{ file: "package.json", line: 12 }],
      },
    ],
  },
  null,
  2,
);

export default function WhatIsSentPage() {
  return (
    <DocPage path="/docs/what-is-sent" opening="Names, versions, paths and line numbers. Never the content of a file.">
      <p>
        Of all commands only <code>share</code> sends anything that comes from your files, to the one server that you
        name, and it prints it first, whole. See it without sending: <code>sidestack share --dry-run</code>.
      </p>
      <h2 id="sent">What share sends</h2>
      <ul>
        <li>name, kind, address and description of the project, who may find it, and the commit that was looked at;</li>
        <li>for each tool its slug, name, layer, version and confidence, and what you wrote about it;</li>
        <li>for each tool up to 20 places: file path and line number.</li>
      </ul>
      <CodeBlock>{EXAMPLE}</CodeBlock>
      <h2 id="not-sent">What never leaves your computer</h2>
      <ul>
        <li>
          The content of files: lines such as <code>{'"react": "^19.0.0"'}</code> are shown to you by{" "}
          <code>--explain</code> and stay there.
        </li>
        <li>
          Secrets: <code>.env</code> files are not read. Of <code>.env.example</code> only the names of variables and
          the kind of database in an address are used. Passwords in a repository’s address are removed.
        </li>
        <li>Anything about how you use the program: there is no telemetry.</li>
      </ul>
      <p>
        <code>login</code> and <code>compare</code> send what their arguments say. <code>scan</code> needs no network.
      </p>
      <h2 id="pasted">What the form and /detect do with files</h2>
      <p>
        A file that you paste or choose in the form, or send to the API, is read by the same detector on the server.
        Nothing in it is run, nothing that it names is fetched, and the text is not kept: only what was found goes into
        your draft. Names of people in a Stack File are not read.
      </p>
      <h2 id="token">The token</h2>
      <p>
        It is kept in <code>$XDG_CONFIG_HOME/sidestack/tokens.json</code> (else <code>~/.config</code>), readable by you
        alone, one for each server. No redirect is followed with it. This site keeps a hash of it, when it was last
        used, and no more; revoke it in your <a href="/settings#tokens">settings</a>.
      </p>
    </DocPage>
  );
}
