import { isBlank, withoutBlankRows } from "@/lib/tools/documents/rules";
import type { DocumentSource, TypedTool } from "@/lib/tools/documents/schema";
import { factKeys, lifecycleStateSchema, type ToolPage, webUrlSchema } from "@/lib/tools/schema";

/** The page of a tool that is not there yet, for the preview of its form. */
export function emptyPage(): ToolPage {
  const nowhere = { name: "", path: "" };
  const none = { total: null, imported: null, here: 0 };
  return {
    id: 0,
    slug: "new",
    name: "New tool",
    kind: "",
    tagline: "",
    description: "",
    aliases: [],
    logo: null,
    lifecycle: { state: "unknown", since: null, note: null, source: null, successors: [] },
    votes: 0,
    stars: null,
    function: nowhere,
    category: nowhere,
    layer: nowhere,
    facts: [],
    features: [],
    links: [],
    textOrigins: [],
    integrations: [],
    figures: { stacks: none, followers: none, votes: null, stars: null, forks: null, usage: [] },
    checkedOn: "",
  };
}

/** A tool's page as it would show what is typed; other tools are named by their slugs, a new logo is not drawn yet. */
export function previewTool(page: ToolPage, typed: TypedTool): ToolPage {
  const clean = withoutBlankRows(typed);
  const numbers = new Map<string, number>();
  const isLink = (url: string) => webUrlSchema.safeParse(url).success;
  const source = ({ url, title, checked }: DocumentSource) => {
    const key = JSON.stringify([url, title, checked]);
    const id = numbers.get(key) ?? -1 - numbers.size;
    numbers.set(key, id);
    return { id, url: isLink(url) ? url : "", title, checkedOn: checked };
  };
  const named = (rows: readonly { slug: string }[]) => rows.map(({ slug }) => ({ slug, name: slug }));
  const { lifecycle } = clean;
  const isSame = page.logo?.set === clean.logo.set && page.logo?.icon === clean.logo.icon;
  return {
    ...page,
    logo: isSame ? page.logo : null,
    name: clean.name || page.name,
    kind: clean.kind,
    tagline: clean.tagline,
    description: clean.description,
    lifecycle: {
      state: lifecycleStateSchema.safeParse(lifecycle.state).data ?? "unknown",
      since: lifecycle.since || null,
      note: lifecycle.note || null,
      source: isBlank(lifecycle.source) ? null : source(lifecycle.source),
      successors: named(lifecycle.successors),
    },
    facts: factKeys.flatMap((key) => {
      const fact = clean.facts[key];
      if (!fact || fact.value === "" || (["website", "repository"].includes(key) && !isLink(fact.value))) return [];
      return [{ key, value: fact.value, source: source(fact.source) }];
    }),
    features: clean.features.map((feature) => ({ ...feature, source: source(feature.source) })),
    links: clean.links.filter((link) => isLink(link.url)),
    integrations: named(clean.integrations),
  };
}
