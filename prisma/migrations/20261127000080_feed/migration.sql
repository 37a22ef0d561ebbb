-- A statement that gained votes is news once for each number that its score reached.
CREATE TABLE "statement_milestones" (
    "statement_id" INTEGER NOT NULL,
    "votes" INTEGER NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "statement_milestones_pkey" PRIMARY KEY ("statement_id","votes")
);
CREATE INDEX "statement_milestones_reached_at_idx" ON "statement_milestones"("reached_at" DESC);
ALTER TABLE "statement_milestones" ADD CONSTRAINT "statement_milestones_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- The feed reads the newest of these among many others.
CREATE INDEX "tool_events_of_feed" ON "tool_events" ("happened_at" DESC) WHERE "kind" IN ('lifecycle', 'stackup');
CREATE INDEX "revisions_of_stackups" ON "revisions" ("created_at" DESC) WHERE "subject" = 'stackup';

ALTER TABLE "decisions" ADD CONSTRAINT "decisions_revisit_check" CHECK ("revisit_on" > "decided_on");
