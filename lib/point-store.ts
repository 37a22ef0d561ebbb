import "server-only";
import { z } from "zod";
import { gather } from "@/lib/gather";

/** What the limiter's library asks of its store: to add points to a key, or (with another name) something rarer. */
type Asked = { name?: string; text: string; values: (string | number | null)[] };
type Answer = { rows: unknown[]; rowCount: number | null };
type Pool = { query: (asked: { name?: string; text: string; values: unknown[] }) => Promise<Answer> };
type Addition = { key: string; points: number; expire: number | null };

// PostgreSQL's driver gives its eight-byte numbers as text, which the library counts with as it is.
const rowsSchema = z.array(z.object({ key: z.string(), points: z.number(), expire: z.string().nullable() }));

/** The library's own statement for one key, for many: sorted, so that two processes never wait for each other in a circle. */
const ADD_POINTS = `
  INSERT INTO rate_limits (key, points, expire)
    SELECT t.key, sum(t.points)::int, max(t.expire)
    FROM unnest($1::text[], $2::int[], $3::bigint[]) AS t (key, points, expire) GROUP BY t.key ORDER BY t.key
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN rate_limits.expire <= $4 THEN excluded.points ELSE rate_limits.points + excluded.points END,
    expire = CASE WHEN rate_limits.expire <= $4 THEN excluded.expire ELSE rate_limits.expire END
  RETURNING key, points, expire`;

/**
 * Stands between the limiter's library and PostgreSQL: points that are taken while a query is under way go together in the next
 * one. Whoever takes points of a key together with others is told the sum as it was at their own place in the line.
 */
export class PointStore {
  private readonly add = gather((additions: Addition[]) => this.addAll(additions));

  constructor(private readonly pool: Pool) {}

  /** As the library calls it. Rejects when the database does not answer, for all who went together. */
  query(asked: Asked): Promise<Answer> {
    const [key, points, expire] = asked.values;
    const isAddition = asked.name?.endsWith("rlflx-upsert") && typeof key === "string" && typeof points === "number";
    if (!isAddition) return this.pool.query(asked);
    return this.add({ key, points, expire: typeof expire === "number" ? expire : null });
  }

  private async addAll(additions: Addition[]): Promise<Answer[]> {
    const { rows } = await this.pool.query({
      name: "add-points",
      text: ADD_POINTS,
      values: [
        additions.map(({ key }) => key),
        additions.map(({ points }) => points),
        additions.map(({ expire }) => expire),
        Date.now(),
      ],
    });
    const found = new Map(rowsSchema.parse(rows).map((row) => [row.key, row]));
    // The last in the line sees the whole sum, who came before sees less.
    const answers = additions.toReversed().map(({ key, points }): Answer => {
      const row = found.get(key);
      if (!row) throw new Error(`no points were added to ${key}`);
      found.set(key, { ...row, points: row.points - points });
      return { rows: [{ points: row.points, expire: row.expire }], rowCount: 1 };
    });
    return answers.toReversed();
  }
}
