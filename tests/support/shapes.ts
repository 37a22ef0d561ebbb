import {
  type Alternative,
  type FactKey,
  factKeySchema,
  type SourceRef,
  type ToolCard,
  type ToolPage,
} from "@/lib/tools/schema";

// Plain shapes for tests of rules: whatever a test does not name gets a plain value.

let lastId = 0;

/** A source of its own number. */
export function source(title = "Source A", url = "https://example.org/a"): SourceRef {
  lastId += 1;
  return { id: lastId, url, title, checkedOn: "2026-01-15" };
}

/** A tool in a list, named after its slug. */
export function toolCard(slug: string, given: Partial<ToolCard> = {}): ToolCard {
  return {
    id: 1,
    slug,
    name: slug,
    kind: "sample tool",
    tagline: "A tool for tests",
    textOrigins: [],
    logo: null,
    lifecycle: { state: "active", since: null },
    votes: 0,
    stars: null,
    function: place("layer/category/function"),
    ...given,
  };
}

/** A place in the category tree, named after the last part of its path. */
export function place(path: string): { name: string; path: string } {
  return { name: path.split("/").at(-1) ?? "", path };
}

type Given = Partial<Omit<ToolPage, "facts" | "features" | "lifecycle">> & {
  lifecycle?: Partial<ToolPage["lifecycle"]>;
  facts?: Partial<Record<FactKey, string>>;
  features?: Record<string, string>;
};

/** A tool with all that its page shows; facts and features are given as key and value, each with a source of its own. */
export function toolPage(slug: string, { facts = {}, features = {}, lifecycle = {}, ...given }: Given = {}): ToolPage {
  const path = given.function?.path ?? "layer/category/function";
  const [layer = "", category = ""] = path.split("/");
  const none = { total: null, imported: null, here: 0 };
  return {
    ...toolCard(slug),
    description: "",
    aliases: [],
    layer: place(layer),
    category: place(`${layer}/${category}`),
    facts: Object.entries(facts).map(([key, value]) => ({ key: factKeySchema.parse(key), value, source: source(key) })),
    features: Object.entries(features).map(([name, value]) => ({ name, value, source: source(name) })),
    links: [],
    integrations: [],
    figures: { stacks: none, followers: none, votes: null, stars: null, forks: null, usage: [] },
    checkedOn: "2026-01-15",
    ...given,
    lifecycle: { state: "active", since: null, note: null, source: source(), successors: [], ...lifecycle },
  };
}

/** A tool as an alternative of the same function. */
export function alternative(slug: string, given: Partial<ToolCard> = {}): Alternative {
  return { tool: toolCard(slug, given), reason: { rule: "function", to: [{ slug: "tool-a", name: "Tool A" }] } };
}
