-- CreateEnum
CREATE TYPE "report_status" AS ENUM ('open', 'upheld', 'dismissed');

-- CreateEnum
CREATE TYPE "revision_subject" AS ENUM ('tool', 'statement', 'stackup', 'category');

-- CreateEnum
CREATE TYPE "suggestion_status" AS ENUM ('waiting', 'approved', 'declined');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "doubt_status" AS ENUM ('open', 'matched', 'separate', 'dismissed');

-- CreateEnum
CREATE TYPE "job_status" AS ENUM ('running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "sync_source" AS ENUM ('github', 'npm', 'pypi', 'stack-overflow', 'docker-hub');

-- CreateEnum
CREATE TYPE "stack_kind" AS ENUM ('member', 'company', 'project');

-- CreateEnum
CREATE TYPE "visibility" AS ENUM ('public', 'unlisted');

-- CreateEnum
CREATE TYPE "stack_origin" AS ENUM ('shared', 'catalog', 'extracted');

-- CreateEnum
CREATE TYPE "pending_status" AS ENUM ('pending', 'mapped', 'refused');

-- AlterEnum
ALTER TYPE "lifecycle_state" ADD VALUE 'unknown' BEFORE 'active';

-- AlterEnum
ALTER TYPE "metric" ADD VALUE 'votes';
ALTER TYPE "metric" ADD VALUE 'company-stacks';
ALTER TYPE "metric" ADD VALUE 'npm-downloads';
ALTER TYPE "metric" ADD VALUE 'pypi-downloads';
ALTER TYPE "metric" ADD VALUE 'stack-overflow-questions';
ALTER TYPE "metric" ADD VALUE 'docker-pulls';

-- AlterEnum
ALTER TYPE "statement_status" ADD VALUE 'merged';

-- AlterTable
ALTER TABLE "tools" ADD COLUMN     "merged_into_id" INTEGER,
ADD COLUMN     "origins" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "removed_at" TIMESTAMPTZ(3),
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "lifecycle_source_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "figures" ALTER COLUMN "value" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "statements" ADD COLUMN     "merged_into_id" INTEGER,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "statement_reports" ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by_id" TEXT,
ADD COLUMN     "status" "report_status" NOT NULL DEFAULT 'open';

-- AlterTable
ALTER TABLE "stackups" ADD COLUMN     "removed_at" TIMESTAMPTZ(3),
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "logo_files" (
    "hash" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "logo_files_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "revisions" (
    "id" SERIAL NOT NULL,
    "subject" "revision_subject" NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "tool_id" INTEGER,
    "author_id" TEXT,
    "author" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "effects" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edit_drafts" (
    "member_id" TEXT NOT NULL,
    "subject" "revision_subject" NOT NULL,
    "subject_key" TEXT NOT NULL,
    "base" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "edit_drafts_pkey" PRIMARY KEY ("member_id","subject","subject_key")
);

-- CreateTable
CREATE TABLE "suggestions" (
    "id" SERIAL NOT NULL,
    "member_id" TEXT NOT NULL,
    "subject" "revision_subject" NOT NULL,
    "subject_key" TEXT NOT NULL,
    "base" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "suggestion_status" NOT NULL DEFAULT 'waiting',
    "answer" TEXT,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suggestions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" SERIAL NOT NULL,
    "actor_id" TEXT,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "datasets" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "licence_url" TEXT,
    "attribution" TEXT,
    "version" TEXT,
    "imported_at" TIMESTAMPTZ(3),

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "imported_values" (
    "tool_id" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "dataset_key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "vanished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imported_values_pkey" PRIMARY KEY ("tool_id","field","dataset_key")
);

-- CreateTable
CREATE TABLE "external_ids" (
    "dataset_key" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "row_hash" TEXT NOT NULL DEFAULT '',
    "vanished_at" TIMESTAMPTZ(3),

    CONSTRAINT "external_ids_pkey" PRIMARY KEY ("dataset_key","external_id")
);

-- CreateTable
CREATE TABLE "import_runs" (
    "id" SERIAL NOT NULL,
    "dataset_key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "is_dry_run" BOOLEAN NOT NULL DEFAULT false,
    "status" "import_status" NOT NULL DEFAULT 'running',
    "done" BIGINT NOT NULL DEFAULT 0,
    "size" BIGINT NOT NULL DEFAULT 0,
    "read" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "vanished" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "member_id" TEXT,

    CONSTRAINT "import_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_doubts" (
    "id" SERIAL NOT NULL,
    "dataset_key" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "record" JSONB NOT NULL,
    "why" TEXT NOT NULL,
    "candidate_id" INTEGER,
    "status" "doubt_status" NOT NULL DEFAULT 'open',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_doubts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_runs" (
    "id" SERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "status" "job_status" NOT NULL DEFAULT 'running',
    "report" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_targets" (
    "tool_id" INTEGER NOT NULL,
    "source" "sync_source" NOT NULL,
    "key" TEXT NOT NULL,
    "external_id" TEXT,
    "etag" TEXT,
    "observed" JSONB NOT NULL DEFAULT '{}',
    "last_ok_at" TIMESTAMPTZ(3),
    "last_try_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_targets_pkey" PRIMARY KEY ("tool_id","source")
);

-- CreateTable
CREATE TABLE "link_checks" (
    "url" TEXT NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dead_since" TIMESTAMPTZ(3),

    CONSTRAINT "link_checks_pkey" PRIMARY KEY ("url")
);

-- CreateTable
CREATE TABLE "stacks" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "stack_kind" NOT NULL,
    "origin" "stack_origin" NOT NULL DEFAULT 'shared',
    "visibility" "visibility" NOT NULL DEFAULT 'public',
    "owner_id" TEXT,
    "dataset_key" TEXT,
    "url" TEXT,
    "description" TEXT NOT NULL DEFAULT '',
    "commit" TEXT,
    "as_of" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "tool_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "stacks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stack_tools" (
    "id" SERIAL NOT NULL,
    "stack_id" INTEGER NOT NULL,
    "tool_id" INTEGER,
    "pending_id" INTEGER,
    "name" TEXT NOT NULL,
    "layer" TEXT,
    "position" INTEGER NOT NULL,
    "version" TEXT,
    "role" TEXT,
    "reason" TEXT,
    "replaced" TEXT,
    "today" TEXT,
    "since" TEXT,
    "until" TEXT,
    "confidence" REAL,

    CONSTRAINT "stack_tools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stack_evidence" (
    "stack_tool_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "line" INTEGER,
    "commit" TEXT,

    CONSTRAINT "stack_evidence_pkey" PRIMARY KEY ("stack_tool_id","position")
);

-- CreateTable
CREATE TABLE "stack_versions" (
    "stack_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "added" TEXT[],
    "removed" TEXT[],
    "author_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stack_versions_pkey" PRIMARY KEY ("stack_id","number")
);

-- CreateTable
CREATE TABLE "stack_moves" (
    "stack_id" INTEGER NOT NULL,
    "from_tool_id" INTEGER NOT NULL,
    "to_tool_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stack_moves_pkey" PRIMARY KEY ("stack_id","from_tool_id","to_tool_id")
);

-- CreateTable
CREATE TABLE "pending_tools" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "pending_status" NOT NULL DEFAULT 'pending',
    "tool_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pending_tools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "author_id" TEXT,
    "stack_id" INTEGER,
    "stackup_slug" TEXT NOT NULL,
    "visibility" "visibility" NOT NULL DEFAULT 'public',
    "title" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "revisit_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_options" (
    "decision_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "is_chosen" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,

    CONSTRAINT "decision_options_pkey" PRIMARY KEY ("decision_id","tool_id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" SERIAL NOT NULL,
    "member_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_codes" (
    "id" TEXT NOT NULL,
    "device_code" TEXT NOT NULL,
    "user_code" TEXT NOT NULL,
    "user_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "last_polled_at" TIMESTAMPTZ(3),
    "polling_interval" INTEGER,
    "client_id" TEXT,
    "scope" TEXT,

    CONSTRAINT "device_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "member_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("member_id","key")
);

-- CreateIndex
CREATE INDEX "revisions_tool_id_id_idx" ON "revisions"("tool_id", "id" DESC);

-- CreateIndex
CREATE INDEX "revisions_author_id_idx" ON "revisions"("author_id");

-- CreateIndex
CREATE INDEX "revisions_created_at_idx" ON "revisions"("created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "revisions_subject_subject_id_number_key" ON "revisions"("subject", "subject_id", "number");

-- CreateIndex
CREATE INDEX "suggestions_status_created_at_idx" ON "suggestions"("status", "created_at");

-- CreateIndex
CREATE INDEX "suggestions_member_id_idx" ON "suggestions"("member_id");

-- CreateIndex
CREATE INDEX "suggestions_decided_by_id_idx" ON "suggestions"("decided_by_id");

-- CreateIndex
CREATE INDEX "suggestions_subject_subject_key_idx" ON "suggestions"("subject", "subject_key");

-- CreateIndex
CREATE INDEX "audit_entries_created_at_id_idx" ON "audit_entries"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_idx" ON "audit_entries"("actor_id");

-- CreateIndex
CREATE INDEX "imported_values_dataset_key_idx" ON "imported_values"("dataset_key");

-- CreateIndex
CREATE INDEX "external_ids_tool_id_idx" ON "external_ids"("tool_id");

-- CreateIndex
CREATE INDEX "import_runs_started_at_idx" ON "import_runs"("started_at" DESC);

-- CreateIndex
CREATE INDEX "import_runs_dataset_key_idx" ON "import_runs"("dataset_key");

-- CreateIndex
CREATE INDEX "import_runs_member_id_idx" ON "import_runs"("member_id");

-- CreateIndex
CREATE INDEX "import_doubts_status_created_at_idx" ON "import_doubts"("status", "created_at");

-- CreateIndex
CREATE INDEX "import_doubts_candidate_id_idx" ON "import_doubts"("candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_doubts_dataset_key_external_id_key" ON "import_doubts"("dataset_key", "external_id");

-- CreateIndex
CREATE INDEX "job_runs_job_started_at_idx" ON "job_runs"("job", "started_at" DESC);

-- CreateIndex
CREATE INDEX "sync_targets_source_last_try_at_idx" ON "sync_targets"("source", "last_try_at");

-- CreateIndex
CREATE INDEX "link_checks_dead_since_idx" ON "link_checks"("dead_since");

-- CreateIndex
CREATE UNIQUE INDEX "stacks_slug_key" ON "stacks"("slug");

-- CreateIndex
CREATE INDEX "stacks_owner_id_idx" ON "stacks"("owner_id");

-- CreateIndex
CREATE INDEX "stacks_dataset_key_idx" ON "stacks"("dataset_key");

-- CreateIndex
CREATE INDEX "stacks_updated_at_id_idx" ON "stacks"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "stacks_tool_count_id_idx" ON "stacks"("tool_count" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "stack_tools_tool_id_stack_id_idx" ON "stack_tools"("tool_id", "stack_id");

-- CreateIndex
CREATE INDEX "stack_tools_pending_id_idx" ON "stack_tools"("pending_id");

-- CreateIndex
CREATE UNIQUE INDEX "stack_tools_stack_id_tool_id_key" ON "stack_tools"("stack_id", "tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "stack_tools_stack_id_pending_id_key" ON "stack_tools"("stack_id", "pending_id");

-- CreateIndex
CREATE UNIQUE INDEX "stack_tools_stack_id_position_key" ON "stack_tools"("stack_id", "position");

-- CreateIndex
CREATE INDEX "stack_versions_author_id_idx" ON "stack_versions"("author_id");

-- CreateIndex
CREATE INDEX "stack_versions_created_at_idx" ON "stack_versions"("created_at" DESC);

-- CreateIndex
CREATE INDEX "stack_moves_from_tool_id_idx" ON "stack_moves"("from_tool_id");

-- CreateIndex
CREATE INDEX "stack_moves_to_tool_id_idx" ON "stack_moves"("to_tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "pending_tools_key_key" ON "pending_tools"("key");

-- CreateIndex
CREATE INDEX "pending_tools_status_created_at_idx" ON "pending_tools"("status", "created_at");

-- CreateIndex
CREATE INDEX "pending_tools_tool_id_idx" ON "pending_tools"("tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "decisions_slug_key" ON "decisions"("slug");

-- CreateIndex
CREATE INDEX "decisions_author_id_idx" ON "decisions"("author_id");

-- CreateIndex
CREATE INDEX "decisions_stack_id_idx" ON "decisions"("stack_id");

-- CreateIndex
CREATE INDEX "decisions_stackup_slug_idx" ON "decisions"("stackup_slug");

-- CreateIndex
CREATE INDEX "decisions_created_at_idx" ON "decisions"("created_at" DESC);

-- CreateIndex
CREATE INDEX "decision_options_tool_id_idx" ON "decision_options"("tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");

-- CreateIndex
CREATE INDEX "api_tokens_member_id_idx" ON "api_tokens"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_codes_device_code_key" ON "device_codes"("device_code");

-- CreateIndex
CREATE UNIQUE INDEX "device_codes_user_code_key" ON "device_codes"("user_code");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- CreateIndex
CREATE INDEX "tools_merged_into_id_idx" ON "tools"("merged_into_id");

-- CreateIndex
CREATE INDEX "statements_merged_into_id_idx" ON "statements"("merged_into_id");

-- CreateIndex
CREATE INDEX "statement_reports_decided_by_id_idx" ON "statement_reports"("decided_by_id");

-- CreateIndex
CREATE INDEX "statement_reports_status_created_at_idx" ON "statement_reports"("status", "created_at");

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "tools"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statements" ADD CONSTRAINT "statements_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "statements"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_reports" ADD CONSTRAINT "statement_reports_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edit_drafts" ADD CONSTRAINT "edit_drafts_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_values" ADD CONSTRAINT "imported_values_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_values" ADD CONSTRAINT "imported_values_dataset_key_fkey" FOREIGN KEY ("dataset_key") REFERENCES "datasets"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_dataset_key_fkey" FOREIGN KEY ("dataset_key") REFERENCES "datasets"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_runs" ADD CONSTRAINT "import_runs_dataset_key_fkey" FOREIGN KEY ("dataset_key") REFERENCES "datasets"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_runs" ADD CONSTRAINT "import_runs_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_doubts" ADD CONSTRAINT "import_doubts_dataset_key_fkey" FOREIGN KEY ("dataset_key") REFERENCES "datasets"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_doubts" ADD CONSTRAINT "import_doubts_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "tools"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_targets" ADD CONSTRAINT "sync_targets_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stacks" ADD CONSTRAINT "stacks_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stacks" ADD CONSTRAINT "stacks_dataset_key_fkey" FOREIGN KEY ("dataset_key") REFERENCES "datasets"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_tools" ADD CONSTRAINT "stack_tools_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stacks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_tools" ADD CONSTRAINT "stack_tools_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_tools" ADD CONSTRAINT "stack_tools_pending_id_fkey" FOREIGN KEY ("pending_id") REFERENCES "pending_tools"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_evidence" ADD CONSTRAINT "stack_evidence_stack_tool_id_fkey" FOREIGN KEY ("stack_tool_id") REFERENCES "stack_tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_versions" ADD CONSTRAINT "stack_versions_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stacks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_versions" ADD CONSTRAINT "stack_versions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_moves" ADD CONSTRAINT "stack_moves_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stacks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_moves" ADD CONSTRAINT "stack_moves_from_tool_id_fkey" FOREIGN KEY ("from_tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stack_moves" ADD CONSTRAINT "stack_moves_to_tool_id_fkey" FOREIGN KEY ("to_tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_tools" ADD CONSTRAINT "pending_tools_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stacks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_options" ADD CONSTRAINT "decision_options_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decisions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_options" ADD CONSTRAINT "decision_options_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The revisions of stackups move to the table of all revisions.
INSERT INTO "revisions" ("subject", "subject_id", "number", "author", "reason", "content", "created_at")
  SELECT 'stackup', "stackup_id", "number", "author", "reason", "content", "created_at" FROM "stackup_revisions";
UPDATE "stackups" s SET "revision" = coalesce((SELECT max(r."number") FROM "stackup_revisions" r WHERE r."stackup_id" = s."id"), 0);
DROP TABLE "stackup_revisions";

-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- New values of enums are compared as text here: within one transaction they may not be used yet.
ALTER TABLE "tools" DROP CONSTRAINT "tools_lifecycle_dated_check";
ALTER TABLE "tools" ADD CONSTRAINT "tools_lifecycle_dated_check"
  CHECK ("lifecycle_state"::text IN ('unknown', 'active', 'feature-complete') OR "lifecycle_since" IS NOT NULL);
ALTER TABLE "tools" ADD CONSTRAINT "tools_lifecycle_source_check"
  CHECK (("lifecycle_state"::text = 'unknown') = ("lifecycle_source_id" IS NULL));
ALTER TABLE "tools" ADD CONSTRAINT "tools_merged_check"
  CHECK ("merged_into_id" IS NULL OR ("removed_at" IS NOT NULL AND "merged_into_id" <> "id"));
ALTER TABLE "statements" ADD CONSTRAINT "statements_merged_check"
  CHECK ("merged_into_id" IS NULL OR ("status"::text = 'merged' AND "merged_into_id" <> "id"));
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_number_check" CHECK ("number" >= 1);
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_subject_check" CHECK ("subject" IN ('tool', 'stackup'));
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_decided_check" CHECK (("status" = 'waiting') = ("decided_at" IS NULL));
ALTER TABLE "edit_drafts" ADD CONSTRAINT "edit_drafts_subject_check" CHECK ("subject" IN ('tool', 'stackup'));
ALTER TABLE "logo_files" ADD CONSTRAINT "logo_files_check"
  CHECK ("hash" ~ '^[0-9a-f]{64}$' AND "type" IN ('image/svg+xml', 'image/png') AND octet_length("bytes") <= 262144);
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_url_check" CHECK ("url" ~ '^https?://[^\s<>"]+$');
ALTER TABLE "stacks" ADD CONSTRAINT "stacks_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length("slug") <= 80);
ALTER TABLE "stacks" ADD CONSTRAINT "stacks_url_check" CHECK ("url" ~ '^https?://[^\s<>"]+$');
ALTER TABLE "stacks" ADD CONSTRAINT "stacks_owner_check" CHECK (("origin" = 'shared') = ("owner_id" IS NOT NULL));
ALTER TABLE "stacks" ADD CONSTRAINT "stacks_dataset_check" CHECK (("origin" = 'extracted') = ("dataset_key" IS NOT NULL));
ALTER TABLE "stack_tools" ADD CONSTRAINT "stack_tools_one_check" CHECK (num_nonnulls("tool_id", "pending_id") = 1);
ALTER TABLE "stack_tools" ADD CONSTRAINT "stack_tools_dates_check"
  CHECK ("since" ~ '^\d{4}(-\d{2})?$' AND "until" ~ '^\d{4}(-\d{2})?$');
ALTER TABLE "stack_evidence" ADD CONSTRAINT "stack_evidence_file_check" CHECK ("file" !~ '[[:cntrl:]]' AND char_length("file") <= 300);
ALTER TABLE "stack_moves" ADD CONSTRAINT "stack_moves_other_check" CHECK ("from_tool_id" <> "to_tool_id");
ALTER TABLE "pending_tools" ADD CONSTRAINT "pending_tools_mapped_check" CHECK (("status" = 'mapped') = ("tool_id" IS NOT NULL));
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length("slug") <= 80);
CREATE UNIQUE INDEX "decision_options_one_chosen" ON "decision_options" ("decision_id") WHERE "is_chosen";
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_hash_check" CHECK ("hash" ~ '^[0-9a-f]{64}$');

-- The log of what was done only grows. An account that is deleted leaves its entries, in which the name stays.
CREATE FUNCTION "refuse_change_of_audit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."actor_id" IS NULL
    AND (NEW."id", NEW."actor", NEW."action", NEW."subject", NEW."details", NEW."created_at")
      = (OLD."id", OLD."actor", OLD."action", OLD."subject", OLD."details", OLD."created_at")
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END
$$;
CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_audit"();
