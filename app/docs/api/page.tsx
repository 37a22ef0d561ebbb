import type { Metadata } from "next";
import { ApiOperation } from "@/components/docs/api-operation";
import { CodeBlock } from "@/components/docs/code-block";
import { DocPage } from "@/components/docs/doc-page";
import { readDocument } from "@/lib/openapi/pages/rules";
import { createDocument } from "@/lib/openapi/rules";
import { site } from "@/lib/site";

export const metadata: Metadata = {
  title: "API: documentation",
  description:
    "Every call of the API with its parameters, scopes, answers and refusals, made from the OpenAPI document.",
  alternates: { canonical: "/docs/api" },
};

const { calls, schemas } = readDocument(createDocument(site));

export default function ApiPage() {
  return (
    <DocPage
      path="/docs/api"
      opening="JSON over HTTP, described in OpenAPI 3.1. Reading is open; sharing takes a token."
    >
      <p>
        This page is made from <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>, which is made from the schemas
        that the site itself checks with.
      </p>
      <h2 id="tokens">Tokens</h2>
      <p>
        Make one in your <a href="/settings#tokens">settings</a>, with a lifetime and what it may do, and send it with
        each call. It is shown once, and only its hash is kept.
      </p>
      <CodeBlock>{`curl ${site.url}/api/v1/me/stacks -H "Authorization: Bearer $SIDESTACK_TOKEN"`}</CodeBlock>
      <h2 id="refusals">Refusals</h2>
      <p>
        They are <code>application/problem+json</code>: <code>title</code> says what was wrong and what to do,{" "}
        <code>status</code> repeats the status, <code>fields</code> says what is wrong where. A token may send 60 calls
        a minute, all tokens of a member together 120; beyond that the answer is 429, and <code>Retry-After</code> says
        how long to wait.
      </p>
      <h2 id="twice">Sending twice</h2>
      <p>
        A write with an <code>Idempotency-Key</code> happens once: the same key with the same request is answered as the
        first time for a day, with another request it is refused with 422.
      </p>
      {calls.map((call) => (
        <ApiOperation key={call.id} call={call} />
      ))}
      <section className="operation" aria-labelledby="schemas">
        <h2 id="schemas">Schemas</h2>
        {schemas.map(({ name, text }) => (
          <details className="data" key={name} id={`schema-${name}`}>
            <summary>{name}</summary>
            <CodeBlock>{text}</CodeBlock>
          </details>
        ))}
      </section>
    </DocPage>
  );
}
