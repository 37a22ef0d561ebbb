import { z } from "zod";
import { ECOSYSTEMS, type Ecosystem } from "@/cli/src/detect/finding";

/** The layers of the catalog, in the order in which tools are listed. */
export const LAYERS = [
  { slug: "application-and-data", name: "Application & Data" },
  { slug: "devops", name: "DevOps" },
  { slug: "utilities", name: "Utilities" },
  { slug: "business-tools", name: "Business Tools" },
] as const;

const slugSchema = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be a slug: small letters, digits, hyphens");
const layerSchema = z.enum(LAYERS.map((layer) => layer.slug));
/** A name, or the beginning of names where it ends in `*`. */
export const patternSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^*\s]+\*?$/, "must be a name without blanks; * may only end it");
const patternsSchema = z.array(patternSchema).min(1).max(200).optional();

const toolSchema = z.strictObject({
  name: z.string().min(1).max(80),
  layer: layerSchema,
  /**
   * `run`: the program runs on it. `build`: building needs it, or a bundler takes it in, so that a development dependency is full
   * evidence. `test`: the same, and a folder of tests is where it lives.
   */
  use: z.enum(["run", "build", "test"]),
  /** False for a tool that the catalog does not have. */
  catalog: z.boolean(),
  /**
   * The packages that are the tool itself, as `npm:react`: their version is the tool's. A driver's version is not its database's.
   * Images bear the tool's version, unless some of them are named here: then these alone do.
   */
  versions: z.array(z.string().regex(/^[a-z]+:.+$/, "must be ecosystem:name")).optional(),
  npm: patternsSchema,
  pypi: patternsSchema,
  gem: patternsSchema,
  composer: patternsSchema,
  go: patternsSchema,
  cargo: patternsSchema,
  maven: patternsSchema,
  nuget: patternsSchema,
  hex: patternsSchema,
  swift: patternsSchema,
  pub: patternsSchema,
  image: patternsSchema,
  action: patternsSchema,
  terraform: patternsSchema,
  file: patternsSchema,
  env: patternsSchema,
} satisfies Record<Ecosystem, unknown> & Record<string, unknown>);

/** The mapping from names of packages, images, actions, providers, files and variables to tools, keyed by slug. */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  tools: z.record(slugSchema, toolSchema).refine((tools) => Object.keys(tools).length <= 20_000, "too many tools"),
});
export type Mapping = z.infer<typeof mappingSchema>;
export type MappedTool = z.infer<typeof toolSchema>;

/** Finds tools by slug, and by the names that they have in an ecosystem. */
export type Lookup = {
  tool: (key: string) => MappedTool | undefined;
  /** The slugs of the tools that a name stands for; an exact name goes before a beginning, a longer beginning before a shorter. */
  find: (ecosystem: Ecosystem, name: string) => string[];
};

const lookups = new WeakMap<Mapping, Lookup>();

/** The index of a mapping, made once for each. */
export function lookupOf(mapping: Mapping): Lookup {
  const known = lookups.get(mapping);
  if (known) return known;
  const lookup = createLookup(mapping);
  lookups.set(mapping, lookup);
  return lookup;
}

function createLookup(mapping: Mapping): Lookup {
  const tools = new Map(Object.entries(mapping.tools));
  const exact = new Map<string, string[]>();
  const beginnings = new Map<Ecosystem, { start: string; keys: string[] }[]>();
  for (const [key, tool] of tools)
    for (const ecosystem of ECOSYSTEMS)
      for (const pattern of tool[ecosystem] ?? []) {
        if (pattern.endsWith("*")) {
          const start = pattern.slice(0, -1);
          const list = beginnings.get(ecosystem) ?? [];
          const same = list.find((entry) => entry.start === start);
          if (same) same.keys.push(key);
          else list.push({ start, keys: [key] });
          beginnings.set(ecosystem, list);
        } else {
          const id = `${ecosystem} ${pattern}`;
          exact.set(id, [...(exact.get(id) ?? []), key]);
        }
      }
  for (const list of beginnings.values()) list.sort((a, b) => b.start.length - a.start.length);
  return {
    tool: (key) => tools.get(key),
    find: (ecosystem, name) =>
      exact.get(`${ecosystem} ${name}`) ??
      beginnings.get(ecosystem)?.find((entry) => name.startsWith(entry.start))?.keys ??
      [],
  };
}
