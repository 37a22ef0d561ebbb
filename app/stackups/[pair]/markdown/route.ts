import { absoluteUrl } from "@/lib/site";
import { getStackup } from "@/lib/stackups/queries";
import { compareTools, stackupPath, stackupTitle, toMarkdown } from "@/lib/stackups/rules";

/** The comparison as a Markdown table, for pasting into notes, issues and decision records. */
export async function GET(_request: Request, { params }: { params: Promise<{ pair: string }> }): Promise<Response> {
  const { pair } = await params;
  const stackup = await getStackup(pair);
  if (!stackup)
    return new Response("There is no such stackup. Its address is two to four tools joined by -vs-.\n", {
      status: 404,
    });
  if ("canonical" in stackup) {
    return new Response(null, { status: 308, headers: { Location: `/stackups/${stackup.canonical}/markdown` } });
  }
  const { tools } = stackup;
  const url = absoluteUrl(stackupPath(tools.map((tool) => tool.slug)));
  return new Response(toMarkdown(stackupTitle(tools), url, tools, compareTools(tools)), {
    headers: { "Content-Type": "text/markdown; charset=utf-8", "X-Robots-Tag": "noindex" },
  });
}
