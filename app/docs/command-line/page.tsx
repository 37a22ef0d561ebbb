import type { Metadata } from "next";
import { CodeBlock } from "@/components/docs/code-block";
import { DocPage } from "@/components/docs/doc-page";
import { DocTable } from "@/components/docs/doc-table";
import { site } from "@/lib/site";

export const metadata: Metadata = {
  title: "Command line: documentation",
  description: "The commands of sidestack, its exit codes, its settings file, and a GitHub Action.",
  alternates: { canonical: "/docs/command-line" },
};

const COMMANDS = [
  [
    "scan [dir]",
    "Lists the tools by layer, offline. Options: --json, --format sidestack, techstack.yml or md, --explain <tool>, --min-confidence <0..1>",
  ],
  ["init [dir]", "Writes .sidestack.yml. Options: --name, --force"],
  ["login, logout", "Gets a token through the browser and keeps it; forgets it"],
  ["share [dir]", "Shows what will be sent, asks, sends. --yes does not ask, --dry-run sends nothing"],
  ["diff [dir]", "What changed since the stack was shared. --exit-code ends with 7 when something did"],
  ["compare a b [c d]", "Tools side by side, by their slugs"],
] as const;

const EXIT_CODES = [
  ["0", "Done; files that could not be read are reported as warnings"],
  ["1", "A fault of the program"],
  ["2", "Wrong use: an unknown option, or a question with nobody there to answer it"],
  ["3", "A file or folder does not exist, the settings or a mapping are wrong, or there are no tools"],
  ["4", "Not signed in, or the token is not allowed to do this"],
  ["5", "The server was not reached, failed, or is not a Sidestack site"],
  ["6", "The server refused: it says why"],
  ["7", "diff --exit-code found changes"],
  ["130", "Not sent: the question was answered with no"],
] as const;

const SETTINGS = `name: Our shop
kind: project                 # or company, member
url: https://shop.example
visibility: public            # or unlisted
ignore: [legacy/]             # as in .gitignore
not-us: [mongodb]             # found, but not ours
tools:                        # what no file shows, and words about what files show
  - tool: postgresql
    reason: One database for rows, documents and search.
    replaced: mysql
    since: 2024-05
slug: our-shop                # written by the first share`;

const ACTION = `name: Stack
on: { push: { branches: [main] } }
permissions: { contents: read }
jobs:
  share:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with: { node-version: 24 }
      - run: npx sidestack share --yes
        env:
          SIDESTACK_SERVER: ${site.url}
          SIDESTACK_TOKEN: \${{ secrets.SIDESTACK_TOKEN }}`;

export default function CommandLinePage() {
  return (
    <DocPage
      path="/docs/command-line"
      opening="Finds the tools of a project with file and line for each, and shares them. Needs Node 20 or newer and nothing else."
    >
      <h2 id="commands">Commands</h2>
      <DocTable areCodes head={["Command", "What it does"]} rows={COMMANDS} />
      <p>
        <code>--server</code> or <code>SIDESTACK_SERVER</code> names the site; for this one it is{" "}
        <code>{site.url}</code>. <code>SIDESTACK_TOKEN</code> is used instead of a kept token. <code>--mapping</code>{" "}
        takes another mapping from packages to tools: this site serves its own at{" "}
        <a href="/api/v1/packages">/api/v1/packages</a>.
      </p>
      <h2 id="exit-codes">Exit codes</h2>
      <DocTable head={["Code", "Meaning"]} rows={EXIT_CODES} />
      <h2 id="settings">.sidestack.yml</h2>
      <p>
        <code>sidestack init</code> writes it. It corrects what is found, and says what no file can.
      </p>
      <CodeBlock>{SETTINGS}</CodeBlock>
      <h2 id="github-action">In a GitHub Action</h2>
      <p>
        Shares with every push. Make a token in your <a href="/settings#tokens">settings</a> and keep it as the secret{" "}
        <code>SIDESTACK_TOKEN</code> of the repository. Commit the slug that the first share writes into .sidestack.yml,
        so that the Action changes that stack.
      </p>
      <CodeBlock>{ACTION}</CodeBlock>
      <h2 id="confidence">How sure it is</h2>
      <p>
        Only what a project asks for itself counts: direct dependencies, images, workflows, settings, its own code. Lock
        files give versions and nothing else. Tests, examples and vendored code count less.{" "}
        <code>sidestack scan --explain postgresql</code> shows all evidence of one tool; what is less sure than 0.6 is
        left out.
      </p>
    </DocPage>
  );
}
