import type { ShareAnswer } from "@/cli/src/formats/sidestack";
import type { StackupAnswer } from "@/cli/src/formats/stackup";
import type { ToolAnswer, ToolCardAnswer } from "@/lib/openapi/schema";
import { absoluteUrl } from "@/lib/site";
import type { ShareOutcome } from "@/lib/stacks/schema";
import { compareTools, computeDifferences, plainText, stackupPath, stackupSlug } from "@/lib/stackups/rules";
import type { WrittenStackup } from "@/lib/stackups/schema";
import type { SourceRef, ToolCard, ToolPage } from "@/lib/tools/schema";

const stackPage = (slug: string) => absoluteUrl(`/stacks/${slug}`);

/** What became of a share. */
export function toShareAnswer({ slug, version, tools, added, removed, pending, unchanged }: ShareOutcome): ShareAnswer {
  return { slug, url: stackPage(slug), version, tools, added, removed, pending, unchanged };
}

/** A stack with the address of its page. */
export function withPage<Stack extends { slug: string }>(stack: Stack): Stack & { page: string } {
  return { ...stack, page: stackPage(stack.slug) };
}

const toSource = ({ url, title, checkedOn }: SourceRef) => ({ url, title, checkedOn });

/** A tool as lists of the API have it. */
export function toToolCardAnswer(tool: ToolCard): ToolCardAnswer {
  return {
    slug: tool.slug,
    page: absoluteUrl(`/tools/${tool.slug}`),
    name: tool.name,
    kind: tool.kind,
    tagline: tool.tagline,
    textOrigins: tool.textOrigins,
    lifecycle: { state: tool.lifecycle.state, since: tool.lifecycle.since },
    category: tool.function.path,
    votes: tool.votes,
    stars: tool.stars,
  };
}

/** A tool with all that the API says of it. */
export function toToolAnswer(tool: ToolPage): ToolAnswer {
  return {
    ...toToolCardAnswer(tool),
    description: tool.description,
    aliases: tool.aliases,
    successors: tool.lifecycle.successors,
    facts: tool.facts.map(({ key, value, source }) => ({ key, value, source: toSource(source) })),
    features: tool.features.map(({ name, value, source }) => ({ name, value, source: toSource(source) })),
    links: tool.links.map(({ label, url }) => ({ label, url })),
    integrations: tool.integrations,
    stacks: tool.figures.stacks.total,
    followers: tool.figures.followers.total,
    checkedOn: tool.checkedOn,
  };
}

/** A stackup as the command line prints it: facts and figures, and the differences, written or computed. */
export function toStackupAnswer(tools: readonly ToolPage[], written: WrittenStackup | null): StackupAnswer {
  const slugs = tools.map((tool) => tool.slug);
  const rows = compareTools(tools).flatMap((group) => group.rows);
  const claims = written?.claims ?? computeDifferences(tools);
  return {
    slug: stackupSlug(slugs),
    url: absoluteUrl(stackupPath(slugs)),
    tools: tools.map(({ slug, name, kind, tagline }) => ({ slug, name, kind, tagline })),
    ...(written?.summary ? { summary: plainText(written.summary) } : {}),
    rows: rows.map(({ label, cells }) => ({ label, cells: cells.map((cell) => cell.text) })),
    claims: claims.map(({ topic, cells }) => ({
      topic,
      cells: slugs.map((slug) => {
        const cell = cells.find((one) => one.tool === slug);
        return cell ? plainText(cell.text) : null;
      }),
    })),
  };
}
