import "server-only";
import { db } from "@/lib/db";
import { QUEUE_SHOWN, type QueueEntry } from "@/lib/moderation/schema";

/** What waits for an editor's decision, oldest first: new statements, and published ones that members reported. Not cached. */
export async function listQueue(): Promise<{ entries: QueueEntry[]; total: number }> {
  const [entries, [count]] = await Promise.all([
    db().$queryRaw<QueueEntry[]>`
      WITH queue AS (
        SELECT s.id, 'waiting' AS kind, s.created_at AS since FROM statements s JOIN tools t ON t.id = s.tool_id
        WHERE s.status = 'waiting' AND t.removed_at IS NULL
        UNION ALL
        SELECT s.id, 'reported', min(r.created_at) FROM statement_reports r JOIN statements s ON s.id = r.statement_id
        JOIN tools t ON t.id = s.tool_id
        WHERE r.status = 'open' AND s.status = 'published' AND t.removed_at IS NULL GROUP BY s.id
      )
      SELECT q.kind || '-' || q.id AS key, q.kind, q.id, q.since, json_build_object('slug', t.slug, 'name', t.name) AS tool,
        s.kind::text AS side, s.text, s.note, s.version, s.source_url AS "sourceUrl", s.score, m.handle AS author,
        coalesce((SELECT json_agg(json_build_object('reason', r.reason, 'by', b.handle) ORDER BY r.id)
          FROM statement_reports r JOIN members b ON b.id = r.member_id
          WHERE r.statement_id = s.id AND r.status = 'open'), '[]') AS reports,
        coalesce((SELECT json_agg(json_build_object('id', n.id, 'text', n.text)) FROM (
          SELECT n.id, n.text FROM statements n
          WHERE n.tool_id = s.tool_id AND n.kind = s.kind AND n.status = 'published' AND n.id <> s.id
          ORDER BY similarity(n.text_key, s.text_key) DESC, n.score DESC, n.id LIMIT 8) n), '[]') AS near
      FROM queue q JOIN statements s ON s.id = q.id JOIN tools t ON t.id = s.tool_id LEFT JOIN members m ON m.id = s.author_id
      ORDER BY q.since, q.id LIMIT ${QUEUE_SHOWN}`,
    db().$queryRaw<{ total: number }[]>`
      SELECT ((SELECT count(*) FROM statements s JOIN tools t ON t.id = s.tool_id WHERE s.status = 'waiting' AND t.removed_at IS NULL)
        + (SELECT count(DISTINCT s.id) FROM statement_reports r JOIN statements s ON s.id = r.statement_id
           JOIN tools t ON t.id = s.tool_id
           WHERE r.status = 'open' AND s.status = 'published' AND t.removed_at IS NULL))::int AS total`,
  ]);
  return { entries, total: count?.total ?? 0 };
}
