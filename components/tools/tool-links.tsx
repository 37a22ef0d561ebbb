import { Fragment } from "react";
import type { ToolName } from "@/lib/tools/schema";

/** Names of tools as links, with commas between them. */
export function ToolLinks({ tools }: { tools: readonly ToolName[] }) {
  return tools.map((tool, position) => (
    <Fragment key={tool.slug}>
      {position > 0 && ", "}
      <a href={`/tools/${tool.slug}`}>{tool.name}</a>
    </Fragment>
  ));
}
