import { describe, expect, test } from "vitest";
import { describeChoice, faultsOfDecision, readDecisionForm, toAdr } from "@/lib/decisions/rules";
import { type DecisionPage, decisionFormSchema, decisionSchema } from "@/lib/decisions/schema";

const form = {
  ...{ title: "Which cache", context: "Sessions", chosen: "redis", reasons: "It keeps them" },
  ...{ "note-1": "Keeps data", decidedOn: "2026-03-01", visibility: "public" },
};
const read = (more: object = {}, tools = ["memcached", "redis"]) =>
  decisionSchema.safeParse(readDecisionForm(decisionFormSchema.parse({ ...form, ...more }), tools));

describe("the form of a decision", () => {
  test("is read with its options in the order of their notes", () => {
    expect(read({ revisitOn: "2027-03-01", stack: "my-app" }).data).toEqual({
      ...{ title: "Which cache", context: "Sessions", chosen: "redis", reasons: "It keeps them" },
      options: [
        { tool: "memcached", note: "" },
        { tool: "redis", note: "Keeps data" },
      ],
      ...{ decidedOn: "2026-03-01", revisitOn: "2027-03-01", visibility: "public", stack: "my-app" },
    });
  });

  test.each<[string, object, string[] | undefined]>([
    ["Title", { title: " " }, undefined],
    ["Title", { title: "a".repeat(121) }, undefined],
    ["Title", { title: "two\nlines" }, undefined],
    ["Context", { context: "" }, undefined],
    ["Context", { context: "a\u0007" }, undefined],
    ["Reasons", { reasons: "a".repeat(4001) }, undefined],
    ["Chosen", { chosen: "varnish" }, undefined],
    ["Chosen", { chosen: "" }, undefined],
    ["Decided on", { decidedOn: "soon" }, undefined],
    ["Decided on", { decidedOn: "2026-02-30" }, undefined],
    ["Decided on", { decidedOn: "1026-02-03" }, undefined],
    ["Look at it again on", { revisitOn: "2026-03-01" }, undefined],
    ["Who sees it", { visibility: "secret" }, undefined],
    ["Stack", { stack: "../x" }, undefined],
    ["What speaks for and against a tool", {}, ["redis"]],
    ["What speaks for and against a tool", {}, ["redis", "redis"]],
    ["What speaks for and against a tool", {}, ["a", "b", "c", "d", "redis"]],
    ["What speaks for and against a tool", { "note-0": "a".repeat(601) }, undefined],
  ])("names the field %s where %j is wrong", (name, more, tools) => {
    const faults = faultsOfDecision(read(more, tools).error?.issues ?? []);
    expect(Object.values(faults).map((fault) => fault.split(":")[0])).toContain(name);
  });
});

const option = (slug: string, name: string, more: object = {}) => ({
  ...{ slug, name, note: "", isChosen: false, isShown: true },
  ...more,
});
const decision: DecisionPage = {
  ...{ slug: "which-cache", title: "Which *cache*", context: "# Big\nSessions\n===", reasons: "- It keeps them" },
  options: [option("memcached", "Memcached"), option("redis", "Redis", { isChosen: true, note: "Keeps data" })],
  ...{ decidedOn: "2026-03-01", revisitOn: null, visibility: "public", author: "anna", stackup: "memcached-vs-redis" },
  stack: { slug: "my-app", name: "My [app]" },
};

test.each([
  [decision.options, "Redis over Memcached"],
  [[...decision.options, option("varnish", "Varnish")], "Redis over Memcached and Varnish"],
])("a choice is said in words", (options, text) => expect(describeChoice(options)).toBe(text));

describe("toAdr", () => {
  test("has every part of a record, in its order, with full addresses", () => {
    const text = toAdr(decision);
    expect(text.match(/^#{1,3} .*$/gm)).toEqual([
      "# Which \\*cache\\*",
      "## Context",
      "## Options",
      "### Memcached",
      "### Redis",
      "## Decision",
      "## Consequences and reasons",
      "## Links",
    ]);
    for (const part of [
      "- Status: Accepted\n- Date: 2026-03-01\n- Decided by: anna",
      "\\# Big\nSessions\n\\===",
      "Keeps data",
      "Redis was chosen: Redis over Memcached.",
      "\n- It keeps them\n",
      "/stackups/memcached-vs-redis)",
      "[The stack of My \\[app\\]](",
    ])
      expect(text).toContain(part);
    expect(text.match(/\]\((?!https?:\/\/)/)).toBeNull();
  });

  test("says when to look at it again, links no tool that is gone, and names no author or stack where there is none", () => {
    const options = decision.options.map((one) => ({ ...one, isShown: false }));
    const text = toAdr({ ...decision, revisitOn: "2027-03-01", author: null, stack: null, options });
    expect(text).toContain("- Status: Accepted; to be looked at again on 2027-03-01");
    expect(text).not.toMatch(/\/tools\/|\/stacks\/|Decided by/);
  });
});
