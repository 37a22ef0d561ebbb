import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { awesomeSelfhosted } from "@/lib/imports/sources/awesome-selfhosted";
import { cncf } from "@/lib/imports/sources/cncf";
import { endoflife } from "@/lib/imports/sources/endoflife";
import { explore } from "@/lib/imports/sources/explore";
import { remoteintech } from "@/lib/imports/sources/remoteintech";
import { stackFile } from "@/lib/imports/sources/stack-file";
import { stackshare } from "@/lib/imports/sources/stackshare";
import { stars } from "@/lib/imports/sources/stars";
import { dataSets, packArchive, readSorted, stackshareCsv, writeFile } from "@/tests/support/data-sets";

describe("stackshare", () => {
  test("names are trimmed, slugs kept, figures keep their meaning", async () => {
    const rows = [
      { slug: "mod_perl", id: 1, name: "\u200fmod_perl ", title: "Embedded Perl. ", votes: 3, stacks: 7 },
      { slug: "gitHub-copilot", id: 2 },
      { slug: "411", id: 3 },
      { slug: "flow--js-", id: 4, place: ["utilities", "libraries", "git-tools-"] as [string, string, string] },
    ];
    const { tools, skips } = await readSorted(stackshare, writeFile("tools.csv", stackshareCsv(rows)));
    expect(skips).toEqual([]);
    expect(tools.map((tool) => tool.slug)).toEqual(["mod_perl", "gitHub-copilot", "411", "flow--js-"]);
    expect(tools[0]).toMatchObject({
      name: "mod_perl",
      values: { tagline: "Embedded Perl" },
      figures: [
        { metric: "votes", role: "imported", value: 3 },
        { metric: "company_stacks", role: "imported", value: 7 },
      ],
    });
    expect(tools[3]?.place?.function).toEqual({ slug: "git-tools", name: "Git Tools" });
  });

  test("an id that stands twice is skipped the second time", async () => {
    const { skips } = await readSorted(
      stackshare,
      writeFile(
        "tools.csv",
        stackshareCsv([
          { slug: "a", id: 1 },
          { slug: "b", id: 1 },
        ]),
      ),
    );
    expect(skips).toEqual([{ is: "skip", at: "line 3", reason: "Service_1 stands twice" }]);
  });
});

test("cncf: companies are no tools, empty subcategories and missing fields are survived", async () => {
  const yaml = `landscape:
  - category:
    name: Runtime
    subcategories:
      - subcategory:
        name: Container Runtime
        items:
          - item:
            name: rkt
            homepage_url: https://rkt.example/
            repo_url: https://github.com/rkt/rkt
            project: archived
            logo: ./rkt.svg
            extra:
              archived: '2019-08-16'
              summary_integration: Docker, Kubernetes
      - subcategory:
        name: Empty
        items:
  - category:
    name: CNCF Members
    subcategories:
      - subcategory:
        name: Gold
        items:
          - item:
            name: A Company
`;
  const { tools, skips, read } = await readSorted(cncf, writeFile("landscape.yml", yaml));
  expect(read).toBe(2);
  expect(skips).toEqual([{ is: "skip", at: "line 26", reason: "no tool: it stands under CNCF Members" }]);
  expect(tools).toMatchObject([
    {
      name: "rkt",
      at: "line 8",
      repository: "https://github.com/rkt/rkt",
      lifecycle: { state: "archived", since: "2019-08-16" },
      integrations: ["Docker", "Kubernetes"],
    },
  ]);
});

test("awesome-selfhosted: its own signs and file names are read, alternatives found", async () => {
  const archive = await packArchive({
    "software/µtask.yml": `name: µTask
website_url: https://utask.example/
description: Automation engine (alternative to Airflow, Argo).
licenses: ["⊘ Proprietary"]
tags: [Automation]
source_code_url: https://github.com/ovh/utask
stargazers_count: 1200
current_release: { tag: v1.2, published_at: '2026-01-02' }
commit_history: { 2026-08: 3 }`,
  });
  const { tools, day } = await readSorted(awesomeSelfhosted, writeFile("a.tar.gz", archive));
  expect(day).toBe("2026-08-21");
  expect(tools).toMatchObject([
    {
      externalId: "µtask",
      values: { licence: "Proprietary", "latest-release": "v1.2, 2026-01-02", tagline: "Automation engine" },
      extra: { alternatives: ["Airflow", "Argo"] },
    },
  ]);
});

describe("endoflife", () => {
  const product = (releases: string) => `---\ntitle: Product\ncategory: app\nreleases:\n${releases}\n---\nText`;
  const read = async (releases: string) => {
    const archive = await packArchive({ "products/product.md": product(releases) });
    return (await readSorted(endoflife, writeFile("a.tar.gz", archive))).tools[0];
  };

  test("the newest release and its end", async () => {
    const tool = await read(`- { releaseCycle: 2, eol: 2027-01-31, latest: 2.10, latestReleaseDate: 2026-08-01 }
- { releaseCycle: "1", eol: 2025-01-31, latest: "1.9", latestReleaseDate: 2025-01-01 }`);
    expect(tool).toMatchObject({ values: { "end-of-life": "2: 2027-01-31" }, lifecycle: null });
  });

  test("a product whose every release has ended has ended", async () => {
    const tool = await read(
      `- { releaseCycle: "2", eol: 2024-06-30, latest: "2.1" }\n- { releaseCycle: "1", eol: true }`,
    );
    expect(tool?.lifecycle).toMatchObject({ state: "retired", since: "2024-06-30" });
  });

  test("devices are no tools", async () => {
    const archive = await packArchive({
      "products/phone.md": product("- { releaseCycle: 1 }").replace("app", "device"),
    });
    expect((await readSorted(endoflife, writeFile("a.tar.gz", archive))).skips).toHaveLength(1);
  });
});

test("explore: aliases become slugs, numbers and missing fields are survived", async () => {
  const archive = await packArchive({
    "topics/js/index.md": "---\ntopic: 3d\ndisplay_name: 3D\naliases: c++, Type Script\nreleased: 2012\n---\n",
  });
  const { tools } = await readSorted(explore, writeFile("a.tar.gz", archive));
  expect(tools[0]?.aliases).toEqual(["c-plus-plus", "type-script"]);
});

test("stars: readings of one tool are one record, a repository in several lists one reading", async () => {
  const monthly =
    "stackshare_slug,github_repo,date,stars,forks\nace,ajaxorg/ace,2018-12-18,1,2\nace,ajaxorg/ace,2019-01-01,3,4\nbad,none,x,1,1\n";
  const series = await readSorted(stars, writeFile("stars.csv", monthly));
  expect(series.read).toBe(3);
  expect(series.tools).toMatchObject([
    { slug: "ace", figures: [{ asOf: "2018-12-18" }, {}, { value: 3 }, { value: 4 }] },
  ]);
  expect(series.skips).toHaveLength(1);
  const day =
    "rank,item,repo_name,stars,forks,repo_url,username\n1,a,ace,5,6,https://github.com/ajaxorg/ace,x\n9,b,ace,5,6,https://github.com/ajaxorg/ace,x\n";
  const ranking = await readSorted(stars, writeFile("ranking.csv", day));
  expect([ranking.read, ranking.tools.length, ranking.tools[0]?.figures.length]).toEqual([2, 1, 2]);
});

test("remoteintech: names are cut out of free text", async () => {
  const text = `---\ntitle: "15Five"\nslug: 15five\nwebsite: https://www.15five.example\nupdatedAt: 2019-06-06\n---
## Company technologies

- Backend: Python, Django and [React](https://react.example)
- C#, C++

## Office locations
New York
`;
  const archive = await packArchive({ "src/companies/15five.md": text });
  const { stacks } = await readSorted(remoteintech, writeFile("a.tar.gz", archive));
  expect(stacks).toMatchObject([{ slug: "15five", asOf: "2019-06-06", kind: "company" }]);
  const names = stacks[0]?.tools.map((tool) => tool.name) ?? [];
  expect(names).toEqual(expect.arrayContaining(["Python", "Django", "React", "C#", "C++"]));
  expect(names).not.toContain("New York");
});

test("stack-file: packages are no tools, people's names are dropped, order does not matter", async () => {
  const yaml = `repo_name: owner/name
version: 0.1
timestamp: '2024-06-18T07:21:32+00:00'
unknown: field
tools:
- name: PHP
  version: 8.0
  image_url: https://img.stackshare.io/service/991/a.jpg
  last_updated_by: A Person
  last_updated_on: 2023-05-05 14:30:05.000000000 Z
- name: Composer package
  package_url: https://packages.example/x
- name: Bourbon
`;
  const { stacks, skips } = await readSorted(stackFile, writeFile("techstack.yml", yaml));
  expect(skips).toHaveLength(1);
  expect(stacks[0]).toMatchObject({ externalId: "owner/name", asOf: "2024-06-18", keepsUnknown: true });
  expect(stacks[0]?.tools).toEqual([
    { name: "Bourbon", known: null, version: null, file: null },
    { name: "PHP", known: { dataset: "stackshare", externalId: "Service_991" }, version: "8", file: null },
  ]);
  expect(JSON.stringify(stacks)).not.toContain("A Person");
});

describe.runIf(existsSync(dataSets))("the real files", () => {
  const real = (name: string) => path.join(dataSets, name);

  test.each([
    [stackshare, "stackshare-tools.csv", { read: 9072, tools: 9072 }],
    [stackshare, "stackshare-tools-odd-rows.csv", { read: 59, tools: 59 }],
    [cncf, "cncf-landscape.yml", { read: 2413, tools: 1440 }],
    [awesomeSelfhosted, "awesome-selfhosted-data.tar.gz", { read: 1348, tools: 1348 }],
    [endoflife, "endoflife-products.tar.gz", { read: 464, tools: 444 }],
    [explore, "github-explore-topics.tar.gz", { read: 1255, tools: 1254 }],
    [stars, "github-stars-forks-monthly.csv", { read: 40_424, tools: 846 }],
    [stars, "github-ranking-2026-08-22.csv", { read: 3600, tools: 3449 }],
    [remoteintech, "remoteintech-companies.tar.gz", { read: 882, stacks: 882 }],
    [stackFile, "techstack-examples/torrentpier-19bfdf727.yml", { read: 19, stacks: 1 }],
  ] as const)("%o", async (adapter, file, wanted) => {
    const { tools, stacks, read } = await readSorted(adapter, real(file));
    expect({ read, tools: tools.length, stacks: stacks.length }).toMatchObject(wanted);
  });
});
