import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { databaseUrl } from "@/tests/support/database";
import { createIntegration, createStackup, createStatement, createTools, createVoter } from "@/tests/support/fixtures";

// The rules that hold whoever writes: each of these writes is refused by PostgreSQL itself, by the constraint named.

const client = new pg.Client({ connectionString: databaseUrl });

beforeAll(async () => {
  await client.connect();
  await createTools(
    { slug: "tool-a", aliases: ["old-a", "Rocket"] },
    { slug: "tool-b", links: [{ label: "Docs", url: "https://example.org/docs" }] },
    { slug: "tool-c", place: "layer-a/category-a/function-b", facts: { licence: "MIT" } },
    { slug: "tool-d", figures: [{ metric: "stars", role: "snapshot", value: 5, asOf: "2026-01" }] },
  );
  await createIntegration("tool-a", "tool-b");
  await createStackup({ tools: ["tool-a", "tool-b"] });
  await Promise.all([1, 9].map(createVoter));
  await createStatement({ tool: "tool-a", text: "Easy to learn", imported: 2, votes: 1, score: 3 });
  await client.query(`
    CREATE FUNCTION pg_temp.tool(text) RETURNS int LANGUAGE sql AS 'SELECT id FROM tools WHERE slug = $1';
    CREATE FUNCTION pg_temp.source() RETURNS int LANGUAGE sql AS 'SELECT min(id) FROM sources';
    CREATE FUNCTION pg_temp.place(text) RETURNS int LANGUAGE sql AS 'SELECT id FROM categories WHERE path = $1';
    CREATE FUNCTION pg_temp.stackup() RETURNS int LANGUAGE sql AS 'SELECT min(id) FROM stackups';
    CREATE FUNCTION pg_temp.statement() RETURNS int LANGUAGE sql AS 'SELECT min(id) FROM statements'`);
});
afterAll(() => client.end());

beforeEach(async () => {
  await client.query("BEGIN");
  return () => client.query("ROLLBACK");
});

/** Runs a write up to where a commit would judge it; answers the constraint that refused it, or null. */
async function refusedBy(sql: string): Promise<string | null> {
  try {
    await client.query(sql);
    await client.query("SET CONSTRAINTS ALL IMMEDIATE");
    return null;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.constraint ?? error.message;
    throw error;
  }
}

const insertTool = (fields: Record<string, string>) => {
  const row: Record<string, string> = {
    slug: "'tool-x'",
    name: "'Tool X'",
    sort_name: "'tool x'",
    tagline: "'A tagline'",
    description: "'A description'",
    kind: "'kind'",
    function_id: "pg_temp.place('layer-a/category-a/function-a')",
    lifecycle_state: "'active'",
    lifecycle_source_id: "pg_temp.source()",
    checked_on: "'2026-01-15'",
    ...fields,
  };
  return `INSERT INTO tools (${Object.keys(row).join(", ")}) VALUES (${Object.values(row).join(", ")})`;
};
const withOwnSlug = (sql: string) =>
  `WITH t AS (${sql} RETURNING id, slug) INSERT INTO tool_slugs (slug, tool_id) SELECT slug, id FROM t`;
const addSlug = (slug: string, tool = "tool-a") =>
  `INSERT INTO tool_slugs (slug, tool_id) VALUES ('${slug}', pg_temp.tool('${tool}'))`;
const pair = (first: string, second: string) => `(pg_temp.tool('${first}'), pg_temp.tool('${second}'))`;
const addStatement = (values: string) =>
  `INSERT INTO statements (tool_id, kind, text, text_key, imported_votes, imported_as_of, source_id, score)
   VALUES (pg_temp.tool('tool-a'), ${values})`;
const addSource = (url: string) =>
  `INSERT INTO sources (url, title, checked_on) VALUES (${pg.escapeLiteral(url)}, 'A page', '2026-01-15')`;
const addFact = (key: string, value: string) =>
  `INSERT INTO facts (tool_id, key, value, source_id) VALUES (pg_temp.tool('tool-a'), '${key}', ${pg.escapeLiteral(value)}, pg_temp.source())`;
const addLink = (url: string) =>
  `INSERT INTO tool_links (tool_id, position, label, url) VALUES (pg_temp.tool('tool-a'), 0, 'Docs', ${pg.escapeLiteral(url)})`;
const addFigure = (value: number, asOf: string, tool = "tool-a") =>
  `INSERT INTO figures (tool_id, metric, role, value, as_of, source_id)
   VALUES (pg_temp.tool('${tool}'), 'stars', 'snapshot', ${value}, '${asOf}', pg_temp.source())`;
const addCategory = (level: string, parent: string, slug: string, position = 9) =>
  `INSERT INTO categories (level, parent_id, slug, name, path, position)
   VALUES ('${level}', ${parent}, '${slug}', 'A place', 'path-of-${slug}', ${position})`;
const addCell = (tool: string) =>
  `INSERT INTO claim_cells (claim_id, stackup_id, tool_id, text, source_id)
   SELECT id, stackup_id, pg_temp.tool('${tool}'), 'A text', pg_temp.source() FROM claims`;

const HOSTILE_URLS = [
  "javascript:alert(1)",
  " https://example.org",
  "JavaScript:alert(1)//https://example.org",
  "data:text/html,<script>alert(1)</script>",
  "//example.org",
  "https://",
  "https://example.org/a b",
  'https://example.org/" onclick="alert(1)',
  "https://example.org/<script>",
  "https://example.org\njavascript:alert(1)",
];

const REFUSED: [name: string, sql: string, constraint: string][] = [
  // Slugs
  ["an alias that is another tool's slug", addSlug("tool-b"), "tool_slugs_pkey"],
  ["an alias that is another tool's slug but for case", addSlug("Tool-B"), "tool_slugs_lower_key"],
  ["an alias that is another tool's alias but for case", addSlug("rocket", "tool-b"), "tool_slugs_lower_key"],
  ["a tool whose slug is another tool's alias", withOwnSlug(insertTool({ slug: "'old-a'" })), "tool_slugs_pkey"],
  ["two tools of one slug", insertTool({ slug: "'tool-a'" }), "tools_slug_key"],
  ["a tool whose slug is not among its slugs", insertTool({}), "tools_slug_is_own"],
  [
    "a tool that takes an alias of another as its slug",
    "UPDATE tools SET slug = 'old-a' WHERE slug = 'tool-b'",
    "tools_slug_is_own",
  ],
  ["the loss of a tool's own slug", "DELETE FROM tool_slugs WHERE slug = 'tool-a'", "tools_slug_is_own"],
  [
    "a tool's own slug given to another",
    "UPDATE tool_slugs SET tool_id = pg_temp.tool('tool-b') WHERE slug = 'tool-a'",
    "tools_pkey",
  ],
  ...["a-vs-b", "vs-a", "a-vs", "A-VS-b", "vs", "a b", "", "-a", "ä", "a/b", "a.b", "a~b", "a,b", "x".repeat(65)].map(
    (slug): [string, string, string] => [`the slug “${slug}”`, addSlug(slug), "tool_slugs_slug_check"],
  ),
  // Tools
  [
    "a retired tool without a date",
    withOwnSlug(insertTool({ lifecycle_state: "'retired'" })),
    "tools_lifecycle_dated_check",
  ],
  ...["maintenance", "deprecated", "archived", "retired"].map((state): [string, string, string] => [
    `the state ${state} without a date`,
    `UPDATE tools SET lifecycle_state = '${state}' WHERE slug = 'tool-a'`,
    "tools_lifecycle_dated_check",
  ]),
  [
    "a date in words",
    "UPDATE tools SET lifecycle_since = 'last year' WHERE slug = 'tool-a'",
    "tools_lifecycle_since_check",
  ],
  ["an empty date", "UPDATE tools SET lifecycle_since = '' WHERE slug = 'tool-a'", "tools_lifecycle_since_check"],
  [
    "a sort name that is not the name",
    "UPDATE tools SET name = 'Other' WHERE slug = 'tool-a'",
    "tools_sort_name_check",
  ],
  ["negative votes of a tool", "UPDATE tools SET votes = -1 WHERE slug = 'tool-a'", "tools_votes_check"],
  // Relations of two tools
  [
    "an integration in both directions",
    `INSERT INTO integrations VALUES ${pair("tool-b", "tool-a")}`,
    "integrations_order_check",
  ],
  ["an integration twice", `INSERT INTO integrations VALUES ${pair("tool-a", "tool-b")}`, "integrations_pkey"],
  [
    "an integration with itself",
    `INSERT INTO integrations VALUES ${pair("tool-a", "tool-a")}`,
    "integrations_order_check",
  ],
  [
    "a tool that succeeds itself",
    "INSERT INTO tool_successors VALUES (pg_temp.tool('tool-a'), pg_temp.tool('tool-a'), 0)",
    "tool_successors_other_check",
  ],
  [
    "a tool pinned as its own alternative",
    "INSERT INTO alternative_choices VALUES (pg_temp.tool('tool-a'), pg_temp.tool('tool-a'), 'pinned', 'why', 0)",
    "alternative_choices_other_check",
  ],
  [
    "an alternative both pinned and excluded",
    `INSERT INTO alternative_choices VALUES (pg_temp.tool('tool-a'), pg_temp.tool('tool-b'), 'pinned', 'why', 0),
      (pg_temp.tool('tool-a'), pg_temp.tool('tool-b'), 'excluded', 'why', 1)`,
    "alternative_choices_pkey",
  ],
  // Statements and votes
  [
    "the same statement in other letters",
    addStatement("'pro', 'EASY to learn', 'easy to learn', 0, NULL, NULL, 0"),
    "statements_tool_id_kind_text_key_key",
  ],
  [
    "a key that is not the lower-cased text",
    addStatement("'pro', 'Easy to Learn', 'other', 0, NULL, NULL, 0"),
    "statements_text_key_check",
  ],
  ["a statement of two characters", addStatement("'pro', 'ok', 'ok', 0, NULL, NULL, 0"), "statements_text_check"],
  [
    "a statement of 121 characters",
    addStatement("'pro', repeat('x', 121), repeat('x', 121), 0, NULL, NULL, 0"),
    "statements_text_check",
  ],
  [
    "imported votes without a source",
    addStatement("'pro', 'Fast', 'fast', 3, '2025', NULL, 3"),
    "statements_imported_source_check",
  ],
  [
    "imported votes without a date",
    addStatement("'pro', 'Fast', 'fast', 3, NULL, pg_temp.source(), 3"),
    "statements_imported_source_check",
  ],
  [
    "a score below the imported votes",
    addStatement("'pro', 'Fast', 'fast', 3, '2025', pg_temp.source(), 2"),
    "statements_score_check",
  ],
  [
    "negative imported votes",
    addStatement("'pro', 'Fast', 'fast', -1, '2025', pg_temp.source(), 0"),
    "statements_score_check",
  ],
  ["a second vote of the same member", "INSERT INTO votes VALUES (pg_temp.statement(), 'member-0')", "votes_pkey"],
  ["a vote for no statement", "INSERT INTO votes VALUES (0, 'member-9')", "votes_statement_id_fkey"],
  ["a vote of no member", "INSERT INTO votes VALUES (pg_temp.statement(), 'nobody')", "votes_member_id_fkey"],
  ["a note without end", "UPDATE statements SET note = repeat('a', 2001)", "statements_note_check"],
  ["a version without end", "UPDATE statements SET version = repeat('1', 41)", "statements_version_check"],
  [
    "a statement's source that is no web address",
    "UPDATE statements SET source_url = 'javascript:alert(1)'",
    "statements_source_url_check",
  ],
  // Members
  ["a handle in capitals", "UPDATE members SET handle = 'Voter-1' WHERE id = 'member-1'", "members_handle_check"],
  [
    "a handle in letters that look alike",
    "UPDATE members SET handle = 'vоter-1' WHERE id = 'member-1'",
    "members_handle_check",
  ],
  ["an address in capitals", "UPDATE members SET email = 'A@example.org' WHERE id = 'member-1'", "members_email_check"],
  ["two members of one handle", "UPDATE members SET handle = 'voter-9' WHERE id = 'member-1'", "members_handle_key"],
  [
    "a former handle in capitals",
    "INSERT INTO former_handles VALUES ('Old', 'member-1')",
    "former_handles_handle_check",
  ],
  [
    "an event that leads to another site",
    "INSERT INTO tool_events (tool_id, kind, text, path) SELECT id, 'lifecycle', 'Ended', '//evil.example' FROM tools WHERE slug = 'tool-a'",
    "tool_events_path_check",
  ],
  // Stackups
  ["a claim about a tool that is not compared", addCell("tool-c"), "claim_cells_stackup_id_tool_id_fkey"],
  ["a second claim cell of a tool", addCell("tool-a"), "claim_cells_pkey"],
  [
    "a claim cell under another stackup's claim",
    `INSERT INTO stackups (slug, summary, checked_on) VALUES ('tool-c-vs-tool-d', 's', '2026-01-15');
     INSERT INTO stackup_tools SELECT id, pg_temp.tool('tool-c'), 0 FROM stackups WHERE slug = 'tool-c-vs-tool-d';
     INSERT INTO claim_cells SELECT c.id, s.id, pg_temp.tool('tool-c'), 'A text', pg_temp.source()
       FROM claims c, stackups s WHERE s.slug = 'tool-c-vs-tool-d'`,
    "claim_cells_claim_id_stackup_id_fkey",
  ],
  [
    "“choose” for a tool that is not compared",
    "INSERT INTO stackup_choices VALUES (pg_temp.stackup(), pg_temp.tool('tool-c'), 'text')",
    "stackup_choices_stackup_id_tool_id_fkey",
  ],
  [
    "a tool twice in a stackup",
    "INSERT INTO stackup_tools VALUES (pg_temp.stackup(), pg_temp.tool('tool-a'), 3)",
    "stackup_tools_pkey",
  ],
  [
    "two tools at one place of a stackup",
    "INSERT INTO stackup_tools VALUES (pg_temp.stackup(), pg_temp.tool('tool-c'), 1)",
    "stackup_tools_stackup_id_position_key",
  ],
  [
    "a fifth tool in a stackup",
    "INSERT INTO stackup_tools VALUES (pg_temp.stackup(), pg_temp.tool('tool-c'), 4)",
    "stackup_tools_position_check",
  ],
  [
    "two stackups of one slug",
    "INSERT INTO stackups (slug, summary, checked_on) VALUES ('tool-a-vs-tool-b', 's', '2026-01-15')",
    "stackups_slug_key",
  ],
  [
    "a revision numbered 0",
    "INSERT INTO stackup_revisions (stackup_id, number, author, reason, content) VALUES (pg_temp.stackup(), 0, 'a', 'r', '{}')",
    "stackup_revisions_number_check",
  ],
  // Links
  ...HOSTILE_URLS.flatMap((url): [string, string, string][] => [
    [`the source ${JSON.stringify(url)}`, addSource(url), "sources_url_check"],
    [`the website ${JSON.stringify(url)}`, addFact("website", url), "facts_url_check"],
    [`the repository ${JSON.stringify(url)}`, addFact("repository", url), "facts_url_check"],
    [`the link ${JSON.stringify(url)}`, addLink(url), "tool_links_url_check"],
  ]),
  // Facts and figures
  [
    "a fact without a source",
    "INSERT INTO facts VALUES (pg_temp.tool('tool-a'), 'licence', 'MIT', 0)",
    "facts_source_id_fkey",
  ],
  ["a second value of a fact", addFact("licence", "MIT").replace("tool-a", "tool-c"), "facts_pkey"],
  ["a negative figure", addFigure(-1, "2026"), "figures_value_check"],
  ["a figure as of “now”", addFigure(1, "now"), "figures_as_of_check"],
  ["two readings of one day", addFigure(6, "2026-01", "tool-d"), "figures_tool_id_metric_role_as_of_key"],
  // The tree
  ["a layer inside another", addCategory("layer", "pg_temp.place('layer-a')", "x"), "categories_level_check"],
  ["a function that hangs in the air", addCategory("function", "NULL", "x"), "categories_level_check"],
  ["a category of the slug “A B”", addCategory("category", "pg_temp.place('layer-a')", "A B"), "categories_slug_check"],
  [
    "two siblings at one place",
    addCategory("category", "pg_temp.place('layer-a')", "x", 0),
    "categories_parent_id_position_key",
  ],
  // Deletions that would leave something without its ground
  [
    "the end of a function in which tools stand",
    "DELETE FROM categories WHERE slug = 'function-a'",
    "tools_function_id_fkey",
  ],
  [
    "the end of a category with functions",
    "DELETE FROM categories WHERE slug = 'category-a'",
    "categories_parent_id_fkey",
  ],
  ["the end of a source in use", "DELETE FROM sources", "tools_lifecycle_source_id_fkey"],
  [
    "the end of a tool that a written stackup compares",
    "DELETE FROM tools WHERE slug = 'tool-a'",
    "stackup_tools_tool_id_fkey",
  ],
];

const ALLOWED: [name: string, sql: string][] = [
  ["a tool with its slug in the same transaction, the tool first", `${insertTool({})}; ${addSlug("tool-x", "tool-x")}`],
  ["an alias with capitals and underscores", addSlug("Old_A")],
  ["slugs in which “vs” is part of a word", `${addSlug("canvas-vsx")}; ${addSlug("avs-b")}`],
  [
    "a renamed slug, which its row among the slugs brings along",
    "UPDATE tool_slugs SET slug = 'tool-z' WHERE slug = 'tool-a'",
  ],
  ["a retired tool with a year", withOwnSlug(insertTool({ lifecycle_state: "'retired'", lifecycle_since: "'2020'" }))],
  ["a feature-complete tool without a date", withOwnSlug(insertTool({ lifecycle_state: "'feature-complete'" }))],
  ["the same words as a con", addStatement("'con', 'Easy to learn', 'easy to learn', 0, NULL, NULL, 0")],
  [
    "a statement with imported votes, source and date",
    addStatement("'pro', 'Fast', 'fast', 3, '2025', pg_temp.source(), 4"),
  ],
  ["a vote of another member", "INSERT INTO votes VALUES (pg_temp.statement(), 'member-1')"],
  [
    "a link, a source and a website on the web",
    `${addLink("http://example.org")}; ${addSource("https://example.org/ä?b=c#d")}; ${addFact("website", "https://example.org")}`,
  ],
  ["a fact that is no link", addFact("licence", "javascript:alert(1)")],
  ["a figure of 0", addFigure(0, "2026-02-28")],
  [
    "a function without tools that goes",
    `DELETE FROM tools WHERE slug = 'tool-c'; DELETE FROM categories WHERE slug = 'function-b'`,
  ],
  ["the end of a tool that no stackup compares, with all that hangs on it", "DELETE FROM tools WHERE slug = 'tool-d'"],
  ["the end of a stackup with its claims", "DELETE FROM stackups"],
];

describe("PostgreSQL refuses", () => {
  test.each(REFUSED)("%s", async (_name, sql, constraint) => {
    expect(await refusedBy(sql)).toBe(constraint);
  });
});

describe("PostgreSQL accepts", () => {
  test.each(ALLOWED)("%s", async (_name, sql) => {
    expect(await refusedBy(sql)).toBeNull();
  });
});

test("every rule that only SQL says has a write here that it refuses", async () => {
  const { rows } = await client.query<{ name: string }>(`
    SELECT conname AS name FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND (contype = 'c' OR condeferrable)
    UNION SELECT indexrelid::regclass::text FROM pg_index
    WHERE indisunique AND indexprs IS NOT NULL AND indrelid::regclass::text NOT LIKE 'pg_%'`);
  const tried = new Set(REFUSED.map(([, , constraint]) => constraint));
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.map((row) => row.name).filter((name) => !tried.has(name))).toEqual([]);
});
