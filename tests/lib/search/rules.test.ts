import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVersus, readMissingPath } from "@/lib/search/rules";
import { MAX_QUERY, searchParamsSchema } from "@/lib/search/schema";

describe("parseVersus", () => {
  test.each([
    ["mesos vs nomad", ["mesos", "nomad"]],
    ["Apache Mesos VS rkt", ["Apache Mesos", "rkt"]],
    ["mesos vs. nomad", ["mesos", "nomad"]],
    ["mesos versus nomad", ["mesos", "nomad"]],
    ["mesos  Versus\tnomad", ["mesos", "nomad"]],
    ["a vs b vs c", ["a", "b", "c"]],
    ["a vs b versus c vs. d", ["a", "b", "c", "d"]],
    ["react vs react", ["react", "react"]],
    ["c++ vs c#", ["c++", "c#"]],
  ])("%j compares %j", (query, names) => {
    expect(parseVersus(query)).toEqual(names);
  });

  test.each([
    ["", "nothing"],
    ["mesos", "one name"],
    ["mesos vs", "a name is missing"],
    ["vs nomad", "a name is missing"],
    [" vs ", "both names are missing"],
    ["mesosvsnomad", "no blanks around it"],
    ["canvas editor", "it stands inside a word"],
    ["visual studio vscode", "it begins a word"],
    ["a vs b vs c vs d vs e", "five names"],
  ])("%j is an ordinary search: %s", (query) => {
    expect(parseVersus(query)).toBeNull();
  });

  test("two to four names come back as they were joined", () => {
    const name = fc.stringMatching(/^[a-z+#.]{1,12}$/).filter((text) => !/^(?:vs\.?|versus)$/.test(text));
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 2, maxLength: 4 }),
        fc.constantFrom("vs", "VS.", "versus"),
        (names, word) => {
          expect(parseVersus(names.join(` ${word} `))).toEqual(names);
        },
      ),
    );
  });
});

describe("readMissingPath", () => {
  test.each([
    ["/stackups/mesos-vs-nomadd", "stackups", ["mesos", "nomadd"]],
    ["/stackups/Apache-Mesos-VS-rkt", "stackups", ["Apache Mesos", "rkt"]],
    ["/stackups", "stackups", []],
    ["/stackups/a-vs-b-vs-c-vs-d-vs-e-vs-f", "stackups", ["a", "b", "c", "d", "e"]],
    ["/stackups/-vs-", "stackups", []],
    ["/tools/ngixn", "tools", ["ngixn"]],
    ["/tools/ngixn/alternatives", "tools", ["ngixn"]],
    ["/tools/visual_studio.code+", "tools", ["visual studio code"]],
    ["/tools", "tools", []],
    ["/categories/devops/monitorring", "categories", ["monitorring"]],
    ["/nginx", "other", ["nginx"]],
    ["/a/b/redis", "other", ["redis"]],
    ["/", "other", []],
    ["", "other", []],
    [undefined, "other", []],
    [["/tools/a", "/tools/b"], "other", []],
    [{ path: "/tools/a" }, "other", []],
  ])("%j is about %s %j", (path, kind, names) => {
    expect(readMissingPath(path)).toEqual({ kind, names });
  });

  test("whatever the address, at most five names of at most 64 characters, none empty", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("/", "-vs-", "-", "a", "B", "%20", " ", "é"), maxLength: 200 }),
        (path) => {
          const { names } = readMissingPath(path);
          expect(names.length).toBeLessThanOrEqual(5);
          expect(names.every((name) => name.trim() !== "" && name.length <= 64)).toBe(true);
        },
      ),
    );
    expect(readMissingPath(`/tools/${"a".repeat(10_000)}`).names).toEqual(["a".repeat(64)]);
  });
});

describe("searchParamsSchema", () => {
  test.each([
    [{ q: "mesos" }, "mesos"],
    [{ q: "  mesos " }, "mesos"],
    [{ q: "<script>alert(1)</script>" }, "<script>alert(1)</script>"],
    [{ q: "x".repeat(MAX_QUERY) }, "x".repeat(MAX_QUERY)],
    [{ q: "x".repeat(MAX_QUERY + 1) }, ""],
    [{ q: ["a", "b"] }, ""],
    [{}, ""],
    [null, ""],
    ["q=a", ""],
  ])("%j asks for %j", (params, q) => {
    expect(searchParamsSchema.parse(params)).toEqual({ q });
  });
});
