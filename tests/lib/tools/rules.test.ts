import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AlternativeCandidate,
  compareCandidates,
  describeKinds,
  describeReason,
  FACT_LABELS,
  factText,
  isEnded,
  isLikeForLike,
  lifecycleLabel,
  lifecycleMeaning,
  lifecycleText,
  listFairPairs,
  rankAlternatives,
} from "@/lib/tools/rules";
import { factKeys, type LifecycleState, lifecycleStates, type ToolCard } from "@/lib/tools/schema";
import { alternative, place, toolCard } from "@/tests/support/shapes";

describe("lifecycle words", () => {
  test.each<[LifecycleState, string | null, string, string, boolean]>([
    ["active", null, "active", "Active", false],
    ["active", "2014", "active", "Active", false],
    ["feature-complete", null, "feature-complete", "Feature-complete", false],
    ["feature-complete", "2022-03", "feature-complete 2022", "Feature-complete, Mar 2022", false],
    ["maintenance", "2021", "maintenance only 2021", "Maintenance only, 2021", false],
    ["deprecated", "2020-02-11", "deprecated 2020", "Deprecated, 11 Feb 2020", true],
    ["archived", "2020-02-24", "archived 2020", "Archived, 24 Feb 2020", true],
    ["archived", null, "archived", "Archived", true],
    ["retired", "2025-08", "retired 2025", "Retired, Aug 2025", true],
  ])("%s since %s is %j, %j, ended: %s", (state, since, label, text, hasEnded) => {
    expect(lifecycleLabel({ state, since })).toBe(label);
    expect(lifecycleText({ state, since })).toBe(text);
    expect(isEnded({ state })).toBe(hasEnded);
  });

  test("each state has a meaning of its own, in a sentence", () => {
    const meanings = lifecycleStates.map(lifecycleMeaning);
    expect(new Set(meanings).size).toBe(lifecycleStates.length);
    expect(meanings.filter((meaning) => !/^[A-Z].+\.$/.test(meaning))).toEqual([]);
  });
});

describe("factText", () => {
  test.each([
    ["website", "https://www.docker.example/", "docker.example"],
    ["website", "http://mesos.example", "mesos.example"],
    ["repository", "https://github.com/rkt/rkt", "github.com/rkt/rkt"],
    ["hosting", "self-hosted", "Self-hosted"],
    ["hosting", "hosted", "Hosted service"],
    ["hosting", "self-hosted-or-hosted", "Self-hosted or hosted service"],
    ["hosting", "runs-locally", "Runs locally, no server"],
    ["hosting", "on the moon", "on the moon"],
    ["licence", "Apache-2.0", "Apache-2.0"],
    ["organisation", "https://example.org", "https://example.org"],
    ["first-release", "2014", "2014"],
  ] as const)("%s %j is %j", (key, value, text) => {
    expect(factText(key, value)).toBe(text);
  });

  test("a value that is the name of something inherited stays a text", () => {
    expect(factText("hosting", "constructor")).toBe("constructor");
  });

  test("each fact has a label of its own", () => {
    expect(new Set(factKeys.map((key) => FACT_LABELS[key])).size).toBe(factKeys.length);
  });
});

describe("isLikeForLike", () => {
  const at = (path: string, kind: string) => ({ kind, function: place(path) });

  test.each([
    ["the same function", [at("a/b/c", "cluster manager"), at("a/b/c", "job scheduler")], true],
    ["the same kind in two functions", [at("a/b/c", "container runtime"), at("a/b/d", "container runtime")], true],
    [
      "the same noun in two functions",
      [at("a/b/c", "container orchestrator"), at("a/b/d", "workload orchestrator")],
      true,
    ],
    ["the reference pair", [at("a/b/c", "cluster manager"), at("a/b/d", "container runtime")], false],
    [
      "three tools, one of another kind",
      [at("a/b/c", "linter"), at("a/b/c", "linter"), at("a/b/d", "compiler")],
      false,
    ],
    ["one tool", [at("a/b/c", "linter")], true],
  ])("%s", (_, tools, isLike) => {
    expect(isLikeForLike(tools)).toBe(isLike);
    expect(isLikeForLike(tools.toReversed())).toBe(isLike);
  });

  test.each([
    [at("apps/languages/runtimes", "JavaScript runtime"), at("apps/infrastructure/containers", "container runtime")],
    [at("utilities/payments/services", "payment service"), at("utilities/application/users", "identity service")],
    [at("apps/hosting/web-servers", "web server"), at("utilities/application/users", "identity server")],
    [at("apps/languages/frameworks", "web framework"), at("devops/build/testing", "test framework")],
  ])("%j and %j are different things", (a, b) => {
    expect(isLikeForLike([a, b])).toBe(false);
  });
});

test.each([
  [[{ name: "rkt", kind: "container runtime" }], "rkt is a container runtime."],
  [
    [
      { name: "Apache Mesos", kind: "cluster manager" },
      { name: "Prisma", kind: "object-relational mapper" },
    ],
    "Apache Mesos is a cluster manager; Prisma is an object-relational mapper.",
  ],
  [[{ name: "Postman", kind: "API client" }], "Postman is an API client."],
])("describeKinds: %#", (tools, sentence) => {
  expect(describeKinds(tools)).toBe(sentence);
});

test.each([
  ["HTML enhancement library", "htmx is an HTML enhancement library."],
  ["RPC framework", "htmx is an RPC framework."],
  ["user interface framework", "htmx is a user interface framework."],
])("describeKinds: the article of %s", (kind, sentence) => {
  expect(describeKinds([{ name: "htmx", kind }])).toBe(sentence);
});

const to = { slug: "tool-a", name: "Tool A" };

function candidate(
  slug: string,
  given: Partial<Omit<AlternativeCandidate, "tool">> = {},
  tool: Partial<ToolCard> = {},
) {
  const nearness = { companyStacks: 0, pins: [], sharesFunction: [], sharesCategory: [], ...given };
  return { tool: toolCard(slug, tool), ...nearness } satisfies AlternativeCandidate;
}

const pinned = (slug: string, position: number, tool: Partial<ToolCard> = {}) =>
  candidate(slug, { pins: [{ to, words: `reason ${position}`, position }] }, tool);
const near = (slug: string, tool: Partial<ToolCard> = {}) => candidate(slug, { sharesFunction: [to] }, tool);
const far = (slug: string, tool: Partial<ToolCard> = {}) => candidate(slug, { sharesCategory: [to] }, tool);
const order = (...candidates: AlternativeCandidate[]) => rankAlternatives(candidates).map(({ tool }) => tool.slug);

describe("the order of alternatives", () => {
  test.each([
    [
      "pinned before the same function before the same category",
      [far("c", { votes: 9 }), near("b", { votes: 5 }), pinned("a", 0)],
      "abc",
    ],
    [
      "pins in the editor's order, whatever their votes",
      [pinned("b", 1, { votes: 99 }), pinned("a", 0), pinned("c", 2)],
      "abc",
    ],
    ["a pinned tool stands once, with its pin", [near("b", { votes: 9 }), { ...near("a"), ...pinned("a", 0) }], "ab"],
    ["more votes first", [near("b", { votes: 1 }), near("a", { votes: 2 }), near("c")], "abc"],
    ["then more stars", [near("b", { votes: 1, stars: 5 }), near("a", { votes: 1, stars: 6 })], "ab"],
    ["no reading of stars after none at all", [near("b"), near("a", { stars: 0 })], "ab"],
    ["votes before stars", [near("b", { stars: 90_000 }), near("a", { votes: 1 })], "ab"],
    [
      "then by name, in any case of letters",
      [near("c", { name: "Zed" }), near("b", { name: "atom" }), near("a", { name: "Ant" })],
      "abc",
    ],
    ["the same within a category", [far("b", { votes: 1 }), far("a", { votes: 2 }), far("c", { stars: 3 })], "abc"],
  ])("%s", (_, candidates, slugs) => {
    expect(order(...candidates).join("")).toBe(slugs);
    expect(order(...candidates.toReversed()).join("")).toBe(slugs);
  });

  const name = fc.stringMatching(/^[A-Ca-c]{1,2}$/);
  const anyCandidate = fc
    .record({
      name,
      votes: fc.integer({ min: 0, max: 2 }),
      stars: fc.option(fc.integer({ min: 0, max: 2 })),
      tier: fc.constantFrom(pinned, near, far),
      position: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ name, votes, stars, tier, position }) => {
      const tool = { name, votes, stars };
      return tier === pinned ? pinned(name, position, tool) : tier === near ? near(name, tool) : far(name, tool);
    });
  const ofDifferentNames = fc.uniqueArray(anyCandidate, {
    selector: ({ tool }) => tool.name.toLowerCase(),
    maxLength: 9,
  });
  const shuffled = (candidates: AlternativeCandidate[]) =>
    fc.shuffledSubarray(candidates, { minLength: candidates.length });

  test("does not depend on the order in which candidates come", () => {
    fc.assert(
      fc.property(
        ofDifferentNames.chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        ([all, mixed]) => {
          expect(order(...mixed)).toEqual(order(...all));
        },
      ),
    );
  });

  test("is a total order: of two tools one comes first, and first of first comes first", () => {
    fc.assert(
      fc.property(ofDifferentNames, (all) => {
        for (const a of all)
          for (const b of all) {
            if (a === b) continue;
            expect(Math.sign(compareCandidates(a, b))).toBe(-Math.sign(compareCandidates(b, a)));
            expect(compareCandidates(a, b)).not.toBe(0);
            for (const c of all)
              if (c !== a && c !== b && compareCandidates(a, b) < 0 && compareCandidates(b, c) < 0)
                expect(compareCandidates(a, c)).toBeLessThan(0);
          }
      }),
    );
  });

  test("is total for names that differ in the case of letters alone", () => {
    const [a, b] = [near("tool-a", { name: "Go" }), near("tool-b", { name: "go" })];
    expect(order(a, b)).toEqual(order(b, a));
  });

  test("leaves the given list as it is", () => {
    const candidates = [near("b"), near("a")];
    rankAlternatives(candidates);
    expect(candidates.map(({ tool }) => tool.slug)).toEqual(["b", "a"]);
  });
});

describe("describeReason", () => {
  const other = { slug: "tool-b", name: "Tool B" };

  test.each([
    ["a pin", pinned("c", 0), "Pinned for Tool A: reason 0"],
    ["the same function", near("c"), "Like Tool A: function"],
    ["the same function as two", candidate("c", { sharesFunction: [to, other] }), "Like Tool A and Tool B: function"],
    [
      "the same function as one, the category of both",
      candidate("c", { sharesFunction: [to], sharesCategory: [to, other] }),
      "Like Tool A: function",
    ],
    ["the same category", far("c", { kind: "job scheduler" }), "Near Tool A: job scheduler"],
  ])("%s", (_, given, words) => {
    const [ranked] = rankAlternatives([given]);
    expect(ranked && describeReason(ranked)).toBe(words);
  });
});

describe("listFairPairs", () => {
  const cluster = { function: place("apps/infrastructure/clusters") };
  const runtime = { function: place("apps/infrastructure/containers") };
  const dead = { lifecycle: { state: "archived" as const, since: "2020" } };
  const compared = [toolCard("mesos", cluster), toolCard("rkt", runtime)];
  const pairs = (...given: Parameters<typeof listFairPairs>) =>
    listFairPairs(...given).map(([a, b]) => `${a.slug}/${b.slug}`);
  const named = (...slugs: string[]) => slugs.map((slug) => ({ slug, name: slug }));

  test("pairs each tool with living ones of its own function, in their order, two at most", () => {
    const alternatives = [
      alternative("docker", runtime),
      alternative("nomad", cluster),
      alternative("podman", runtime),
      alternative("yarn-hadoop", cluster),
      alternative("lxc", runtime),
      alternative("terraform", { function: place("devops/build/infrastructure") }),
    ];
    expect(pairs(compared, alternatives, [])).toEqual(["mesos/nomad", "mesos/yarn-hadoop", "rkt/docker", "rkt/podman"]);
    expect(pairs(compared, alternatives, [], 1)).toEqual(["mesos/nomad", "rkt/docker"]);
  });

  test("offers no tool that has ended", () => {
    const alternatives = [alternative("aurora", { ...cluster, ...dead }), alternative("nomad", cluster)];
    expect(pairs(compared, alternatives, [named("aurora", "mesos")])).toEqual(["mesos/nomad"]);
  });

  test("puts pairs first whose differences an editor wrote", () => {
    const alternatives = [alternative("nomad", cluster), alternative("kubernetes", { function: place("apps/x/y") })];
    const written = [named("kubernetes", "mesos"), named("docker", "podman"), named("docker", "mesos", "podman")];
    expect(pairs(compared, alternatives, written)).toEqual(["mesos/kubernetes", "mesos/nomad"]);
  });

  test("names each pair once and never pairs the compared tools with each other", () => {
    const alternatives = [alternative("nomad", cluster)];
    expect(pairs(compared, alternatives, [named("mesos", "nomad"), named("mesos", "rkt")])).toEqual(["mesos/nomad"]);
  });

  test("is empty where nothing living is near", () => {
    expect(pairs(compared, [], [])).toEqual([]);
  });
});
