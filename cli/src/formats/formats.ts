import type { Stack } from "@/cli/src/formats/sidestack";
import { writeStackFile } from "@/cli/src/formats/stack-file";
import { writeStackPage } from "@/cli/src/formats/stack-page";

/** The formats that a stack can be written in. */
export const FORMATS = ["sidestack", "techstack.yml", "md"] as const;
export type FormatName = (typeof FORMATS)[number];

/** A stack as the text of a file. */
export function writeFormat(format: FormatName, stack: Stack, now: Date): string {
  if (format === "sidestack") return `${JSON.stringify(stack, null, 2)}\n`;
  return format === "md" ? writeStackPage(stack, now) : writeStackFile(stack, now);
}
