import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from "yaml";
import { z } from "zod";
import { DomainError } from "@/lib/errors";
import { datasets } from "@/lib/imports/datasets/rules";
import {
  cleanLine,
  cleanTagline,
  cleanText,
  kindFromFunction,
  normaliseRepository,
  slugFromName,
} from "@/lib/imports/rules";

import type { Adapter, Entry, ImportedLifecycle, Place } from "@/lib/imports/schema";
import { readText, yamlFault } from "@/lib/imports/sources/files";
import { daySchema, webUrlSchema } from "@/lib/tools/schema";

const DATASET = datasets.cncf;
const MAX_BYTES = DATASET.maxBytes;
const NAME_MAX = 100;

/** Parts of the landscape that list companies, trainers and events. */
const NO_TOOLS = new Set(["CNCF Members", "Special"]);
/** Names of subcategories that say too little without their category. */
const VAGUE_CATEGORIES = new Set([
  "Serverless",
  "Wasm",
  "AI Agent",
  "Inference",
  "Data",
  "Training",
  "AI Native Infra",
]);
/** Subcategories that have a function elsewhere in the tree, by its slug. Reviewed by hand. */
const SAME_FUNCTION: Record<string, string> = {
  Database: "databases",
  "Streaming & Messaging": "message-queue",
  "Container Runtime": "virtual-machine-platforms-and-containers",
  "Coordination & Service Discovery": "service-discovery",
  "Continuous Integration & Delivery": "continuous-integration",
};

const itemSchema = z.object({
  name: z.string().nullish(),
  homepage_url: z.string().nullish(),
  repo_url: z.string().nullish(),
  description: z.string().nullish(),
  project: z.string().nullish(),
  second_path: z.union([z.string(), z.array(z.string())]).nullish(),
  extra: z
    .object({
      archived: z.string().nullish(),
      summary_integrations: z.string().nullish(),
      summary_integration: z.string().nullish(),
    })
    .nullish(),
});
type Item = z.infer<typeof itemSchema>;

function placeOf(category: string, subcategory: string): Place | null {
  const name = VAGUE_CATEGORIES.has(category) ? `${category} ${subcategory}` : subcategory;
  const slug = SAME_FUNCTION[subcategory] ?? slugFromName(name);
  if (!slug) return null;
  return {
    layer: { slug: "devops", name: "DevOps" },
    category: { slug: "cloud-native", name: "Cloud Native" },
    function: { slug, name: name.slice(0, 60) },
  };
}

function lifecycleOf(item: Item): ImportedLifecycle | null {
  const since = daySchema.safeParse(item.extra?.archived ?? "").data;
  if (item.project !== "archived" || !since) return null;
  return { state: "archived", since, note: "The Cloud Native Computing Foundation has archived the project." };
}

function toEntry(given: unknown, category: string, subcategory: string, at: string): Entry {
  const skip = (reason: string): Entry => ({ is: "skip", at, reason });
  const item = itemSchema.safeParse(given).data;
  const name = cleanLine(item?.name ?? "");
  if (!item || name === "") return skip("it has no name, or a field of another kind than text");
  if (NO_TOOLS.has(category)) return skip(`no tool: it stands under ${category}`);
  if (name.length > NAME_MAX) return skip("its name is too long");
  const website = webUrlSchema.safeParse(item.homepage_url).data;
  const repository = normaliseRepository(item.repo_url ?? "");
  const description = cleanText(item.description ?? "").slice(0, 2000);
  const tagline = cleanTagline(description);
  const place = placeOf(category, subcategory);
  const integrations = item.extra?.summary_integrations ?? item.extra?.summary_integration ?? "";
  return {
    is: "tool",
    externalId: `${category} / ${subcategory} / ${name}`,
    at,
    name,
    slug: null,
    repository,
    place,
    values: {
      ...(place ? { kind: kindFromFunction(place.function.name) } : {}),
      ...(website ? { website } : {}),
      ...(repository ? { repository: webUrlSchema.safeParse(item.repo_url?.trim()).data ?? repository } : {}),
      ...(tagline.length >= 3 && tagline.length <= 120 ? { tagline } : {}),
      ...(description ? { description } : {}),
    },
    lifecycle: lifecycleOf(item),
    figures: [],
    aliases: [],
    integrations: integrations.split(",").map(cleanLine).filter(Boolean),
    extra: {
      category: `${category} / ${subcategory}`,
      ...(item.project ? { project: item.project } : {}),
      ...(item.second_path ? { second_path: [item.second_path].flat() } : {}),
    },
  };
}

function nameOf(node: YAMLMap): string {
  const name = node.get("name");
  return typeof name === "string" ? name : "";
}

function* maps(node: unknown): Generator<YAMLMap> {
  if (isSeq(node)) for (const item of node.items) if (isMap(item)) yield item;
}

/** The CNCF landscape: `landscape.yml`, items under categories and subcategories. */
export const cncf: Adapter = {
  dataset: DATASET,
  createsTools: true,
  isWhole: true,
  read: async function* (file, options) {
    const lines = new LineCounter();
    const text = await readText(file, MAX_BYTES, options);
    const document = parseDocument(text, { lineCounter: lines, logLevel: "error", uniqueKeys: false });
    const fault = document.errors[0];
    if (fault) throw new DomainError("invalid", yamlFault(fault));
    const landscape = document.get("landscape");
    if (!isSeq(landscape))
      throw new DomainError("invalid", "The file has no list “landscape”: this is not the expected file.");
    const seen = new Map<string, number>();
    for (const category of maps(landscape)) {
      for (const subcategory of maps(category.get("subcategories"))) {
        for (const item of maps(subcategory.get("items"))) {
          const first = item.items[0]?.key;
          const offset = isScalar(first) ? (first.range?.[0] ?? 0) : 0;
          const at = `line ${lines.linePos(offset).line}`;
          let plain: unknown;
          try {
            plain = item.toJS(document, { maxAliasCount: 50 });
          } catch (error) {
            throw new DomainError("invalid", yamlFault(error));
          }
          const entry = toEntry(plain, nameOf(category), nameOf(subcategory), at);
          if (entry.is !== "tool") yield entry;
          else {
            const count = (seen.get(entry.externalId) ?? 0) + 1;
            seen.set(entry.externalId, count);
            if (count > 1) yield { is: "skip", at, reason: "it stands twice in its subcategory" };
            else yield entry;
          }
        }
      }
    }
  },
};
