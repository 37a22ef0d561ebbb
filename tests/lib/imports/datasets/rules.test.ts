import { describe, expect, test } from "vitest";
import { datasets, listTextOrigins, taglineOrigins } from "@/lib/imports/datasets/rules";

describe("listTextOrigins", () => {
  const of = (origins: unknown) => listTextOrigins(origins).map(({ fields, dataset }) => [fields.join(), dataset]);

  test.each([
    ["texts of nobody", {}, []],
    ["no record at all", null, []],
    ["a record of another form", { tagline: 1 }, []],
    ["a data set that nobody knows", { tagline: "elsewhere" }, []],
    ["a data set that asks for nothing", { tagline: "endoflife", description: "endoflife" }, []],
    ["fields that are no texts", { name: "stackshare", kind: "cncf" }, []],
    ["one text", { description: "cncf" }, [["description", datasets.cncf.attribution]]],
    [
      "both of one",
      { tagline: "explore", description: "explore" },
      [["tagline,description", datasets.explore.attribution]],
    ],
    [
      "each of another",
      { tagline: "cncf", description: "stackshare" },
      [
        ["tagline", datasets.cncf.attribution],
        ["description", datasets.stackshare.attribution],
      ],
    ],
  ])("%s", (_, origins, wanted) => expect(of(origins)).toEqual(wanted));

  test("gives the licence with its address", () => {
    expect(listTextOrigins({ tagline: "awesome-selfhosted" })).toMatchObject([
      { licence: "CC-BY-SA-3.0", licenceUrl: expect.stringMatching(/^https:/) },
    ]);
  });
});

test("of a tool whose tagline alone is shown, only that of the tagline is said", () => {
  const both = listTextOrigins({ tagline: "cncf", description: "cncf" });
  expect(taglineOrigins(both).map(({ fields }) => fields)).toEqual([["tagline"]]);
  expect(taglineOrigins(listTextOrigins({ description: "cncf" }))).toEqual([]);
});
