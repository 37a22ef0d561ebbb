import { CodeBlock } from "@/components/docs/code-block";
import { DocTable } from "@/components/docs/doc-table";
import type { DocumentedCall } from "@/lib/openapi/schema";

/** One call of the API as the document describes it. */
export function ApiOperation({ call }: { call: DocumentedCall }) {
  const { id, method, path, summary, description, scopes, parameters, bodies, answers } = call;
  return (
    <section className="operation" aria-labelledby={id}>
      <h2 id={id}>{summary}</h2>
      <p>
        <code>
          {method.toUpperCase()} {path}
        </code>
      </p>
      {description && <p>{description}</p>}
      <p>{scopes.length > 0 ? `By token with the scope ${scopes.join(", ")}.` : "Without a token."}</p>
      {parameters.length > 0 && (
        <DocTable
          areCodes
          head={["Parameter", "In", "Meaning"]}
          rows={parameters.map(({ name, place, isRequired, meaning }) => [
            name,
            `${place}${isRequired ? ", required" : ""}`,
            meaning,
          ])}
        />
      )}
      {bodies.map(({ type, schema }) => (
        <p key={type}>
          Send <code>{type}</code>: <a href={`#schema-${schema}`}>{schema}</a>
        </p>
      ))}
      <DocTable
        head={["Status", "Meaning", "Body"]}
        rows={answers.map(({ status, meaning, schema }) => [
          status,
          meaning,
          <a key="schema" href={`#schema-${schema}`}>
            {schema}
          </a>,
        ])}
      />
      {method === "get" && scopes.length === 0 && !path.includes("{") && (
        <CodeBlock>{`curl ${call.server}${path}`}</CodeBlock>
      )}
    </section>
  );
}
