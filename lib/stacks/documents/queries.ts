import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { SharedStack } from "@/lib/stacks/schema";
import { tags } from "@/lib/tags";

/** The rows behind a stack as it is shared. */
export const sharedStackInclude = {
  tools: {
    orderBy: { position: "asc" },
    include: { tool: { select: { slug: true, removedAt: true } }, evidence: { orderBy: { position: "asc" } } },
  },
} satisfies Prisma.StackInclude;

type StackRows = Prisma.StackGetPayload<{ include: typeof sharedStackInclude }>;

const present = <Value>(value: Value | null) => value || undefined;

/** A stored stack in the shape in which it is shared; a tool bears its slug where the catalog has it now. */
export function toSharedStack(stack: StackRows): SharedStack {
  return {
    name: stack.name,
    kind: stack.kind,
    url: present(stack.url),
    description: present(stack.description),
    visibility: stack.visibility,
    commit: present(stack.commit),
    tools: stack.tools.map((row) => ({
      tool: row.tool?.removedAt === null ? row.tool.slug : undefined,
      name: row.name,
      layer: present(row.layer),
      version: present(row.version),
      role: present(row.role),
      reason: present(row.reason),
      replaced: present(row.replaced),
      today: present(row.today),
      since: present(row.since),
      until: present(row.until),
      confidence: row.confidence ?? undefined,
      evidence:
        row.evidence.length > 0
          ? row.evidence.map(({ file, line, commit }) => ({ file, line: present(line), commit: present(commit) }))
          : undefined,
    })),
  };
}

/** A stack as programs read it. */
export type StoredStack = {
  content: SharedStack;
  slug: string;
  version: number;
  updatedAt: string;
  owner: string | null;
};

/** A stack in the shape in which it is shared, by its slug, unlisted ones too; null when there is none or it was taken off the site. */
export async function getStoredStack(slug: string): Promise<StoredStack | null> {
  "use cache";
  cacheLife("hours");
  cacheTag(tags.stack(slug), tags.toolList);
  const row = await db().stack.findUnique({
    relationLoadStrategy: "join",
    where: { slug, removedAt: null, isWithheld: false, version: { gt: 0 } },
    include: { ...sharedStackInclude, owner: { select: { handle: true } } },
  });
  if (!row) return null;
  if (row.owner) cacheTag(tags.member(row.owner.handle));
  const { version, updatedAt, owner } = row;
  return {
    content: toSharedStack(row),
    slug,
    version,
    updatedAt: updatedAt.toISOString(),
    owner: owner?.handle ?? null,
  };
}
