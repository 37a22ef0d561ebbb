-- An editor may choose under which key a tool is read elsewhere, and a link is dead only when it failed on several days.
ALTER TABLE "sync_targets" ADD COLUMN "edited_at" TIMESTAMPTZ(3);
ALTER TABLE "link_checks" ADD COLUMN "failed_days" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "link_checks" ADD COLUMN "failing_since" TIMESTAMPTZ(3);
