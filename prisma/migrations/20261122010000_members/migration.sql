-- CreateEnum
CREATE TYPE "member_role" AS ENUM ('member', 'editor', 'admin');

-- CreateEnum
CREATE TYPE "statement_status" AS ENUM ('published', 'waiting', 'withdrawn', 'refused');

-- CreateEnum
CREATE TYPE "report_reason" AS ENUM ('wrong', 'duplicate', 'spam', 'outdated', 'abusive');

-- CreateEnum
CREATE TYPE "tool_event_kind" AS ENUM ('lifecycle', 'statement', 'stackup', 'figure');

-- AlterTable
ALTER TABLE "statements" ADD COLUMN     "author_id" TEXT,
ADD COLUMN     "is_of_deleted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "note" TEXT,
ADD COLUMN     "source_url" TEXT,
ADD COLUMN     "status" "statement_status" NOT NULL DEFAULT 'published',
ADD COLUMN     "version" TEXT;

-- AlterTable
ALTER TABLE "votes" ADD COLUMN     "held_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "statement_reports" (
    "id" SERIAL NOT NULL,
    "statement_id" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "reason" "report_reason" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "statement_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follows" (
    "member_id" TEXT NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "follows_pkey" PRIMARY KEY ("member_id","tool_id")
);

-- CreateTable
CREATE TABLE "tool_events" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "kind" "tool_event_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tool_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "handle" TEXT NOT NULL,
    "role" "member_role" NOT NULL DEFAULT 'member',
    "banned_at" TIMESTAMPTZ(3),
    "shows_votes" BOOLEAN NOT NULL DEFAULT false,
    "wants_digest" BOOLEAN NOT NULL DEFAULT false,
    "digest_sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "former_handles" (
    "handle" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,

    CONSTRAINT "former_handles_pkey" PRIMARY KEY ("handle")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "statement_reports_member_id_idx" ON "statement_reports"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "statement_reports_statement_id_member_id_key" ON "statement_reports"("statement_id", "member_id");

-- CreateIndex
CREATE INDEX "follows_tool_id_idx" ON "follows"("tool_id");

-- CreateIndex
CREATE INDEX "tool_events_tool_id_happened_at_idx" ON "tool_events"("tool_id", "happened_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "members_email_key" ON "members"("email");

-- CreateIndex
CREATE UNIQUE INDEX "members_handle_key" ON "members"("handle");

-- CreateIndex
CREATE INDEX "former_handles_member_id_idx" ON "former_handles"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_member_id_idx" ON "sessions"("member_id");

-- CreateIndex
CREATE INDEX "accounts_member_id_idx" ON "accounts"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_provider_id_account_id_key" ON "accounts"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE INDEX "statements_author_id_idx" ON "statements"("author_id");

-- CreateIndex
CREATE INDEX "statements_status_created_at_idx" ON "statements"("status", "created_at");

-- CreateIndex
CREATE INDEX "votes_held_until_idx" ON "votes"("held_until");

-- AddForeignKey
ALTER TABLE "statements" ADD CONSTRAINT "statements_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_reports" ADD CONSTRAINT "statement_reports_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_reports" ADD CONSTRAINT "statement_reports_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follows" ADD CONSTRAINT "follows_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follows" ADD CONSTRAINT "follows_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_events" ADD CONSTRAINT "tool_events_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "former_handles" ADD CONSTRAINT "former_handles_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- Only letters of one script, so that no handle looks like another's.
ALTER TABLE "members" ADD CONSTRAINT "members_handle_check" CHECK ("handle" ~ '^[a-z0-9](-?[a-z0-9]){2,29}$');
ALTER TABLE "members" ADD CONSTRAINT "members_email_check" CHECK ("email" = lower("email"));
ALTER TABLE "former_handles" ADD CONSTRAINT "former_handles_handle_check" CHECK ("handle" = lower("handle"));
ALTER TABLE "statements" ADD CONSTRAINT "statements_note_check" CHECK (char_length("note") <= 2000);
ALTER TABLE "statements" ADD CONSTRAINT "statements_version_check" CHECK (char_length("version") <= 40);
ALTER TABLE "statements" ADD CONSTRAINT "statements_source_url_check" CHECK ("source_url" ~ '^https?://[^\s<>"]+$');
ALTER TABLE "tool_events" ADD CONSTRAINT "tool_events_path_check" CHECK ("path" ~ '^/[^/]');

-- Near-duplicates of a tool's statements.
CREATE INDEX "statements_text_key_trgm" ON "statements" USING gin ("text_key" gin_trgm_ops);
