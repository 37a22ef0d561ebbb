import { expect, test } from "vitest";
import { lookupOf, type Mapping, mappingSchema } from "@/cli/src/detect/mapping";
import { extendMapping } from "@/lib/stacks/packages/rules";

const tool = { layer: "devops", use: "run", catalog: true } as const;
const shipped: Mapping = {
  version: 1,
  tools: {
    express: { ...tool, name: "Express", npm: ["express"] },
    react: { ...tool, name: "React", npm: ["react", "react-dom"], gem: ["react-rails"] },
  },
};
const extended = extendMapping(shipped, [
  { ecosystem: "npm", name: "@our/react", slug: "react", tool: { ...tool, name: "React" } },
  { ecosystem: "npm", name: "express", slug: "our-express", tool: { ...tool, name: "Our Express" } },
  { ecosystem: "npm", name: "shared", slug: "react", tool: { ...tool, name: "React" } },
  { ecosystem: "npm", name: "shared", slug: "our-express", tool: { ...tool, name: "Our Express" } },
]);

test("is a mapping, and leaves the shipped one as it is", () => {
  expect(mappingSchema.safeParse(extended).success).toBe(true);
  expect(shipped.tools.express?.npm).toEqual(["express"]);
});

test.each([
  ["react", ["react"]],
  ["@our/react", ["react"]],
  ["express", ["our-express"]],
  ["shared", ["our-express", "react"]],
])("%s", (name, slugs) => {
  expect([...lookupOf(extended).find("npm", name)].sort()).toEqual(slugs);
});

test("other ecosystems stay", () => {
  expect(lookupOf(extended).find("gem", "react-rails")).toEqual(["react"]);
});

test("nothing added changes nothing", () => {
  expect(extendMapping(shipped, [])).toEqual(shipped);
});
