import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { applyMigrations, diffSchemas, readSchema } from "@/prisma/migrate";
import { createDatabase } from "@/tests/support/database";

/** What stands in the migrations alone because Prisma's schema language cannot say it, with the reason why it is there. */
const BY_SQL_ALONE: Record<string, string> = {
  "extension pg_trgm": "search finds near spellings by trigrams",
  "foreign key tools.tools_slug_is_own":
    "a tool's slug is one of its slugs; deferred, as two rows are written one after the other",
  "index tool_slugs.tool_slugs_lower_key": "two slugs may not differ by case alone",
  "index tools.tools_sort_name_trgm": "search by a part of a name",
  "index tools.tools_tagline_trgm": "search by a part of a tagline",
  "index tool_slugs.tool_slugs_slug_trgm": "search by a part of an alias",
  "check tool_slugs.tool_slugs_slug_check": "a slug is safe in a URL and never holds the joint of a stackup",
  "check categories.categories_level_check": "layers, and only layers, have nothing above them",
  "check categories.categories_slug_check": "a slug is safe in a URL",
  "check tools.tools_lifecycle_since_check": "a date is known to the year, the month or the day",
  "check tools.tools_lifecycle_dated_check": "an end without a date is a rumour",
  "check tools.tools_sort_name_check": "lists by name sort without regard to case",
  "check tools.tools_votes_check": "votes are counted",
  "check tool_successors.tool_successors_other_check": "nothing succeeds itself",
  "check alternative_choices.alternative_choices_other_check": "nothing is an alternative to itself",
  "check integrations.integrations_order_check": "either direction is the same integration",
  "check sources.sources_url_check": "only web addresses are linked",
  "check tool_links.tool_links_url_check": "only web addresses are linked",
  "check facts.facts_url_check": "only web addresses are linked",
  "check figures.figures_value_check": "figures are counted",
  "check figures.figures_as_of_check": "a date is known to the year, the month or the day",
  "check statements.statements_text_check": "a statement is a short phrase",
  "check statements.statements_text_key_check": "the same words stand once per tool and kind",
  "check statements.statements_score_check": "votes given here only add to imported ones",
  "check statements.statements_imported_source_check": "votes counted elsewhere name their source and date",
  "check statements.statements_note_check": "a note is short",
  "check statements.statements_version_check": "a version is short",
  "check statements.statements_source_url_check": "only web addresses are linked",
  "check members.members_handle_check": "handles have letters of one script",
  "check members.members_email_check": "an address is one account in any case of letters",
  "check former_handles.former_handles_handle_check": "handles are lower case",
  "check tool_events.tool_events_path_check": "events lead to pages of this site",
  "function change_vote": "a vote is one round trip",
  "function counted_score": "the score is counted in one place",
  "function counted_votes": "the votes that count are defined in one place",
  "index members.members_not_counting": "members whose votes do not count are few",
  "index statements.statements_text_key_trgm": "near-duplicates are found by trigrams",
  "index tool_events.tool_events_once": "an event is told once",
  "unique stackup_tools.stackup_tools_stackup_id_position_key":
    "tools of a stackup change places in one step; places are compared after it",
  "check stackup_tools.stackup_tools_position_check": "a stackup compares at most four tools",
  "check revisions.revisions_number_check": "revisions are numbered from 1",
  "check tools.tools_lifecycle_source_check": "what is said of a lifecycle has a source",
  "check tools.tools_merged_check": "a tool that became one with another is off the site",
  "check statements.statements_merged_check": "a statement that became one with another is not shown",
  "check suggestions.suggestions_subject_check": "members suggest edits of tools and stackups",
  "check suggestions.suggestions_decided_check": "a decision is dated",
  "check edit_drafts.edit_drafts_subject_check": "there are forms for tools and stackups",
  "check logo_files.logo_files_check": "a logo is a small SVG or PNG under the hash of its bytes",
  "check datasets.datasets_url_check": "only web addresses are linked",
  "check stacks.stacks_slug_check": "a slug is safe in a URL",
  "check stacks.stacks_url_check": "only web addresses are linked",
  "check stacks.stacks_owner_check": "what was shared has somebody who shared it",
  "check stacks.stacks_dataset_check": "what was extracted names its data set",
  "check stacks.stacks_external_check": "an external id is one of a data set",
  "check tools.tools_company_stacks_check": "company stacks are counted",
  "check stack_tools.stack_tools_one_check": "a row of a stack is a tool of the catalog or one that waits",
  "check stack_tools.stack_tools_dates_check": "a date is known to the year or the month",
  "check stack_evidence.stack_evidence_file_check": "a path is one short line",
  "check stack_moves.stack_moves_other_check": "nobody moves from a tool to itself",
  "check pending_tools.pending_tools_mapped_check": "what was mapped was mapped to a tool",
  "check decisions.decisions_slug_check": "a slug is safe in a URL",
  "check decisions.decisions_revisit_check": "a decision is looked at again after it was made",
  "index tool_events.tool_events_of_feed": "the feed reads few of many events",
  "index revisions.revisions_of_stackups": "the feed reads few of many revisions",
  "check api_tokens.api_tokens_hash_check": "tokens are kept as hashes",
  "index decision_options.decision_options_one_chosen": "a decision chooses one option",
  "function refuse_change_of_audit": "the audit log only grows",
  "trigger audit_entries.audit_entries_append_only": "the audit log only grows",
};

/** Everything in a database that a schema decides: a name for each thing, and what the catalogs say of it. */
const CATALOG_QUERY = `
  WITH own AS (
    SELECT c.oid, c.relname, c.relkind FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname !~ '^_prisma_migrations'
  )
  SELECT 'table ' || relname AS name, '' AS definition FROM own WHERE relkind IN ('r', 'p', 'f')
  UNION ALL SELECT 'view ' || relname, pg_get_viewdef(oid) FROM own WHERE relkind IN ('v', 'm')
  UNION ALL SELECT 'sequence ' || relname, '' FROM own WHERE relkind = 'S'
  UNION ALL
    SELECT 'column ' || own.relname || '.' || a.attname,
      concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
        'default ' || pg_get_expr(d.adbin, d.adrelid), nullif(a.attidentity, ''), nullif(a.attgenerated, ''))
    FROM own JOIN pg_attribute a ON a.attrelid = own.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = own.oid AND d.adnum = a.attnum
    WHERE own.relkind = 'r'
  UNION ALL
    SELECT CASE con.contype WHEN 'p' THEN 'primary key ' WHEN 'u' THEN 'unique ' WHEN 'f' THEN 'foreign key '
        WHEN 'c' THEN 'check ' ELSE 'constraint ' END || own.relname || '.' || con.conname,
      pg_get_constraintdef(con.oid)
    -- That a column is not null stands with the column.
    FROM own JOIN pg_constraint con ON con.conrelid = own.oid AND con.contype <> 'n'
  UNION ALL
    SELECT 'index ' || own.relname || '.' || i.relname, pg_get_indexdef(x.indexrelid)
    FROM own JOIN pg_index x ON x.indrelid = own.oid JOIN pg_class i ON i.oid = x.indexrelid
  UNION ALL
    SELECT 'trigger ' || own.relname || '.' || t.tgname, pg_get_triggerdef(t.oid)
    FROM own JOIN pg_trigger t ON t.tgrelid = own.oid AND NOT t.tgisinternal
  UNION ALL
    SELECT 'enum ' || t.typname, string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder)
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname
  UNION ALL SELECT 'extension ' || extname, '' FROM pg_extension WHERE extname <> 'plpgsql'
  UNION ALL
    SELECT 'function ' || p.proname, pg_get_function_arguments(p.oid)
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  ORDER BY 1`;

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function readCatalogs(url: string): Promise<Map<string, string>> {
  const { rows } = await withClient(url, (client) => client.query<{ name: string; definition: string }>(CATALOG_QUERY));
  return new Map(rows.map((row) => [row.name, row.definition]));
}

describe("migrations and schema.prisma", () => {
  let migrated: Map<string, string>;
  let declared: Map<string, string>;

  beforeAll(async () => {
    const [migratedUrl, declaredUrl] = [await createDatabase("empty"), await createDatabase("empty")];
    await applyMigrations(migratedUrl);
    const sql = await diffSchemas(declaredUrl, null, readSchema());
    await withClient(declaredUrl, (client) => client.query(sql));
    [migrated, declared] = await Promise.all([readCatalogs(migratedUrl), readCatalogs(declaredUrl)]);
  });

  test("the catalogs were read", () => {
    expect(declared.get("column tools.slug")).toBe("text not null");
    expect(declared.get("column votes.created_at")).toBe(
      "timestamp(3) with time zone not null default CURRENT_TIMESTAMP",
    );
    expect(declared.get("enum statement_kind")).toBe("pro con");
    expect(declared.get("foreign key facts.facts_source_id_fkey")).toMatch(/ON DELETE RESTRICT/);
    expect([...declared.keys()].filter((name) => name.startsWith("table "))).toHaveLength(58);
  });

  test("all that the schema declares stands in the migrations, alike", () => {
    const fromMigrations = Object.fromEntries([...declared.keys()].map((name) => [name, migrated.get(name)]));
    expect(fromMigrations).toEqual(Object.fromEntries(declared));
  });

  test("the migrations hold beyond that only what is listed here", () => {
    const extra = [...migrated.keys()].filter((name) => !declared.has(name));
    expect(extra.sort()).toEqual(Object.keys(BY_SQL_ALONE).sort());
  });
});

describe("applyMigrations", () => {
  test("applies all once, records them, and nothing the second time", async () => {
    const url = await createDatabase("empty");
    const first = await applyMigrations(url);
    expect(first.length).toBeGreaterThan(0);
    expect(await applyMigrations(url)).toEqual([]);
    const { rows } = await withClient(url, (client) =>
      client.query(
        "SELECT migration_name, finished_at IS NOT NULL AS finished, logs FROM _prisma_migrations ORDER BY 1",
      ),
    );
    expect(rows).toEqual(first.map((name) => ({ migration_name: name, finished: true, logs: null })));
  });

  test("applies all once also when several do it at a time", async () => {
    const url = await createDatabase("empty");
    const applied = await Promise.all([applyMigrations(url), applyMigrations(url), applyMigrations(url)]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });

  test("leaves no connection behind", async () => {
    const url = await createDatabase("empty");
    await applyMigrations(url);
    const others = await withClient(url, (client) =>
      client.query(
        `SELECT state FROM pg_stat_activity
         WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      ),
    );
    expect(others.rows).toEqual([]);
  });

  test("rejects with what PostgreSQL said when a migration cannot be applied", async () => {
    const url = await createDatabase("empty");
    await withClient(url, (client) => client.query("CREATE TYPE category_level AS ENUM ('other')"));
    await expect(applyMigrations(url)).rejects.toThrow(/category_level/);
  });
});

describe("diffSchemas", () => {
  test("finds nothing between the schema and itself", async () => {
    const url = await createDatabase("empty");
    expect(await diffSchemas(url, readSchema(), readSchema())).toMatch(/empty migration/i);
  });

  test("finds a column that was added", async () => {
    const url = await createDatabase("empty");
    const changed = readSchema().replace("model Logo {", "model Logo {\n  note String?");
    expect(await diffSchemas(url, readSchema(), changed)).toContain('ALTER TABLE "logos" ADD COLUMN     "note" TEXT');
  });
});
