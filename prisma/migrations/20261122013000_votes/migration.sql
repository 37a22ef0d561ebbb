-- Votes are counted here, so that a vote is one round trip: its rows are locked for as long as the database works, and not for
-- as long as a busy server takes to ask for the next step.

-- The score of a statement: imported votes, plus the votes of confirmed members who are not banned, once they are not held.
CREATE FUNCTION "counted_score"("statement" integer) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT s."imported_votes" + (
    SELECT count(*) FROM "votes" v JOIN "members" m ON m."id" = v."member_id"
    WHERE v."statement_id" = s."id" AND m."email_verified" AND m."banned_at" IS NULL
      AND (v."held_until" IS NULL OR v."held_until" <= now())
  )::integer
  FROM "statements" s WHERE s."id" = "statement"
$$;

-- The votes of a tool: the sum over its published pros.
CREATE FUNCTION "counted_votes"("tool" integer) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(s."score"), 0)::integer FROM "statements" s
  WHERE s."tool_id" = "tool" AND s."kind" = 'pro' AND s."status" = 'published'
$$;

-- Gives or takes back one member's vote and counts anew. Rows are locked in the order member, statement, tool, as every writer
-- does: whoever bans or deletes the member meanwhile comes wholly before or wholly after. Each count is a statement of its own
-- after its lock, so that it sees what the writer before it left.
CREATE FUNCTION "change_vote"("statement" integer, "voter" text, "wants" boolean, "held" timestamptz)
RETURNS TABLE ("refusal" text, "new_score" integer, "tool_slug" text, "is_pro" boolean) LANGUAGE plpgsql AS $$
DECLARE
  tool integer;
BEGIN
  PERFORM 1 FROM "members" m WHERE m."id" = "voter" FOR SHARE;
  IF NOT FOUND THEN
    "refusal" := 'member';
    RETURN NEXT;
    RETURN;
  END IF;
  SELECT s."tool_id", s."kind" = 'pro' INTO tool, "is_pro" FROM "statements" s
  WHERE s."id" = "statement" AND s."status" = 'published' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    "refusal" := 'statement';
    RETURN NEXT;
    RETURN;
  END IF;
  IF "wants" THEN
    INSERT INTO "votes" ("statement_id", "member_id", "held_until") VALUES ("statement", "voter", "held") ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM "votes" v WHERE v."statement_id" = "statement" AND v."member_id" = "voter";
  END IF;
  UPDATE "statements" s SET "score" = "counted_score"(s."id") WHERE s."id" = "statement" RETURNING s."score" INTO "new_score";
  IF "is_pro" THEN
    PERFORM 1 FROM "tools" t WHERE t."id" = tool FOR NO KEY UPDATE;
    UPDATE "tools" t SET "votes" = "counted_votes"(t."id") WHERE t."id" = tool;
  END IF;
  SELECT t."slug" INTO "tool_slug" FROM "tools" t WHERE t."id" = tool;
  RETURN NEXT;
END
$$;

-- Points of limits may be lost when the database crashes, and taking one need not wait for the disk.
ALTER TABLE "rate_limits" SET UNLOGGED;
