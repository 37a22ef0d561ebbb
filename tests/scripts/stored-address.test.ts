import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storedAddress } from "@/scripts/stored-address";

describe("an address that readers know becomes the path under which its page is stored", () => {
  test.each([
    ["/", "/home/stored"],
    ["/?from=mail", "/home/stored?from=mail"],
    ["/stackups", "/lists/stackups/stored"],
    ["/categories", "/lists/category-tree/stored"],
    ["/licences", "/lists/licences/stored"],
    ["/tools", "/lists/tools/votes/start"],
    ["/Tools", "/lists/tools/votes/start"],
    ["/tools?sort=name", "/lists/tools/name/start?sort=name"],
    ["/tools?after=docker&sort=name", "/lists/tools/name/docker?after=docker&sort=name"],
    ["/tools?sort=name&sort=stars", "/lists/tools/stars/start?sort=name&sort=stars"],
    ["/tools?sort=&after=", "/lists/tools/votes/start?sort=&after="],
    ["/tools?after=a%2Fb", "/lists/tools/votes/start?after=a%2Fb"],
    ["/tools?after=..&sort=%2e", "/lists/tools/votes/start?after=..&sort=%2e"],
    ["/tools?after=c%20d%26e", "/lists/tools/votes/c%20d%26e?after=c%20d%26e"],
    ["/tools/rkt/history", "/lists/history/rkt/start"],
    ["/tools/rkt/history?after=12", "/lists/history/rkt/12?after=12"],
    ["/categories/devops/build?sort=stars", "/lists/categories/stars/start/devops/build?sort=stars"],
    ["/feed", "/lists/feed/start"],
    ["/feed/devops/build?after=9", "/lists/feed/9/devops/build?after=9"],
    ["/feed/atom.xml", "/feed-files/atom"],
    ["/feed/devops/build/feed.json", "/feed-files/json/devops/build"],
    ["/stacks", "/lists/stacks/newest/any/any/any/any/start"],
    [
      "/stacks?kind=project&tool=postgresql",
      "/lists/stacks/newest/project/any/postgresql/any/start?kind=project&tool=postgresql",
    ],
    [
      "/stacks?sort=largest&after=x&category=devops&size=11-50",
      "/lists/stacks/largest/any/11-50/any/devops/x?sort=largest&after=x&category=devops&size=11-50",
    ],
    ["/stacks?tool=a%2Fb&sort=largest", "/lists/stacks/newest/any/any/_/any/start?tool=a%2Fb&sort=largest"],
    ["/search?q=mesos+vs+rkt", "/compare?q=mesos+vs+rkt"],
    ["/search?q=mesos%20Versus%20rkt", "/compare?q=mesos%20Versus%20rkt"],
  ])("%s", (address, path) => {
    expect(storedAddress(address)).toBe(path);
  });
});

describe("any other address stays as it is", () => {
  test.each([
    "/stackups/apache-mesos-vs-rkt",
    "/tools/rkt",
    "/tools/",
    "/tools/rkt/alternatives?after=1",
    "/tools/a/b/history",
    "/feeds",
    "/search?q=mesos",
    "/search?q=versus",
    "/search?q=mesos+vs+rkt&unmatched=1",
    "/api/votes?sort=name",
    "/_next/static/chunks/a.js",
    "/stacks/umami",
    "//tools",
    "",
  ])("%j", (address) => {
    expect(storedAddress(address)).toBe(address);
  });
});

test("whatever is asked for, what comes out is a path of one line that keeps the search", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("/tools", "/stacks", "/feed", "/feed/a/b", "/categories/a", "/tools/x/history"),
      fc.dictionary(
        fc.constantFrom("sort", "after", "kind", "size", "tool", "category", "q"),
        fc.string({ unit: "grapheme" }),
      ),
      (path, given) => {
        const search = `?${new URLSearchParams(given)}`;
        const address = storedAddress(path + search);
        expect(address.endsWith(search)).toBe(true);
        const segments = address.slice(1, -search.length).split("/");
        expect(segments).not.toContain("");
        expect(segments).toHaveLength(storedAddress(path).slice(1).split("/").length);
      },
    ),
  );
});
