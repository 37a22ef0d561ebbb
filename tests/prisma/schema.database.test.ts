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

const addEvent = (kind: string) =>
  `INSERT INTO tool_events (tool_id, kind, text, path) VALUES (pg_temp.tool('tool-a'), '${kind}', 'News', '/tools/tool-a')`;
const addRevision = (number: number) =>
  `INSERT INTO revisions (subject, subject_id, number, author, reason, content) VALUES ('stackup', pg_temp.stackup(), ${number}, 'a', 'r', '{}')`;
const addSuggestion = (values: string) =>
  `INSERT INTO suggestions (member_id, subject_key, base, content, reason, subject, status, decided_at)
   VALUES ('member-1', 'tool-a', 0, '{}', 'why', ${values})`;
const addDraft = (subject: string) =>
  `INSERT INTO edit_drafts (member_id, subject, subject_key, base, content) VALUES ('member-1', '${subject}', 'tool-a', 0, '{}')`;
const ADD_ENTRY =
  "INSERT INTO audit_entries (actor_id, actor, action, subject) VALUES ('member-1', 'voter-1', 'ban', 'member voter-9')";
const APPEND_ONLY = "the audit log is append-only";
const OTHER_STATEMENT = addStatement("'pro', 'Fast', 'fast', 0, NULL, NULL, 0");
const addLogoFile = (hash: string, type: string, size: number) =>
  `INSERT INTO logo_files (hash, type, bytes) VALUES (${hash}, '${type}', convert_to(repeat('a', ${size}), 'UTF8'))`;
const addDataset = (url = "https://example.org/data") =>
  `INSERT INTO datasets (key, name, url, licence) VALUES ('data', 'Data', '${url}', 'CC0-1.0')`;
const addStack = (fields: Record<string, string> = {}) => {
  const row = {
    slug: "'a-stack'",
    name: "'A stack'",
    kind: "'member'",
    owner_id: "'member-1'",
    as_of: "'2026-01-15'",
    ...fields,
  };
  return `INSERT INTO stacks (${Object.keys(row).join(", ")}) VALUES (${Object.values(row).join(", ")})`;
};
const addPending = (values: string) =>
  `INSERT INTO pending_tools (key, name, status, tool_id) VALUES ('tool y', 'Tool Y', ${values})`;
/** An entry of a new stack: the tool, the name that waits, since when. */
const addStackTool = (values: string) =>
  `${addStack()}; ${addPending("'pending', NULL")};
   INSERT INTO stack_tools (stack_id, name, position, tool_id, pending_id, since) SELECT max(id), 'A', 0, ${values} FROM stacks`;
const addEvidence = (file: string) =>
  `${addStackTool("pg_temp.tool('tool-a'), NULL, NULL")};
   INSERT INTO stack_evidence (stack_tool_id, position, file) SELECT max(id), 0, ${file} FROM stack_tools`;
const addDecision = (slug = "a-decision") =>
  `INSERT INTO decisions (slug, author_id, stackup_slug, title, context, reasons, decided_on)
   VALUES ('${slug}', 'member-1', 'tool-a-vs-tool-b', 'A decision', 'c', 'r', '2026-01-15')`;
const addOption = (tool: string, isChosen: boolean) =>
  `INSERT INTO decision_options (decision_id, tool_id, position, is_chosen) SELECT max(id), pg_temp.tool('${tool}'), 0, ${isChosen} FROM decisions`;
const addToken = (hash: string) =>
  `INSERT INTO api_tokens (member_id, name, prefix, hash) VALUES ('member-1', 'laptop', 'abc', ${hash})`;

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
  ...["a-vs-b", "a-vs", "A-VS-b", "vs", "a b", "", "-a", "ä", "a/b", "a.b", "a~b", "a,b", "x".repeat(65)].map(
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
  [
    "negative company stacks of a tool",
    "UPDATE tools SET company_stacks = -1 WHERE slug = 'tool-a'",
    "tools_company_stacks_check",
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
  ["a new stackup told twice", `${addEvent("stackup")}; ${addEvent("stackup")}`, "tool_events_once"],
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
  // Revisions, suggestions, drafts and the log
  ["a revision numbered 0", addRevision(0), "revisions_number_check"],
  ["two revisions of one number", `${addRevision(1)}; ${addRevision(1)}`, "revisions_subject_subject_id_number_key"],
  ["a suggested edit of a category", addSuggestion("'category', 'waiting', NULL"), "suggestions_subject_check"],
  ["a suggested edit of a statement", addSuggestion("'statement', 'waiting', NULL"), "suggestions_subject_check"],
  ["a decision without its day", addSuggestion("'tool', 'approved', NULL"), "suggestions_decided_check"],
  ["a waiting suggestion with a day", addSuggestion("'tool', 'waiting', now()"), "suggestions_decided_check"],
  ["a draft of a statement", addDraft("statement"), "edit_drafts_subject_check"],
  ["a second draft of one form", `${addDraft("tool")}; ${addDraft("tool")}`, "edit_drafts_pkey"],
  ["a change of the log", `${ADD_ENTRY}; UPDATE audit_entries SET action = 'other'`, APPEND_ONLY],
  ["a new reason in the log", `${ADD_ENTRY}; UPDATE audit_entries SET details = '{"why": "other"}'`, APPEND_ONLY],
  ["the log in another's name", `${ADD_ENTRY}; UPDATE audit_entries SET actor_id = 'member-9'`, APPEND_ONLY],
  [
    "a change of the log while its author goes",
    `${ADD_ENTRY}; UPDATE audit_entries SET actor_id = NULL, actor = 'somebody else'`,
    APPEND_ONLY,
  ],
  ["a gap in the log", `${ADD_ENTRY}; DELETE FROM audit_entries`, APPEND_ONLY],
  // Lifecycles and merges
  [
    "an unknown lifecycle with a source",
    "UPDATE tools SET lifecycle_state = 'unknown' WHERE slug = 'tool-a'",
    "tools_lifecycle_source_check",
  ],
  [
    "a lifecycle that nobody checked",
    "UPDATE tools SET lifecycle_source_id = NULL WHERE slug = 'tool-a'",
    "tools_lifecycle_source_check",
  ],
  [
    "a tool on the site that became one with another",
    "UPDATE tools SET merged_into_id = pg_temp.tool('tool-b') WHERE slug = 'tool-a'",
    "tools_merged_check",
  ],
  [
    "a tool that became one with itself",
    "UPDATE tools SET merged_into_id = id, removed_at = now() WHERE slug = 'tool-a'",
    "tools_merged_check",
  ],
  [
    "a shown statement that became one with another",
    `${OTHER_STATEMENT}; UPDATE statements SET merged_into_id = pg_temp.statement() WHERE text = 'Fast'`,
    "statements_merged_check",
  ],
  [
    "a statement that became one with itself",
    "UPDATE statements SET merged_into_id = id, status = 'merged'",
    "statements_merged_check",
  ],
  // Logos and data sets
  ["a logo under a name", addLogoFile("'logo'", "image/png", 1), "logo_files_check"],
  ["a logo that is a script", addLogoFile("repeat('a', 64)", "text/javascript", 1), "logo_files_check"],
  ["a logo of 262,145 bytes", addLogoFile("repeat('a', 64)", "image/png", 262_145), "logo_files_check"],
  ["a data set that is no web address", addDataset("javascript:alert(1)"), "datasets_url_check"],
  // Stacks
  ...["A", "", "a b", "a--b", "x".repeat(81)].map((slug): [string, string, string] => [
    `a stack of the slug “${slug}”`,
    addStack({ slug: `'${slug}'` }),
    "stacks_slug_check",
  ]),
  ["a stack that leads to a script", addStack({ url: "'javascript:alert(1)'" }), "stacks_url_check"],
  ["a shared stack of nobody", addStack({ owner_id: "NULL" }), "stacks_owner_check"],
  ["a stack of the catalog with an owner", addStack({ origin: "'catalog'" }), "stacks_owner_check"],
  [
    "an extracted stack without its data set",
    addStack({ origin: "'extracted'", owner_id: "NULL" }),
    "stacks_dataset_check",
  ],
  ["a shared stack of a data set", `${addDataset()}; ${addStack({ dataset_key: "'data'" })}`, "stacks_dataset_check"],
  ["an external id without a data set", addStack({ external_id: "'x'" }), "stacks_external_check"],
  ["an entry of a stack that is no tool", addStackTool("NULL, NULL, NULL"), "stack_tools_one_check"],
  [
    "an entry of a stack that is two tools",
    addStackTool("pg_temp.tool('tool-a'), (SELECT min(id) FROM pending_tools), NULL"),
    "stack_tools_one_check",
  ],
  [
    "an entry of a stack since a day in words",
    addStackTool("pg_temp.tool('tool-a'), NULL, 'May'"),
    "stack_tools_dates_check",
  ],
  [
    "an entry of a stack since a day",
    addStackTool("pg_temp.tool('tool-a'), NULL, '2026-01-15'"),
    "stack_tools_dates_check",
  ],
  ["evidence in two lines", addEvidence("E'a.json\\nb.json'"), "stack_evidence_file_check"],
  ["evidence with an endless path", addEvidence("repeat('a', 301)"), "stack_evidence_file_check"],
  [
    "a move from a tool to itself",
    `${addStack()}; INSERT INTO stack_moves (stack_id, from_tool_id, to_tool_id, version)
       SELECT max(id), pg_temp.tool('tool-a'), pg_temp.tool('tool-a'), 1 FROM stacks`,
    "stack_moves_other_check",
  ],
  ["a name mapped to no tool", addPending("'mapped', NULL"), "pending_tools_mapped_check"],
  ["a waiting name with a tool", addPending("'pending', pg_temp.tool('tool-a')"), "pending_tools_mapped_check"],
  // Decisions and tokens
  ["a decision of the slug “A b”", addDecision("A b"), "decisions_slug_check"],
  [
    "a decision for two options",
    `${addDecision()}; ${addOption("tool-a", true)}; ${addOption("tool-b", true)}`,
    "decision_options_one_chosen",
  ],
  [
    "a decision that is looked at again on the day on which it was made",
    `${addDecision()}; UPDATE decisions SET revisit_on = decided_on`,
    "decisions_revisit_check",
  ],
  ["a token in clear", addToken("'secret'"), "api_tokens_hash_check"],
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
  ["a lifecycle that changed twice", `${addEvent("lifecycle")}; ${addEvent("lifecycle")}`],
  ["a revision of what is gone", `${addRevision(1)}; DELETE FROM stackups`],
  ["a decided suggestion with its day", addSuggestion("'stackup', 'declined', now()")],
  ["the end of an account that stands in the log", `${ADD_ENTRY}; DELETE FROM members WHERE id = 'member-1'`],
  [
    "a tool that nobody has checked",
    "UPDATE tools SET lifecycle_state = 'unknown', lifecycle_source_id = NULL WHERE slug = 'tool-a'",
  ],
  [
    "a tool off the site that became one with another",
    "UPDATE tools SET merged_into_id = pg_temp.tool('tool-b'), removed_at = now() WHERE slug = 'tool-a'",
  ],
  [
    "a statement that became one with another",
    `${OTHER_STATEMENT}; UPDATE statements SET merged_into_id = pg_temp.statement(), status = 'merged' WHERE text = 'Fast'`,
  ],
  ["a logo of 262,144 bytes", addLogoFile("repeat('a', 64)", "image/svg+xml", 262_144)],
  [
    "an extracted stack",
    `${addDataset()}; ${addStack({ origin: "'extracted'", owner_id: "NULL", dataset_key: "'data'" })}`,
  ],
  ["an entry of a stack since a month, with evidence", addEvidence("'apps/web/package.json'")],
  ["an entry of a stack that waits", addStackTool("NULL, (SELECT min(id) FROM pending_tools), '2026-01'")],
  ["a name mapped to a tool", addPending("'mapped', pg_temp.tool('tool-a')")],
  [
    "a decision for one of two options",
    `${addDecision()}; ${addOption("tool-a", true)}; ${addOption("tool-b", false)}`,
  ],
  ["a token as its hash", addToken("repeat('0', 64)")],
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
    WHERE indisunique AND num_nonnulls(indexprs, indpred) > 0 AND indrelid::regclass::text NOT LIKE 'pg_%'`);
  const tried = new Set(REFUSED.map(([, , constraint]) => constraint));
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.map((row) => row.name).filter((name) => !tried.has(name))).toEqual([]);
});
