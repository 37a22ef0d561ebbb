-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "category_level" AS ENUM ('layer', 'category', 'function');

-- CreateEnum
CREATE TYPE "lifecycle_state" AS ENUM ('active', 'feature-complete', 'maintenance', 'deprecated', 'archived', 'retired');

-- CreateEnum
CREATE TYPE "fact_key" AS ENUM ('website', 'repository', 'licence', 'language', 'organisation', 'first-release', 'hosting');

-- CreateEnum
CREATE TYPE "metric" AS ENUM ('stacks', 'followers', 'stars', 'forks');

-- CreateEnum
CREATE TYPE "figure_role" AS ENUM ('imported', 'snapshot');

-- CreateEnum
CREATE TYPE "statement_kind" AS ENUM ('pro', 'con');

-- CreateEnum
CREATE TYPE "alternative_decision" AS ENUM ('pinned', 'excluded');

-- CreateTable
CREATE TABLE "categories" (
    "id" SERIAL NOT NULL,
    "parent_id" INTEGER,
    "level" "category_level" NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sources" (
    "id" SERIAL NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "checked_on" DATE NOT NULL,

    CONSTRAINT "sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tools" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sort_name" TEXT NOT NULL,
    "tagline" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "function_id" INTEGER NOT NULL,
    "lifecycle_state" "lifecycle_state" NOT NULL,
    "lifecycle_since" TEXT,
    "lifecycle_note" TEXT,
    "lifecycle_source_id" INTEGER NOT NULL,
    "votes" INTEGER NOT NULL DEFAULT 0,
    "stars" INTEGER,
    "checked_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "tools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_slugs" (
    "slug" TEXT NOT NULL,
    "tool_id" INTEGER NOT NULL,

    CONSTRAINT "tool_slugs_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "tool_successors" (
    "tool_id" INTEGER NOT NULL,
    "successor_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "tool_successors_pkey" PRIMARY KEY ("tool_id","successor_id")
);

-- CreateTable
CREATE TABLE "facts" (
    "tool_id" INTEGER NOT NULL,
    "key" "fact_key" NOT NULL,
    "value" TEXT NOT NULL,
    "source_id" INTEGER NOT NULL,

    CONSTRAINT "facts_pkey" PRIMARY KEY ("tool_id","key")
);

-- CreateTable
CREATE TABLE "features" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "source_id" INTEGER NOT NULL,

    CONSTRAINT "features_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_links" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "tool_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "logos" (
    "tool_id" INTEGER NOT NULL,
    "set" TEXT NOT NULL,
    "icon" TEXT NOT NULL,

    CONSTRAINT "logos_pkey" PRIMARY KEY ("tool_id")
);

-- CreateTable
CREATE TABLE "figures" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "metric" "metric" NOT NULL,
    "role" "figure_role" NOT NULL,
    "value" INTEGER NOT NULL,
    "as_of" TEXT NOT NULL,
    "source_id" INTEGER NOT NULL,

    CONSTRAINT "figures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statements" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "kind" "statement_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "text_key" TEXT NOT NULL,
    "imported_votes" INTEGER NOT NULL DEFAULT 0,
    "imported_as_of" TEXT,
    "source_id" INTEGER,
    "score" INTEGER NOT NULL DEFAULT 0,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "statements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "votes" (
    "statement_id" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "votes_pkey" PRIMARY KEY ("statement_id","member_id")
);

-- CreateTable
CREATE TABLE "integrations" (
    "first_id" INTEGER NOT NULL,
    "second_id" INTEGER NOT NULL,

    CONSTRAINT "integrations_pkey" PRIMARY KEY ("first_id","second_id")
);

-- CreateTable
CREATE TABLE "alternative_choices" (
    "tool_id" INTEGER NOT NULL,
    "alternative_id" INTEGER NOT NULL,
    "decision" "alternative_decision" NOT NULL,
    "reason" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "alternative_choices_pkey" PRIMARY KEY ("tool_id","alternative_id")
);

-- CreateTable
CREATE TABLE "stackups" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "choose_neither" TEXT,
    "checked_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "stackups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stackup_tools" (
    "stackup_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "stackup_tools_pkey" PRIMARY KEY ("stackup_id","tool_id")
);

-- CreateTable
CREATE TABLE "claims" (
    "id" SERIAL NOT NULL,
    "stackup_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,

    CONSTRAINT "claims_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_cells" (
    "claim_id" INTEGER NOT NULL,
    "stackup_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "source_id" INTEGER NOT NULL,

    CONSTRAINT "claim_cells_pkey" PRIMARY KEY ("claim_id","tool_id")
);

-- CreateTable
CREATE TABLE "stackup_choices" (
    "stackup_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "stackup_choices_pkey" PRIMARY KEY ("stackup_id","tool_id")
);

-- CreateTable
CREATE TABLE "stackup_revisions" (
    "stackup_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stackup_revisions_pkey" PRIMARY KEY ("stackup_id","number")
);

-- CreateTable
CREATE TABLE "catalog_files" (
    "path" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalog_files_pkey" PRIMARY KEY ("path")
);

-- CreateIndex
CREATE UNIQUE INDEX "categories_path_key" ON "categories"("path");

-- CreateIndex
CREATE UNIQUE INDEX "categories_parent_id_position_key" ON "categories"("parent_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "sources_url_title_checked_on_key" ON "sources"("url", "title", "checked_on");

-- CreateIndex
CREATE UNIQUE INDEX "tools_slug_key" ON "tools"("slug");

-- CreateIndex
CREATE INDEX "tools_function_id_votes_stars_slug_idx" ON "tools"("function_id", "votes" DESC, "stars" DESC, "slug");

-- CreateIndex
CREATE INDEX "tools_votes_slug_idx" ON "tools"("votes" DESC, "slug");

-- CreateIndex
CREATE INDEX "tools_stars_slug_idx" ON "tools"("stars" DESC, "slug");

-- CreateIndex
CREATE INDEX "tools_created_at_slug_idx" ON "tools"("created_at" DESC, "slug");

-- CreateIndex
CREATE INDEX "tools_sort_name_slug_idx" ON "tools"("sort_name", "slug");

-- CreateIndex
CREATE INDEX "tools_checked_on_slug_idx" ON "tools"("checked_on" DESC, "slug");

-- CreateIndex
CREATE INDEX "tools_lifecycle_source_id_idx" ON "tools"("lifecycle_source_id");

-- CreateIndex
CREATE INDEX "tool_slugs_tool_id_idx" ON "tool_slugs"("tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "tool_slugs_slug_tool_id_key" ON "tool_slugs"("slug", "tool_id");

-- CreateIndex
CREATE INDEX "tool_successors_successor_id_idx" ON "tool_successors"("successor_id");

-- CreateIndex
CREATE INDEX "facts_source_id_idx" ON "facts"("source_id");

-- CreateIndex
CREATE INDEX "features_source_id_idx" ON "features"("source_id");

-- CreateIndex
CREATE UNIQUE INDEX "features_tool_id_name_key" ON "features"("tool_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "features_tool_id_position_key" ON "features"("tool_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "tool_links_tool_id_position_key" ON "tool_links"("tool_id", "position");

-- CreateIndex
CREATE INDEX "figures_source_id_idx" ON "figures"("source_id");

-- CreateIndex
CREATE UNIQUE INDEX "figures_tool_id_metric_role_as_of_key" ON "figures"("tool_id", "metric", "role", "as_of");

-- CreateIndex
CREATE INDEX "statements_tool_id_kind_score_position_idx" ON "statements"("tool_id", "kind", "score" DESC, "position");

-- CreateIndex
CREATE INDEX "statements_source_id_idx" ON "statements"("source_id");

-- CreateIndex
CREATE UNIQUE INDEX "statements_tool_id_kind_text_key_key" ON "statements"("tool_id", "kind", "text_key");

-- CreateIndex
CREATE INDEX "votes_member_id_idx" ON "votes"("member_id");

-- CreateIndex
CREATE INDEX "integrations_second_id_idx" ON "integrations"("second_id");

-- CreateIndex
CREATE INDEX "alternative_choices_alternative_id_idx" ON "alternative_choices"("alternative_id");

-- CreateIndex
CREATE UNIQUE INDEX "stackups_slug_key" ON "stackups"("slug");

-- CreateIndex
CREATE INDEX "stackups_checked_on_slug_idx" ON "stackups"("checked_on" DESC, "slug");

-- CreateIndex
CREATE INDEX "stackup_tools_tool_id_idx" ON "stackup_tools"("tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "stackup_tools_stackup_id_position_key" ON "stackup_tools"("stackup_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "claims_stackup_id_position_key" ON "claims"("stackup_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "claims_id_stackup_id_key" ON "claims"("id", "stackup_id");

-- CreateIndex
CREATE INDEX "claim_cells_stackup_id_tool_id_idx" ON "claim_cells"("stackup_id", "tool_id");

-- CreateIndex
CREATE INDEX "claim_cells_source_id_idx" ON "claim_cells"("source_id");

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_lifecycle_source_id_fkey" FOREIGN KEY ("lifecycle_source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_slugs" ADD CONSTRAINT "tool_slugs_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_successors" ADD CONSTRAINT "tool_successors_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_successors" ADD CONSTRAINT "tool_successors_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facts" ADD CONSTRAINT "facts_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facts" ADD CONSTRAINT "facts_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "features" ADD CONSTRAINT "features_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "features" ADD CONSTRAINT "features_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_links" ADD CONSTRAINT "tool_links_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logos" ADD CONSTRAINT "logos_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "figures" ADD CONSTRAINT "figures_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "figures" ADD CONSTRAINT "figures_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statements" ADD CONSTRAINT "statements_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statements" ADD CONSTRAINT "statements_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_first_id_fkey" FOREIGN KEY ("first_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alternative_choices" ADD CONSTRAINT "alternative_choices_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alternative_choices" ADD CONSTRAINT "alternative_choices_alternative_id_fkey" FOREIGN KEY ("alternative_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stackup_tools" ADD CONSTRAINT "stackup_tools_stackup_id_fkey" FOREIGN KEY ("stackup_id") REFERENCES "stackups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stackup_tools" ADD CONSTRAINT "stackup_tools_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_stackup_id_fkey" FOREIGN KEY ("stackup_id") REFERENCES "stackups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_cells" ADD CONSTRAINT "claim_cells_claim_id_stackup_id_fkey" FOREIGN KEY ("claim_id", "stackup_id") REFERENCES "claims"("id", "stackup_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_cells" ADD CONSTRAINT "claim_cells_stackup_id_tool_id_fkey" FOREIGN KEY ("stackup_id", "tool_id") REFERENCES "stackup_tools"("stackup_id", "tool_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_cells" ADD CONSTRAINT "claim_cells_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stackup_choices" ADD CONSTRAINT "stackup_choices_stackup_id_tool_id_fkey" FOREIGN KEY ("stackup_id", "tool_id") REFERENCES "stackup_tools"("stackup_id", "tool_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stackup_revisions" ADD CONSTRAINT "stackup_revisions_stackup_id_fkey" FOREIGN KEY ("stackup_id") REFERENCES "stackups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A tool's own slug is one of its slugs. Deferred: the two rows are written one after the other.
ALTER TABLE "tools" ADD CONSTRAINT "tools_slug_is_own" FOREIGN KEY ("slug", "id")
  REFERENCES "tool_slugs" ("slug", "tool_id") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- Slugs are routed without regard to case, so two may not differ by case alone, and "-vs-" joins the tools of a stackup.
CREATE UNIQUE INDEX "tool_slugs_lower_key" ON "tool_slugs" (lower("slug"));
ALTER TABLE "tool_slugs" ADD CONSTRAINT "tool_slugs_slug_check"
  CHECK ("slug" ~ '^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$' AND '-' || lower("slug") || '-' NOT LIKE '%-vs-%');

ALTER TABLE "categories" ADD CONSTRAINT "categories_level_check"
  CHECK (("level" = 'layer') = ("parent_id" IS NULL));
ALTER TABLE "categories" ADD CONSTRAINT "categories_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

-- A date as far as it is known: year, month or day.
ALTER TABLE "tools" ADD CONSTRAINT "tools_lifecycle_since_check"
  CHECK ("lifecycle_since" ~ '^\d{4}(-\d{2}(-\d{2})?)?$');
ALTER TABLE "tools" ADD CONSTRAINT "tools_lifecycle_dated_check"
  CHECK ("lifecycle_state" IN ('active', 'feature-complete') OR "lifecycle_since" IS NOT NULL);
ALTER TABLE "tools" ADD CONSTRAINT "tools_sort_name_check" CHECK ("sort_name" = lower("name"));
ALTER TABLE "tools" ADD CONSTRAINT "tools_votes_check" CHECK ("votes" >= 0);

ALTER TABLE "tool_successors" ADD CONSTRAINT "tool_successors_other_check" CHECK ("tool_id" <> "successor_id");
ALTER TABLE "alternative_choices" ADD CONSTRAINT "alternative_choices_other_check" CHECK ("tool_id" <> "alternative_id");
-- Either direction is the same integration: the smaller id stands first.
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_order_check" CHECK ("first_id" < "second_id");

ALTER TABLE "sources" ADD CONSTRAINT "sources_url_check" CHECK ("url" ~ '^https?://[^\s<>"]+$');
ALTER TABLE "tool_links" ADD CONSTRAINT "tool_links_url_check" CHECK ("url" ~ '^https?://[^\s<>"]+$');
ALTER TABLE "facts" ADD CONSTRAINT "facts_url_check"
  CHECK ("key" NOT IN ('website', 'repository') OR "value" ~ '^https?://[^\s<>"]+$');

ALTER TABLE "figures" ADD CONSTRAINT "figures_value_check" CHECK ("value" >= 0);
ALTER TABLE "figures" ADD CONSTRAINT "figures_as_of_check" CHECK ("as_of" ~ '^\d{4}(-\d{2}(-\d{2})?)?$');

ALTER TABLE "statements" ADD CONSTRAINT "statements_text_check" CHECK (char_length("text") BETWEEN 3 AND 120);
ALTER TABLE "statements" ADD CONSTRAINT "statements_text_key_check" CHECK ("text_key" = lower("text"));
ALTER TABLE "statements" ADD CONSTRAINT "statements_score_check" CHECK ("score" >= "imported_votes" AND "imported_votes" >= 0);
-- Votes counted elsewhere name the source and the date.
ALTER TABLE "statements" ADD CONSTRAINT "statements_imported_source_check"
  CHECK ("imported_votes" = 0 OR ("source_id" IS NOT NULL AND "imported_as_of" IS NOT NULL));

ALTER TABLE "stackup_tools" ADD CONSTRAINT "stackup_tools_position_check" CHECK ("position" BETWEEN 0 AND 3);
ALTER TABLE "stackup_revisions" ADD CONSTRAINT "stackup_revisions_number_check" CHECK ("number" >= 1);

-- Search by a part of a name, an alias or a tagline.
CREATE INDEX "tools_sort_name_trgm" ON "tools" USING gin ("sort_name" gin_trgm_ops);
CREATE INDEX "tools_tagline_trgm" ON "tools" USING gin (lower("tagline") gin_trgm_ops);
CREATE INDEX "tool_slugs_slug_trgm" ON "tool_slugs" USING gin (lower("slug") gin_trgm_ops);
