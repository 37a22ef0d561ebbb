import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { cncf } from "@/lib/imports/sources/cncf";
import { explore } from "@/lib/imports/sources/explore";
import { stackFile } from "@/lib/imports/sources/stack-file";
import { stackshare } from "@/lib/imports/sources/stackshare";
import { packArchive, readEntries, readSorted, stackshareCsv, writeFile } from "@/tests/support/data-sets";
import { makeFolder } from "@/tests/support/folders";

const zip = Buffer.from("504b0304140000000800", "hex");
const csv = stackshareCsv([{ slug: "mesos", id: 914 }]);

describe("a file is refused with the reason", () => {
  test.each([
    ["a ZIP posing as CSV", "tools.csv", zip, /ZIP archive/],
    ["UTF-16", "tools.csv", Buffer.from(`\ufeff${csv}`, "utf16le"), /UTF-16/],
    ["Latin-1", "tools.csv", Buffer.from(csv.replace("mesos,", "mésos,"), "latin1"), /not text in UTF-8/],
    ["gzip posing as CSV", "tools.csv", gzipSync(csv), /gzip/],
    ["bytes", "tools.csv", Buffer.from([65, 0, 66]), /binary/],
    ["nothing", "tools.csv", "", /empty/],
    ["another CSV", "tools.csv", "a,b\n1,2\n", /lacks the columns/],
  ])("%s", async (_, name, content, reason) => {
    await expect(readEntries(stackshare, writeFile(name, content))).rejects.toThrow(reason);
  });

  test("a folder", async () => {
    await expect(readEntries(stackshare, makeFolder())).rejects.toThrow(/folder/);
  });

  test("a file that is not there", async () => {
    await expect(readEntries(stackshare, "no-such-file.csv")).rejects.toThrow(/no file/);
  });

  test("one that is too large", async () => {
    const large = writeFile("techstack.yml", `repo_name: a/b\ntools: []\n#${"x".repeat(1_000_000)}`);
    await expect(readEntries(stackFile, large)).rejects.toThrow(/at most 1 MB/);
  });

  test("a YAML bomb", async () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(", ")}]`,
    );
    const bomb = `repo_name: a/b\na0: &a0 [x, x, x, x, x, x, x, x, x]\n${levels.join("\n")}\ntools: *a9\n`;
    await expect(readEntries(stackFile, writeFile("techstack.yml", bomb))).rejects.toThrow(/aliases/);
  });

  test("a YAML bomb of the landscape", async () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(", ")}]`,
    );
    const bomb = `a0: &a0 [x]\n${levels.join("\n")}\nlandscape:\n- category:\n  name: A\n  subcategories:\n  - subcategory:\n    name: B\n    items:\n    - item:\n      name: x\n      extra: *a9\n`;
    await expect(readEntries(cncf, writeFile("landscape.yml", bomb))).rejects.toThrow(/aliases/);
  });

  test("an archive that is cut short", async () => {
    const archive = await packArchive({
      "topics/a/index.md": `---\ntopic: a\ndisplay_name: A\n---\n${"x".repeat(5000)}`,
    });
    await expect(readEntries(explore, writeFile("a.tar.gz", archive.subarray(0, archive.length - 30)))).rejects.toThrow(
      /broken/,
    );
  });

  test("what is no archive", async () => {
    await expect(readEntries(explore, writeFile("a.tar.gz", "text"))).rejects.toThrow(/not a .tar.gz/);
  });
});

describe("a bad row stops no other", () => {
  test("in CSV, with its line and the reason", async () => {
    const rows = [
      { slug: "one", id: 1, description: "two\nlines" },
      { slug: "two", id: 2, votes: "many" },
      { slug: "three", id: 3 },
    ];
    const { tools, skips } = await readSorted(stackshare, writeFile("tools.csv", stackshareCsv(rows)));
    expect(tools.map((tool) => tool.slug)).toEqual(["one", "three"]);
    expect(skips).toEqual([{ is: "skip", at: "line 4", reason: "its votes or its stack_count are no whole numbers" }]);
  });

  test("with another number of fields", async () => {
    const [head, row] = csv.split("\r\n");
    const text = [head, "https://stackshare.io/short,Service_1", row, ""].join("\r\n");
    const { tools, skips } = await readSorted(stackshare, writeFile("tools.csv", text));
    expect(tools.map((tool) => tool.slug)).toEqual(["mesos"]);
    expect(skips.map((skip) => skip.reason)).toEqual(["it has another number of fields than the first row"]);
  });

  test("in an archive, with its file", async () => {
    const good = "---\ntopic: a\ndisplay_name: A\n---\n";
    const archive = await packArchive({
      "./topics/bad/index.md": "---\ntopic: 'open\n---\n",
      "topics/latin/index.md": Buffer.from("---\ntopic: a\ndisplay_name: é\n---\n", "latin1"),
      "topics/a/index.md": good,
    });
    const { tools, skips } = await readSorted(explore, writeFile("a.tar.gz", archive));
    expect(tools.map((tool) => tool.name)).toEqual(["A"]);
    expect(skips.map((skip) => skip.at)).toEqual(["topics/bad/index.md", "topics/latin/index.md"]);
  });
});
