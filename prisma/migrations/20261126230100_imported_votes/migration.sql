-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- The votes of a tool: the sum over its published pros, and what a data set counted for the tool beyond the imported votes of
-- those pros (both count the same votes, so they are not added).
CREATE OR REPLACE FUNCTION "counted_votes"("tool" integer) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT (coalesce(sum(s."score"), 0) + greatest(0, coalesce((
    SELECT f."value" FROM "figures" f WHERE f."tool_id" = "tool" AND f."metric" = 'votes' AND f."role" = 'imported'
    ORDER BY f."as_of" DESC LIMIT 1
  ), 0) - coalesce(sum(s."imported_votes"), 0)))::integer
  FROM "statements" s WHERE s."tool_id" = "tool" AND s."kind" = 'pro' AND s."status" = 'published'
$$;
