import path from "node:path";
import { describe, expect, test } from "vitest";
import { parsePair, stackupSlug } from "@/lib/stackups/rules";
import { isEnded } from "@/lib/tools/rules";
import { readCatalog } from "@/prisma/read-catalog";

// The catalog that ships: that it is as large and as complete as the site promises, and that it carries the reference page.

const catalog = readCatalog(path.resolve(import.meta.dirname, "../../prisma/catalog"));
const tools = catalog.tools.map((entry) => entry.content);
const stackups = catalog.stackups.map((entry) => entry.content);
const functions = catalog.categories.content.flatMap((layer) =>
  layer.categories.flatMap((category) => category.functions.map((entry) => entry.slug)),
);

function tool(slug: string) {
  const found = tools.find((entry) => entry.slug === slug);
  if (!found) throw new Error(`there is no ${slug}`);
  return found;
}

describe("its size", () => {
  test("240 tools or more in 40 functions or more of four layers", () => {
    expect(tools.length).toBeGreaterThanOrEqual(240);
    expect(new Set(tools.map((entry) => entry.function)).size).toBeGreaterThanOrEqual(40);
    expect(catalog.categories.content.map((layer) => layer.slug)).toEqual([
      "application-and-data",
      "devops",
      "utilities",
      "business-tools",
    ]);
  });

  test("no function is empty", () => {
    expect(functions.filter((slug) => !tools.some((entry) => entry.function === slug))).toEqual([]);
  });

  test("40 written stackups or more, each with four to seven claims", () => {
    expect(stackups.length).toBeGreaterThanOrEqual(40);
    expect(stackups.filter(({ claims }) => claims.length < 4 || claims.length > 7)).toEqual([]);
  });

  test.each([
    ["languages and frameworks", "python", "django", "react", "nextjs"],
    ["data stores", "postgresql", "mongodb", "redis", "kafka", "elasticsearch", "prisma"],
    ["building and testing", "vite", "jest", "playwright", "github-actions", "terraform", "npm"],
    ["running", "amazon-web-services", "heroku", "vercel", "docker", "kubernetes", "nginx"],
    ["watching", "prometheus", "datadog", "sentry", "loki"],
    ["working", "visual-studio-code", "slack", "jira", "stripe", "google-analytics", "auth0", "flutter", "graphql"],
  ])("the tools that developers compare most: %s", (_, ...slugs) => {
    expect(slugs.filter((slug) => !tools.some((entry) => entry.slug === slug))).toEqual([]);
  });

  test.each([
    ["mysql", "postgresql"],
    ["react", "vue"],
    ["memcached", "redis"],
    ["docker-swarm", "kubernetes", "nomad"],
    ["bitbucket", "github", "gitlab"],
    ["vite", "webpack"],
    ["jest", "vitest"],
    ["pulumi", "terraform"],
    ["kafka", "rabbitmq"],
  ])("the pairs that people really compare: %s, %s", (...slugs) => {
    const wanted = stackupSlug(slugs.filter((slug) => slug !== undefined));
    expect(stackups.map((entry) => stackupSlug(entry.tools))).toContain(wanted);
  });
});

describe("the reference page", () => {
  test.each([
    ["the two compared", ["apache-mesos", "rkt"]],
    [
      "the ten alternatives",
      ["docker", "lxd", "nomad", "lxc", "dc-os", "mesosphere", "vagrant-cloud", "gardener", "yarn-hadoop", "atmosly"],
    ],
    ["the integration", ["apache-aurora"]],
    [
      "the related comparisons",
      [
        ...["bitbucket", "github", "gitlab", "aws-codecommit", "docker-swarm", "kubernetes", "rancher"],
        ...["grunt", "webpack", "gulp", "grafana", "graphite", "kibana"],
      ],
    ],
  ])("%s are there", (_, slugs) => {
    expect(slugs.filter((slug) => !tools.some((entry) => entry.slug === slug))).toEqual([]);
  });

  test.each([
    ["bitbucket", "github", "gitlab"],
    ["aws-codecommit", "bitbucket", "github"],
    ["docker-swarm", "kubernetes", "rancher"],
    ["grunt", "gulp", "webpack"],
    ["grafana", "graphite", "kibana"],
  ])("the related comparison of %s, %s and %s can be shown", (...slugs) => {
    expect(parsePair(stackupSlug(slugs))).toEqual(slugs);
    expect(slugs.map((slug) => tool(slug).slug)).toEqual(slugs);
  });

  const figuresOf = (slug: string) =>
    Object.fromEntries(
      catalog.figures.content.figures
        .filter((figure) => figure.tool === slug)
        .map(({ metric, value }) => [metric, value]),
    );

  test.each([
    ["apache-mesos", { stacks: 306, followers: 418, stars: 5300, forks: 1700 }],
    ["rkt", { stacks: 29, followers: 112 }],
  ])("%s carries its figures, with date and source, and none that the page leaves empty", (slug, figures) => {
    expect(figuresOf(slug)).toEqual(figures);
    const given = catalog.figures.content.figures.filter((figure) => figure.tool === slug);
    expect(given.map(({ asOf, source }) => [asOf, source])).toEqual(given.map(() => ["2025", "reference-page"]));
    expect(catalog.figures.content.sources["reference-page"]?.url).toBe(
      "https://stackshare.io/stackups/apache-mesos-vs-rkt",
    );
  });

  test("rkt has no readings of stars either: its repository is not in the series", () => {
    expect(catalog.stars.content.filter((row) => row.slug === "rkt")).toEqual([]);
  });

  test.each([
    [
      "apache-mesos",
      31,
      {
        "Easy scaling": 21,
        "Web UI": 6,
        "Fault-Tolerant": 2,
        "High-Available": 1,
        "Elastic Distributed System": 1,
      },
      { "Depends on Zookeeper": 1, "Not for long term": 1 },
    ],
    ["rkt", 10, { Security: 5, "Robust container portability": 3, "Composable containers": 2 }, {}],
  ])("%s has its pros and cons with their votes: %i on the pros", (slug, votes, pros, cons) => {
    const counted = (statements: { text: string; votes: number }[]) =>
      Object.fromEntries(statements.map((statement) => [statement.text, statement.votes]));
    expect(counted(tool(slug).pros)).toEqual(pros);
    expect(counted(tool(slug).cons)).toEqual(cons);
    expect(tool(slug).pros.reduce((sum, pro) => sum + pro.votes, 0)).toBe(votes);
  });

  test("no other statement has votes, since nobody counted any", () => {
    const voted = tools.filter((entry) => [...entry.pros, ...entry.cons].some((statement) => statement.votes > 0));
    expect(voted.map((entry) => entry.slug)).toEqual(["apache-mesos", "rkt"]);
  });

  test("votes of other tools come from the data set alone, and those of the two from the page alone", () => {
    const { figures } = catalog.figures.content;
    const compared = ["apache-mesos", "rkt"];
    const others = figures.filter((figure) => !compared.includes(figure.tool));
    expect(new Set(others.map(({ metric, source, asOf }) => `${metric} ${source} ${asOf}`))).toEqual(
      new Set(["votes stackshare-data 2025-01"]),
    );
    expect(figures.filter((figure) => compared.includes(figure.tool)).map(({ source }) => source)).toEqual(
      Array.from({ length: 6 }, () => "reference-page"),
    );
  });

  test.each([
    ["apache-mesos", "retired", /^2025-08/, ["kubernetes", "nomad"]],
    ["rkt", "archived", /^2020-02-24$/, ["podman", "containerd"]],
  ])("%s is %s: with date, source and what its users moved to", (slug, state, since, successors) => {
    const { lifecycle, sources } = tool(slug);
    expect(lifecycle.state).toBe(state);
    expect(lifecycle.since).toMatch(since);
    expect(lifecycle.successors).toEqual(successors);
    expect(lifecycle.note).toBeTruthy();
    expect(sources[lifecycle.source]?.url).toMatch(/^https:/);
    expect(successors.filter((successor) => isEnded(tool(successor).lifecycle))).toEqual([]);
  });

  test("Mesos works with Aurora", () => {
    expect([...tool("apache-mesos").integrations, ...tool("apache-aurora").integrations]).toEqual(
      expect.arrayContaining(["apache-aurora"]),
    );
  });

  test("its comparison is written here, of both ended projects, and advises against both", () => {
    const written = stackups.find((entry) => stackupSlug(entry.tools) === "apache-mesos-vs-rkt");
    expect(written?.claims.length).toBeGreaterThanOrEqual(4);
    expect(written?.choose.neither).toBeTruthy();
  });
});

describe("every tool", () => {
  test("has four to seven features", () => {
    const counts = tools.filter(({ features }) => features.length < 4 || features.length > 7);
    expect(counts.map(({ slug, features }) => `${slug}: ${features.length}`)).toEqual([]);
  });

  test("has three to six pros and two to four cons; rkt's cons are empty on the reference page", () => {
    const wrong = tools.filter(({ slug, pros, cons }) => {
      const areProsFew = pros.length < 3 || pros.length > 6;
      const areConsFew = slug === "rkt" ? cons.length > 0 : cons.length < 2 || cons.length > 4;
      return areProsFew || areConsFew;
    });
    expect(wrong.map(({ slug, pros, cons }) => `${slug}: ${pros.length} pros, ${cons.length} cons`)).toEqual([]);
  });

  test("that has ended says since when, and to what its users moved where that is known", () => {
    const ended = tools.filter((entry) => isEnded(entry.lifecycle));
    expect(ended.length).toBeGreaterThanOrEqual(10);
    expect(ended.filter(({ lifecycle }) => !lifecycle.since || !lifecycle.note).map((entry) => entry.slug)).toEqual([]);
  });

  test("names no successor that has itself ended", () => {
    const wrong = tools.flatMap(({ slug, lifecycle }) =>
      lifecycle.successors.filter((successor) => isEnded(tool(successor).lifecycle)).map((to) => `${slug} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  test("was checked by the day that the catalog ships, and not on a day to come", () => {
    const days = tools.flatMap(({ slug, sources }) =>
      Object.values(sources)
        .filter(({ checked }) => checked > "2026-11-22")
        .map(({ checked }) => `${slug}: ${checked}`),
    );
    expect(days).toEqual([]);
  });

  test("has a first release after the tool could be, and a name of its own", () => {
    const years = tools.flatMap(({ slug, facts }) => {
      const year = Number(facts["first-release"]?.value ?? 2000);
      return year < 1960 || year > 2026 ? [`${slug}: ${year}`] : [];
    });
    expect(years).toEqual([]);
    const names = tools.map((entry) => entry.name.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe("side by side", () => {
  const inFunctions = functions
    .map((slug) => [slug, tools.filter((entry) => entry.function === slug)] as const)
    .filter(([, members]) => members.length > 1);

  test.each(inFunctions)("features of %s line up: three names or more that half of its tools have", (_, members) => {
    const names = members.flatMap((entry) => entry.features.map((feature) => feature.name));
    const shared = [...new Set(names)].filter(
      (name) =>
        names.filter((other) => other === name).length >= members.length / 2 &&
        names.indexOf(name) !== names.lastIndexOf(name),
    );
    expect(shared.length, `shared: ${shared.join(", ")}`).toBeGreaterThanOrEqual(3);
  });

  test("no two names of features within a function differ in the case of letters alone", () => {
    const wrong = inFunctions.flatMap(([slug, members]) => {
      const names = [...new Set(members.flatMap((entry) => entry.features.map((feature) => feature.name)))];
      return names
        .filter((name) => names.some((other) => other !== name && other.toLowerCase() === name.toLowerCase()))
        .map((name) => `${slug}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("what the pages need", () => {
  test("no icon stands for two tools of different names, unless it is their maker's", () => {
    const owners = Map.groupBy(Object.entries(catalog.logos.content), ([, { set, icon }]) => `${set}:${icon}`);
    const shared = [...owners].filter(([, entries]) => entries.length > 1);
    expect(shared.map(([icon, entries]) => `${icon}: ${entries.map(([slug]) => slug).join(", ")}`)).toEqual([]);
  });

  test("stars are in the order of their days for each tool, one reading a day", () => {
    const wrong = [...Map.groupBy(catalog.stars.content, (row) => row.slug)].flatMap(([slug, rows]) => {
      const days = rows.map((row) => row.date);
      return days.join() === [...new Set(days)].sort().join() ? [] : [slug];
    });
    expect(wrong).toEqual([]);
  });

  test("no text of ours stands in two tools", () => {
    const texts = tools.flatMap((entry) => [entry.description, entry.tagline]);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });
});
