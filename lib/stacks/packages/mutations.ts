import "server-only";
import type { Ecosystem } from "@/cli/src/detect/finding";
import { recordAudit } from "@/lib/audit/mutations";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import type { Author } from "@/lib/revisions/schema";
import { lookUpTools } from "@/lib/stacks/rows/mutations";

/**
 * Says that a package stands for a tool (by slug, alias or exact name). Said again, nothing changes. Throws “invalid” for a tool that
 * there is not.
 */
export async function addPackage(
  database: PrismaClient,
  { ecosystem, name, named, editor }: { ecosystem: Ecosystem; name: string; named: string; editor: Author },
): Promise<void> {
  await database.$transaction(async (tx) => {
    const asked = { tool: named, name: named };
    const tool = (await lookUpTools(tx, [asked]))(asked);
    if (!tool) {
      const why = `There is no tool “${named}” in the catalog. Give its slug or its exact name.`;
      throw new DomainError("invalid", why, { tool: why });
    }
    const data = { ecosystem, name, toolId: tool.id };
    const { count } = await tx.toolPackage.createMany({ data, skipDuplicates: true });
    if (count === 0) return;
    const details = { tool: tool.slug };
    await recordAudit(tx, { actor: editor, action: "package mapped", subject: `${ecosystem}:${name}`, details });
  });
}

/** Takes a package back. Throws “missing” for one that is gone. */
export async function removePackage(
  database: PrismaClient,
  { packageId, editor }: { packageId: number; editor: Author },
): Promise<void> {
  await database.$transaction(async (tx) => {
    const found = await tx.toolPackage.findUnique({
      where: { id: packageId },
      select: { ecosystem: true, name: true, tool: { select: { slug: true } } },
    });
    const { count } = await tx.toolPackage.deleteMany({ where: { id: packageId } });
    if (!found || count === 0) throw new DomainError("missing", "This package is not mapped any more.");
    const details = { tool: found.tool.slug };
    const subject = `${found.ecosystem}:${found.name}`;
    await recordAudit(tx, { actor: editor, action: "package unmapped", subject, details });
  });
}
