import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cleanLine,
  cleanTagline,
  cleanText,
  foldName,
  freeSlug,
  kindFromFunction,
  looseName,
  nameFromSlug,
  normaliseRepository,
  rankOf,
  slugFromName,
} from "@/lib/imports/rules";
import { slugSchema } from "@/lib/tools/schema";

describe("cleaning", () => {
  test.each([
    ["  Apache  Mesos ", "Apache Mesos"],
    ["\u200fVideo\ufeff", "Video"],
    ["a\u00a0b\tc\r\nd", "a b c d"],
  ])("of a line: %j", (given, wanted) => expect(cleanLine(given)).toBe(wanted));

  test("of a text keeps its paragraphs", () => {
    expect(cleanText(" One \r\n two\r\n\r\n\r\n\r\n three\u200b ")).toBe("One\ntwo\n\nthree");
  });

  test.each([
    ["A text editor.", "A text editor"],
    ["And so on...", "And so on..."],
    ["Node.js", "Node.js"],
  ])("of a tagline: %s", (given, wanted) => expect(cleanTagline(given)).toBe(wanted));
});

describe("names", () => {
  test("C, C# and C++ stay three, however they are compared", () => {
    const names = ["C", "C#", "C++"];
    for (const compare of [foldName, looseName, slugFromName]) expect(new Set(names.map(compare)).size).toBe(3);
  });

  test("differ in no case of letters", () => expect(foldName("  GitHub ")).toBe(foldName("github")));
  test("are loosely alike without punctuation", () => expect(looseName("Rocket.Chat")).toBe(looseName("RocketChat")));
  test("are not the same without punctuation", () => expect(foldName("Rocket.Chat")).not.toBe(foldName("RocketChat")));

  test.each([
    ["µtask", "μtask".length > 0 ? "task" : ""],
    ["baïkal", "baikal"],
    ["Plex vs Jellyfin", "plex-versus-jellyfin"],
    ["...", null],
  ])("as a slug: %s", (name, slug) => {
    const made = slugFromName(name);
    if (slug === null) expect(made).toBeNull();
    else expect(made).toContain(slug);
  });

  test("make slugs that may stand in a URL, or none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const slug = slugFromName(name);
        expect(slug === null || slugSchema.safeParse(slug).success).toBe(true);
      }),
    );
  });

  test("a slug that is taken gets a number", () => {
    const taken = new Set(["glide", "glide-2"]);
    expect(freeSlug("Glide", (slug) => taken.has(slug))).toBe("Glide-3");
  });
});

describe("normaliseRepository", () => {
  test.each([
    ["https://github.com/Apache/Mesos", "https://github.com/apache/mesos"],
    ["http://www.github.com/apache/mesos.git", "https://github.com/apache/mesos"],
    ["git@github.com:apache/mesos.git", "https://github.com/apache/mesos"],
    ["https://github.com/apache/mesos/tree/master/docs", "https://github.com/apache/mesos"],
    ["https://gitlab.com/a/b/c", "https://gitlab.com/a/b/c"],
    ["https://github.com/apache", null],
    ["javascript:alert(1)", null],
    ["", null],
  ])("%s", (given, wanted) => expect(normaliseRepository(given)).toBe(wanted));
});

describe("kinds and names of functions", () => {
  test.each([
    ["cluster-management", "Cluster Management", "cluster management tool"],
    ["databases", "Databases", "database"],
    [
      "virtual-machine-platforms-and-containers",
      "Virtual Machine Platforms & Containers",
      "virtual machine platforms and container",
    ],
    ["static-site-generators", "Static Site Generators", "static site generator"],
  ])("%s", (slug, name, kind) => {
    expect(nameFromSlug(slug)).toBe(name);
    expect(kindFromFunction(name)).toBe(kind);
  });
});

test("a description is believed of the CNCF before GitHub, awesome-selfhosted and StackShare", () => {
  const order = (["stackshare", "awesome-selfhosted", "explore", "cncf"] as const).toSorted(
    (a, b) => rankOf("description", a) - rankOf("description", b),
  );
  expect(order).toEqual(["cncf", "explore", "awesome-selfhosted", "stackshare"]);
});
