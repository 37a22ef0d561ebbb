import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { POST as detect } from "@/app/api/stacks/detect/route";
import { POST as shareForm } from "@/app/api/stacks/route";
import { POST as shareByToken } from "@/app/api/v1/stacks/route";
import { isBlank, rowField, rowFields } from "@/lib/stacks/forms/rules";
import { keptFormSchema } from "@/lib/stacks/forms/schema";
import { call, createApiToken, described } from "@/tests/support/api";
import { dataSets } from "@/tests/support/data-sets";
import { database, emptyDatabase } from "@/tests/support/database";
import { createTools } from "@/tests/support/fixtures";
import { createMember, post, signIn } from "@/tests/support/members";

// Two Stack Files of one repository, one after the other: the same tools in another order, by other hands.

const tool = (name: string, by: string, more = "") => `- name: ${name}
  image_url: https://img.example.org/service/1/a.png
  detection_source: composer.json
  last_updated_by: ${by}
${more}`;
const head = (report: string) => `repo_name: example/shop
report_id: ${report}
version: 0.1
timestamp: '2024-06-18T07:21:32+00:00'
requested_by: asking-person
tools:
`;
const library = `- name: monolog
  package_url: https://example.org/monolog
  image_url: https://img.example.org/package/1/a.png
  last_updated_by: Library Person
`;
type Example = { name: string; tools: string[]; packages: number; texts: [before: string, after: string] };

const own: Example = {
  name: "shop",
  tools: ["PHP", "React", "Smarty"],
  packages: 1,
  texts: [
    `${head("a")}${tool("PHP", "First Person", "  version: 8.0\n")}${library}${tool("React", "Second Person")}${tool("Smarty", "A")}`,
    `${head("b")}${tool("Smarty", "Third Person")}${tool("React", "B")}${tool("PHP", "C", "  version: 8.0\n")}${library}`,
  ],
};

const folder = path.join(dataSets, "techstack-examples");
const real = (name: string) => (existsSync(folder) ? readFileSync(path.join(folder, name), "utf8") : "");
const torrentpier: Example = {
  name: "torrentpier",
  tools: ["CSS 3", "Git", "GitHub Actions", "JavaScript", "Monolog", "PHP", "SQL", "Smarty"],
  packages: 11,
  texts: [real("torrentpier-19bfdf727.yml"), real("torrentpier-4df735c38.yml")],
};

/** All that the database holds, as text. */
async function readDatabase(): Promise<string> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const rows = await Promise.all(
    tables.map(({ name }) =>
      database.$queryRawUnsafe<{ rows: string | null }[]>(`SELECT string_agg(t::text, ' ') AS rows FROM ${name} t`),
    ),
  );
  return rows
    .flat()
    .map((row) => row.rows)
    .join("\n");
}

const personsIn = (texts: readonly string[]) => {
  const persons = texts.flatMap((text) =>
    [...text.matchAll(/(?:requested|updated)_by: (.+)$/gm)].flatMap(([, name]) => name ?? []),
  );
  return [...new Set(persons)].filter((name) => name.length > 1);
};

beforeEach(async () => {
  await emptyDatabase();
  await createTools({ slug: "php", name: "PHP" }, { slug: "react", name: "React" });
});

const files: [string, Example][] = [
  ["of our own", own],
  ["of a real repository", torrentpier],
];

describe.each(files.filter(([, { texts }]) => texts.every((text) => text !== "")))(
  "two files %s",
  (_, { name, tools, packages, texts }) => {
    test("by API: the second changes no tool; packages are none, and persons are not kept", async () => {
      const token = await createApiToken(await createMember());
      const headers = { "Content-Type": "application/yaml" };
      const share = async (body: string) => {
        const sent = { body, token, headers, query: "visibility=public" };
        return described("shareStack", await call(shareByToken, sent));
      };
      const [before, after] = texts;
      const first = await share(before);
      const second = await share(after);
      expect(first).toMatchObject({ status: 201, body: { slug: name, version: 1, tools: tools.length } });
      expect(second).toMatchObject({ status: 200, body: { version: 1, added: [], removed: [], unchanged: true } });
      const rows = await database.stackTool.findMany({ select: { name: true } });
      expect(rows.map((row) => row.name).sort()).toEqual([...tools].sort());
      expect(await database.stackVersion.count()).toBe(1);
      const kept = await readDatabase();
      expect(kept).toContain("PHP");
      for (const person of personsIn(texts)) expect(kept).not.toContain(person);
    });

    test("on the form: the second finds the same rows, and sharing again makes no version", async () => {
      const cookie = await signIn(await createMember());
      const headers = { Cookie: cookie, Accept: "text/html" };
      let fields: Record<string, string> = { slug: "", name: "Shop", kind: "project", visibility: "public" };
      const seen: string[][] = [];
      for (const text of texts) {
        const body = new FormData();
        for (const [field, value] of Object.entries(fields)) body.append(field, value);
        body.append("file", new File([text], "techstack.yml"));
        const answer = await detect(post("/api/stacks/detect", { body }, headers));
        const found = new URLSearchParams({ found: String(tools.length), packages: String(packages) });
        expect(answer.headers.get("Location")).toContain(`?${found}`);
        const draft = await database.stackDraft.findFirstOrThrow();
        const rows = keptFormSchema.parse(draft.content).rows.filter((row) => !isBlank(row));
        seen.push(rows.map((row) => row.name));
        const named = rows.flatMap((row, place) =>
          rowFields.map((field) => [rowField(place, field), row[field]] as const),
        );
        fields = { ...fields, ...Object.fromEntries(named) };
        const shared = await shareForm(post("/api/stacks", { body: new URLSearchParams(fields) }, headers));
        expect(shared.headers.get("Location")).toBe("/stacks/shop");
        fields.slug = "shop";
      }
      expect(seen[1]).toEqual(seen[0]);
      expect([...(seen[0] ?? [])].sort()).toEqual([...tools].sort());
      expect(await database.stackVersion.count()).toBe(1);
      const kept = await readDatabase();
      for (const person of personsIn(texts)) expect(kept).not.toContain(person);
    });
  },
);
