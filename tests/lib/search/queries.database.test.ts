import { beforeAll, describe, expect, test } from "vitest";
import { findToolByName, listNearNames, searchTools } from "@/lib/search/queries";
import { createTools } from "@/tests/support/fixtures";

beforeAll(() =>
  createTools(
    { slug: "rkt", name: "rkt", aliases: ["rocket"], tagline: "Pod-native container runtime", votes: 10 },
    { slug: "apache-mesos", name: "Apache Mesos", aliases: ["mesos"], tagline: "Cluster manager", votes: 31 },
    { slug: "kubernetes", name: "Kubernetes", aliases: ["k8s"], tagline: "Container orchestrator", stars: 110_000 },
    { slug: "amazon-eks", name: "Amazon EKS", tagline: "Kubernetes control planes run by Amazon", votes: 99 },
    { slug: "docker", name: "Docker", tagline: "Builds and runs containers", votes: 5, stars: 70_000 },
    { slug: "docker-swarm", name: "Docker Swarm", tagline: "Cluster mode of an engine" },
    { slug: "docker-compose", name: "Docker Compose", tagline: "Several services on one host", stars: 30_000 },
    { slug: "asp-net-core", name: "ASP.NET Core", tagline: "Web framework" },
    { slug: "c", name: "C", tagline: "Systems language" },
    { slug: "c-plus-plus", name: "C++", aliases: ["cpp"], tagline: "Systems language with classes" },
    { slug: "percent", name: "100% Pure", tagline: "A name with a wildcard" },
    { slug: "under", name: "snake_case", tagline: "A name with another wildcard" },
    { slug: "quote", name: 'O\'Tool "X" \\ Y', tagline: "A name with quotes" },
    { slug: "accent", name: "Éclair", tagline: "A name with an accent" },
  ),
);

async function slugs(text: string, limit = 20): Promise<string[]> {
  return (await searchTools(text, limit)).map((tool) => tool.slug);
}

describe("searchTools", () => {
  test.each([
    ["an exact name", "docker", ["docker", "docker-compose", "docker-swarm"]],
    ["a name in other letters", "DOCKER", ["docker", "docker-compose", "docker-swarm"]],
    ["a name with blanks around it", "  rkt\t", ["rkt"]],
    ["the middle of a name", "mesos", ["apache-mesos"]],
    ["an alias", "k8s", ["kubernetes"]],
    ["a part of an alias", "rock", ["rkt"]],
    ["an alias that is no word of the name", "cpp", ["c-plus-plus"]],
    ["a slug of one word, typed as two", "K8 S", ["kubernetes"]],
    ["a slug of two words, typed as one", "apachemesos", ["apache-mesos"]],
    ["a name with dots", "asp.net core", ["asp-net-core"]],
    ["a word of the tagline, after all names", "kubernetes", ["kubernetes", "amazon-eks"]],
    ["a word of taglines alone", "cluster", ["apache-mesos", "docker-swarm"]],
    ["a typing error", "kubernets", ["kubernetes"]],
    ["another typing error", "apache messos", ["apache-mesos"]],
    ["an accent", "éclair", ["accent"]],
    ["an accent in capitals", "ÉCLAIR", ["accent"]],
    ["a percent sign as itself", "100%", ["percent"]],
    ["an underscore as itself", "snake_", ["under"]],
    ["a backslash as itself", "\\ y", ["quote"]],
    ["quotes as themselves", "'tool \"", ["quote"]],
    ["a percent sign alone", "%", ["percent"]],
    ["an underscore alone", "_", ["under"]],
    ["a dot alone, which is no dash", ".", ["asp-net-core"]],
  ])("finds by %s", async (_name, text, expected) => {
    expect(await slugs(text)).toEqual(expected);
  });

  test("puts the exact name before better known tools whose names only begin with it", async () => {
    expect((await slugs("c"))[0]).toBe("c");
    expect((await slugs("c++"))[0]).toBe("c-plus-plus");
    expect((await slugs("docker swarm"))[0]).toBe("docker-swarm");
  });

  test.each([
    ["nothing", ""],
    ["blanks", " \t\n"],
    ["wildcards alone", "%_%"],
    ["a wildcard between letters", "d%r"],
    ["an underscore for any letter", "d____r"],
    ["dashes", "---"],
    ["SQL", "'; DROP TABLE tools; --"],
    ["SQL that is always true", "x' OR '1'='1"],
    ["a zero byte", "\u0000"],
    ["half of a surrogate pair", "\ud83e"],
    ["10,000 characters", "x".repeat(10_000)],
    ["an emoji", "🦊"],
    ["marks that turn the writing direction", "\u202e\u202d"],
  ])("finds nothing by %s", async (_name, text) => {
    expect(await slugs(text)).toEqual([]);
  });

  test("does not stumble over a zero byte inside a name", async () => {
    expect(await slugs("doc\u0000ker")).toContain("docker");
  });

  test("gives whole cards and at most as many as asked for", async () => {
    const found = await searchTools("docker", 2);
    expect(found).toHaveLength(2);
    expect(found[0]).toEqual({
      id: expect.any(Number),
      slug: "docker",
      name: "Docker",
      kind: "kind of tool",
      tagline: "Builds and runs containers",
      textOrigins: [],
      logo: null,
      lifecycle: { state: "active", since: null },
      votes: 5,
      stars: 70_000,
      function: { name: "Function A", path: "layer-a/category-a/function-a" },
    });
    expect(await searchTools("docker", 0)).toEqual([]);
  });
});

describe("findToolByName", () => {
  test.each([
    ["mesos", "apache-mesos"],
    ["Apache Mesos", "apache-mesos"],
    ["rocket", "rkt"],
    ["kuberntes", "kubernetes"],
    ["no such thing at all", null],
    ["", null],
  ])("%j is %j", async (name, slug) => {
    expect(await findToolByName(name)).toBe(slug);
  });
});

describe("listNearNames", () => {
  test("gives two for each name at most, six in all, none twice", async () => {
    expect(await listNearNames(["docker", "docker", "mesos"])).toEqual([
      { slug: "docker", name: "Docker" },
      { slug: "docker-compose", name: "Docker Compose" },
      { slug: "apache-mesos", name: "Apache Mesos" },
    ]);
    const many = await listNearNames(["docker", "kubernetes", "cluster", "language", "name"]);
    expect(many).toHaveLength(6);
    expect(await listNearNames([])).toEqual([]);
  });
});
