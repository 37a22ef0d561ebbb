import type { Metadata } from "next";
import { CodeBlock } from "@/components/docs/code-block";
import { DocPage } from "@/components/docs/doc-page";
import { site } from "@/lib/site";

export const metadata: Metadata = {
  title: "Share your stack: documentation",
  description: "Share a stack by command line, by API, by Stack File or by hand.",
  alternates: { canonical: "/docs/share" },
};

export default function SharingPage() {
  return (
    <DocPage
      path="/docs/share"
      opening="Four ways to share a stack. Its name tells which one it is: sent again, it becomes a newer version."
    >
      <h2 id="command-line">By command line</h2>
      <p>
        In the folder of your project. The first command works offline; the last one shows everything that it will send,
        and asks first.
      </p>
      <CodeBlock>{`npx sidestack scan
npx sidestack login --server ${site.url}
npx sidestack share --server ${site.url}`}</CodeBlock>
      <p>
        <code>login</code> shows a code and the address of a page of this site, where you let the program in. It gets a
        token for 90 days that can read and share your stacks, and nothing else.{" "}
        <a href="/docs/command-line">All commands</a>
      </p>
      <h2 id="by-hand">By hand</h2>
      <p>
        <a href="/share">Fill in the form</a>: type your tools, or paste a package.json, a Gemfile, a go.mod, a
        Dockerfile and the like, or choose a techstack.yml. What is found fills the rows; you correct them and say why
        you chose each tool. What you typed is kept until you share it. It works without JavaScript.
      </p>
      <h2 id="api">By API</h2>
      <p>
        Make a token in your <a href="/settings#tokens">settings</a>, then:
      </p>
      <CodeBlock>{`curl ${site.url}/api/v1/stacks \\
  -H "Authorization: Bearer $SIDESTACK_TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"name":"Our shop","kind":"project","visibility":"public","tools":[{"tool":"postgresql","name":"PostgreSQL","reason":"One database for all."}]}'`}</CodeBlock>
      <p>
        A new stack is answered with 201, one that you had with 200. <a href="/docs/api">All calls</a>
      </p>
      <h2 id="stack-file">By Stack File</h2>
      <CodeBlock>{`curl "${site.url}/api/v1/stacks?visibility=public" \\
  -H "Authorization: Bearer $SIDESTACK_TOKEN" \\
  -H "Content-Type: application/yaml" \\
  --data-binary @techstack.yml`}</CodeBlock>
      <p>
        A <a href="/docs/stack-file">Stack File</a> does not say who may find the stack, so it is unlisted unless you
        say so.
      </p>
      <h2 id="afterwards">Afterwards</h2>
      <ul>
        <li>Sharing again makes a new version where something changed. Its history shows what came and went.</li>
        <li>
          <b>Public</b> stacks stand on the pages of their tools and are counted there. <b>Unlisted</b> ones are seen by
          whoever knows their address: no list, count, search or feed has them.
        </li>
        <li>A tool that the catalog lacks stands as you named it until an editor has looked at it.</li>
        <li>The page of a stack has a badge and a card to show elsewhere.</li>
      </ul>
    </DocPage>
  );
}
