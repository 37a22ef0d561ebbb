import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";

/** The addresses that pages of tools on the site show, as rows of tool_id, url and what they are: `source` or `link`. */
export const shownAddresses = Prisma.sql`
  SELECT u.tool_id, u.url, u.what FROM (
    SELECT x.tool_id, s.url, 'source' AS what FROM (
      SELECT source_id, tool_id FROM facts UNION SELECT source_id, tool_id FROM features
      UNION SELECT source_id, tool_id FROM figures UNION SELECT source_id, tool_id FROM statements
      UNION SELECT lifecycle_source_id, id FROM tools
      UNION SELECT c.source_id, c.tool_id FROM claim_cells c JOIN stackups k ON k.id = c.stackup_id WHERE k.removed_at IS NULL
    ) x JOIN sources s ON s.id = x.source_id
    UNION SELECT tool_id, value, 'link' FROM facts WHERE key IN ('website', 'repository')
    UNION SELECT tool_id, url, 'link' FROM tool_links
  ) u JOIN tools t ON t.id = u.tool_id WHERE t.removed_at IS NULL`;
