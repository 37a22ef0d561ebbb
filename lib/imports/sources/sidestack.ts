import { z } from "zod";
import { DomainError } from "@/lib/errors";
import { type ExportLine, exportLineSchema } from "@/lib/exports/schema";
import { datasets } from "@/lib/imports/datasets/rules";
import type { ReadOptions, Skip } from "@/lib/imports/schema";
import { readLines } from "@/lib/imports/sources/files";

/** The longest line that is read, in characters. */
const LINE_MAX = 2_000_000;
const headSchema = z.object({ is: z.literal("sidestack"), version: z.literal(1) });

/** A line of an export with its place in the file, or why it cannot be taken. */
export type OwnEntry = { at: string; line: ExportLine } | Skip;

function readLine(text: string, at: string): OwnEntry {
  if (text.length > LINE_MAX) return { is: "skip", at, reason: "the line is too long" };
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { is: "skip", at, reason: "the line is no JSON" };
  }
  const checked = exportLineSchema.safeParse(given);
  if (checked.success) return { at, line: checked.data };
  const [issue] = checked.error.issues;
  return { is: "skip", at, reason: `${issue?.path.join(".") || "the line"}: ${issue?.message ?? "is not right"}` };
}

/** The lines of our own JSON Lines, as `npm run export` writes them. */
export async function* readOwnLines(file: string, options: ReadOptions): AsyncGenerator<OwnEntry> {
  let isFirst = true;
  for await (const { line, text } of readLines(file, datasets.sidestack.maxBytes, options)) {
    if (text.trim() === "") continue;
    const entry = readLine(text, `line ${line}`);
    if (isFirst) {
      if ("is" in entry || !headSchema.safeParse(entry.line).success) {
        throw new DomainError("invalid", "The first line does not say that this is a Sidestack export of version 1.");
      }
      isFirst = false;
      continue;
    }
    yield entry;
  }
  if (isFirst) throw new DomainError("invalid", "The file has no lines.");
}
