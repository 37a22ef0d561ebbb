import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "@/lib/revisions/rules";
import { listUnits, mergeVersions } from "@/lib/revisions/versions/rules";

describe("two versions of one document", () => {
  const was = { name: "A", kind: "k", facts: { licence: 1, website: 1 }, links: [] };

  test.each<[string, object, object, string[]]>([
    ["changed by nobody", {}, {}, []],
    ["changed alike by both", { name: "B" }, { name: "B" }, []],
    ["changed by you alone", {}, { name: "B" }, ["name you"]],
    ["changed by them alone", { name: "B" }, {}, ["name them"]],
    ["changed by both", { name: "B" }, { name: "C" }, ["name both"]],
    [
      "different facts",
      { facts: { licence: 2, website: 1 } },
      { facts: { licence: 1, website: 2 } },
      ["facts.licence them", "facts.website you"],
    ],
    ["a fact that went", { facts: { licence: 1 } }, { facts: { licence: 1, website: 2 } }, ["facts.website both"]],
  ])("%s", (_, theirs, yours, found) => {
    const units = listUnits(was, { ...was, ...theirs }, { ...was, ...yours });
    expect(units.map((unit) => `${unit.key} ${unit.changedBy}`)).toEqual(found);
  });

  test("become one: what one of them changed alone is taken, what both changed is asked", () => {
    const theirs = { ...was, name: "B", facts: { licence: 1 } };
    const yours = { ...was, name: "C", kind: "l" };
    const { merged, open } = mergeVersions(was, theirs, yours);
    expect(open).toEqual(["name"]);
    expect(merged).toEqual({ name: "B", kind: "l", facts: { licence: 1 }, links: [] });
    expect(mergeVersions(was, theirs, yours, { name: "yours", kind: "theirs" })).toEqual({
      open: [],
      merged: { name: "C", kind: "k", facts: { licence: 1 }, links: [] },
    });
  });

  test("all choices for one version give that version", () => {
    const version = fc.record({
      name: fc.string(),
      facts: fc.dictionary(fc.constantFrom("licence", "website"), fc.nat()),
      links: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(version, version, version, fc.constantFrom("theirs" as const, "yours" as const), (a, b, c, whose) => {
        const choices = Object.fromEntries(listUnits(a, b, c).map((unit) => [unit.key, whose]));
        const { merged, open } = mergeVersions(a, b, c, choices);
        expect(open).toEqual([]);
        expect(canonical(merged)).toBe(canonical(whose === "theirs" ? b : c));
      }),
    );
  });
});
