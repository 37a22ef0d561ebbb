import "server-only";
import { z } from "zod";
import { type AuditPage, type AuditParams, ENTRIES_PER_PAGE } from "@/lib/audit/schema";
import { db } from "@/lib/db";
import { escapeLike } from "@/lib/search/rules";

const detailsSchema = z.record(z.string(), z.unknown()).catch({});

/** Entries of the log, newest first. Not cached: it is for admins. */
export async function listAuditEntries({ action, actor, before }: AuditParams): Promise<AuditPage> {
  const rows = await db().auditEntry.findMany({
    where: {
      ...(action ? { action } : {}),
      ...(actor ? { actor: { contains: escapeLike(actor), mode: "insensitive" } } : {}),
      ...(before === null ? {} : { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: ENTRIES_PER_PAGE + 1,
    select: {
      id: true,
      actor: true,
      action: true,
      subject: true,
      details: true,
      createdAt: true,
      member: { select: { handle: true } },
    },
  });
  const entries = rows.slice(0, ENTRIES_PER_PAGE).map(({ member, details, ...row }) => ({
    ...row,
    handle: member?.handle ?? null,
    details: detailsSchema.parse(details),
  }));
  return { entries, next: rows.length > ENTRIES_PER_PAGE ? (entries.at(-1)?.id ?? null) : null };
}

/** The actions that the log knows, in alphabetical order. Not cached. */
export async function listAuditActions(): Promise<string[]> {
  const rows = await db().auditEntry.findMany({
    distinct: ["action"],
    orderBy: { action: "asc" },
    select: { action: true },
  });
  return rows.map((row) => row.action);
}
