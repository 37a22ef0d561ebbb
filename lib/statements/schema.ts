import type { ImportedFigure } from "@/lib/tools/schema";

/** A pro or a con with its votes: what a source outside counted plus what members gave here. */
export type Statement = { id: number; text: string; score: number; imported: ImportedFigure | null };

export type ToolStatements = { pros: Statement[]; cons: Statement[] };
