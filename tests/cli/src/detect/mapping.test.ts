import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import packages from "@/cli/data/packages.json";
import { ECOSYSTEMS } from "@/cli/src/detect/finding";
import { LAYERS, lookupOf, mappingSchema } from "@/cli/src/detect/mapping";
import { readers } from "@/cli/src/detect/readers";
import { readCatalog } from "@/prisma/read-catalog";
import { mapping } from "@/tests/support/detect";

const root = path.resolve(import.meta.dirname, "../../../..");

describe("the shipped mapping", () => {
  const tools = Object.entries(mapping.tools);

  test("is sorted, and its lists are sorted without doubles", () => {
    const slugs = tools.map(([slug]) => slug);
    expect(slugs).toEqual([...slugs].sort());
    for (const [slug, tool] of tools)
      for (const ecosystem of ECOSYSTEMS) {
        const list = tool[ecosystem] ?? [];
        expect(list, `${slug}.${ecosystem}`).toEqual([...new Set(list)].sort());
      }
  });

  test("names and layers are those of the catalog", () => {
    const catalog = readCatalog(path.join(root, "prisma/catalog"));
    const layers = catalog.categories.content;
    const layerOf = new Map(
      layers.flatMap((layer) =>
        layer.categories.flatMap((category) => category.functions.map((one) => [one.slug, layer.slug] as const)),
      ),
    );
    const known = new Map(catalog.tools.map(({ content }) => [content.slug, content]));
    for (const [slug, tool] of tools) {
      const entry = known.get(slug);
      expect(tool.catalog, slug).toBe(entry !== undefined);
      if (entry)
        expect({ name: tool.name, layer: tool.layer }, slug).toEqual({
          name: entry.name,
          layer: layerOf.get(entry.function),
        });
    }
    expect(LAYERS.map(({ slug, name }) => ({ slug, name }))).toEqual(layers.map(({ slug, name }) => ({ slug, name })));
  });

  test("packages whose version is the tool's are among its packages", () => {
    for (const [slug, tool] of tools)
      for (const version of tool.versions ?? []) {
        const [ecosystem, ...name] = version.split(":");
        expect(
          lookupOf(mapping).find(ECOSYSTEMS.find((one) => one === ecosystem) ?? "npm", name.join(":")),
          version,
        ).toContain(slug);
      }
  });

  test("every tool that a reader names is in it", () => {
    const folder = path.join(root, "cli/src/detect/readers");
    expect(readers.length).toBeGreaterThan(readdirSync(folder).length);
    for (const slug of [
      "nodejs",
      "docker",
      "docker-compose",
      "kubernetes",
      "helm",
      "terraform",
      "opentofu",
      "github-actions",
      "gitlab-ci",
      "maven",
      "gradle",
      "dotnet",
      "rust",
      "go",
      "composer",
      "openapi",
      "argo-cd",
      "kustomize",
      "envoy",
      "render",
      "prometheus",
      "traefik",
    ])
      expect(mapping.tools[slug], slug).toBeDefined();
  });
});

describe("a mapping", () => {
  const tool = { name: "A", layer: "devops", use: "run", catalog: true };

  test("finds exact names before beginnings, and longer beginnings before shorter", () => {
    const tools = {
      a: { ...tool, npm: ["@a/*"] },
      b: { ...tool, npm: ["@a/b*", "plain"] },
      c: { ...tool, npm: ["@a/bc", "plain"] },
    };
    const lookup = lookupOf(mappingSchema.parse({ version: 1, tools }));
    expect(lookup.find("npm", "@a/x")).toEqual(["a"]);
    expect(lookup.find("npm", "@a/bx")).toEqual(["b"]);
    expect(lookup.find("npm", "@a/bc")).toEqual(["c"]);
    expect(lookup.find("npm", "plain")).toEqual(["b", "c"]);
    expect(lookup.find("pypi", "plain")).toEqual([]);
    expect(lookup.find("npm", "constructor")).toEqual([]);
  });

  test.each([
    ["another version", { version: 2, tools: {} }],
    ["a layer that is none", { version: 1, tools: { a: { ...tool, layer: "kitchen" } } }],
    ["a slug that is none", { version: 1, tools: { "A b": tool } }],
    ["an ecosystem that is none", { version: 1, tools: { a: { ...tool, apt: ["x"] } } }],
    ["a star in the middle", { version: 1, tools: { a: { ...tool, npm: ["a*b"] } } }],
  ])("is refused with %s", (_, value) => {
    expect(mappingSchema.safeParse(value).success).toBe(false);
  });

  test("as shipped is taken", () => {
    expect(mappingSchema.safeParse(packages).success).toBe(true);
  });
});
