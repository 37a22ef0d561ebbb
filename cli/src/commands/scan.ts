import { LEAST_CONFIDENCE } from "@/cli/src/detect/confidence";
import type { Detection } from "@/cli/src/detect/finding";
import { EXIT, Failure } from "@/cli/src/failure";
import { type FormatName, writeFormat } from "@/cli/src/formats/formats";
import { loadMapping } from "@/cli/src/project/mapping-file";
import { type Scan, scanProject } from "@/cli/src/project/scan";
import { toStack } from "@/cli/src/project/stack";
import { cleanJson, cleanLines } from "@/cli/src/terminal/clean";
import { explanation, toolTable, warningLines } from "@/cli/src/terminal/table";

export type ScanOptions = {
  json?: boolean;
  format?: FormatName;
  explain?: string;
  minConfidence?: number;
  mapping?: string;
  url?: string;
};

/** Scans a folder with progress on a terminal's standard error. */
export async function scanWithProgress(folder: string, options: Pick<ScanOptions, "mapping" | "url">): Promise<Scan> {
  const mapping = await loadMapping(options.mapping);
  const isShown = process.stderr.isTTY === true;
  let shown = 0;
  const onFile = (count: number) => {
    if (!isShown || count - shown < 2000) return;
    shown = count;
    process.stderr.write(`\r${count.toLocaleString("en")} files`);
  };
  const scan = scanProject(folder, mapping, { url: options.url, onFile });
  if (shown > 0) process.stderr.write("\r\u001b[K");
  return scan;
}

/** What a scan lists: what is at least so sure. */
export function listed(scan: Scan, least: number = LEAST_CONFIDENCE): Detection[] {
  return scan.detections.filter((detection) => detection.confidence >= least);
}

/** `sidestack scan`: prints the tools of a folder. Returns the exit code. */
export async function runScan(folder: string, options: ScanOptions): Promise<number> {
  const scan = await scanWithProgress(folder, options);
  const tools = listed(scan, options.minConfidence);
  if (options.explain !== undefined) {
    const wanted = options.explain.toLowerCase();
    const found = scan.detections.find(({ key, name }) => key === wanted || name.toLowerCase() === wanted);
    if (!found)
      throw new Failure(
        EXIT.files,
        `No file shows ${options.explain}. If you use it, name it under "tools" in .sidestack.yml: sidestack init`,
      );
    console.log(explanation(found));
    return EXIT.done;
  }
  if (options.json) console.log(cleanJson(toReport(scan, tools)));
  else if (options.format)
    process.stdout.write(cleanLines(writeFormat(options.format, toStack(scan, tools), new Date())));
  else printTable(scan, tools);
  for (const line of warningLines(scan.warnings)) console.error(line);
  return EXIT.done;
}

/** What `--json` prints: one object with everything that the table shows. */
function toReport(scan: Scan, tools: Detection[]) {
  return { version: 1, name: scan.name, ...scan.git, files: scan.files, tools, warnings: scan.warnings };
}

function printTable(scan: Scan, tools: Detection[]): void {
  if (tools.length === 0) {
    console.log("No tools found. Name them yourself in .sidestack.yml: sidestack init");
    return;
  }
  console.log(toolTable(tools));
  const unsure = scan.detections.length - tools.length;
  const strangers = tools.some((tool) => tool.tool === null) ? " * not in the catalog." : "";
  const more = unsure > 0 ? ` ${unsure} less sure with --min-confidence 0.` : "";
  console.log(
    `\n${tools.length} tools in ${scan.files.toLocaleString("en")} files.${strangers}${more} Why a tool is listed: sidestack scan --explain <tool>`,
  );
}
