-- What data sets say of versions.
ALTER TYPE "fact_key" ADD VALUE 'latest-release';
ALTER TYPE "fact_key" ADD VALUE 'end-of-life';

ALTER TABLE "tools" ADD COLUMN "company_stacks" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "stacks" ADD COLUMN "external_id" TEXT,
ADD COLUMN "row_hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN "vanished_at" TIMESTAMPTZ(3);

DROP INDEX "tools_function_id_votes_stars_slug_idx";
CREATE INDEX "tools_function_id_votes_company_stacks_stars_slug_idx" ON "tools"("function_id", "votes" DESC, "company_stacks" DESC, "stars" DESC, "slug");

DROP INDEX "stacks_dataset_key_idx";
CREATE UNIQUE INDEX "stacks_dataset_key_external_id_key" ON "stacks"("dataset_key", "external_id");

-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- A slug of a data set may begin with “vs-”: such a stackup still splits into its tools. Within a slug or at its end it would not.
ALTER TABLE "tool_slugs" DROP CONSTRAINT "tool_slugs_slug_check";
ALTER TABLE "tool_slugs" ADD CONSTRAINT "tool_slugs_slug_check"
  CHECK ("slug" ~ '^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$' AND lower("slug") || '-' NOT LIKE '%-vs-%' AND lower("slug") <> 'vs');
ALTER TABLE "tools" ADD CONSTRAINT "tools_company_stacks_check" CHECK ("company_stacks" >= 0);
ALTER TABLE "stacks" ADD CONSTRAINT "stacks_external_check" CHECK ("external_id" IS NULL OR "dataset_key" IS NOT NULL);
