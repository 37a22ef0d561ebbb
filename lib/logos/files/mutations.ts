import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "@/lib/db";
import { cleanLogo } from "@/lib/logos/files/rules";
import { UPLOADED } from "@/lib/logos/files/schema";

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Keeps an uploaded logo, cleaned, once for the same bytes. Returns how a tool's logo names it. Throws as cleanLogo does. */
export async function keepLogoFile(database: Database, file: Uint8Array): Promise<{ set: string; icon: string }> {
  const { type, bytes } = cleanLogo(file, `u${hashOf(file).slice(0, 12)}-`);
  const hash = hashOf(bytes);
  await database.logoFile.createMany({ data: { hash, type, bytes: Uint8Array.from(bytes) }, skipDuplicates: true });
  return { set: UPLOADED, icon: hash };
}
