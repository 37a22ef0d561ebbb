import { realpathSync } from "node:fs";
import path from "node:path";
import { examineFiles } from "@/cli/src/detect/detect";
import type { Detection, Warning } from "@/cli/src/detect/finding";
import { lookupOf, type Mapping } from "@/cli/src/detect/mapping";
import { EXIT, Failure } from "@/cli/src/failure";
import { type GitFacts, readGit } from "@/cli/src/project/git";
import { readSettings, type Settings } from "@/cli/src/project/settings";
import { walk } from "@/cli/src/project/walk";

/** What a scan of a folder gives. `detections` holds every find, also those that are too unsure to be listed. */
export type Scan = {
  folder: string;
  name: string;
  settings: Settings;
  git: GitFacts;
  detections: Detection[];
  warnings: Warning[];
  files: number;
};

/** `url`: the project's page, where neither its settings nor git know it. `onFile` is told how many files were seen. */
export type ScanProjectOptions = { url?: string; onFile?: (count: number) => void };

/** Scans a folder: its files, its settings, its commit. Needs no network. Throws a Failure for a folder that cannot be read. */
export function scanProject(given: string, mapping: Mapping, options: ScanProjectOptions = {}): Scan {
  let folder: string;
  try {
    folder = realpathSync(given);
  } catch {
    throw new Failure(EXIT.files, `${given} does not exist. Name a folder that does: sidestack scan <folder>`);
  }
  const kept = readSettings(folder);
  const settings = options.url ? { ...kept, url: options.url } : kept;
  const { files, warnings } = walk(folder, settings.ignore, options.onFile);
  const git = readGit(folder);
  // A project is no user of itself, though its compose file runs its own image.
  const own = [settings.name ?? "", path.posix.basename(settings.url ?? git.url ?? "")].filter((name) => name !== "");
  const examined = examineFiles(files, mapping, { own });
  const refused = new Set(settings["not-us"].map((name) => name.toLowerCase()));
  const detections = examined.detections.filter(
    ({ key, name }) => !refused.has(key) && !refused.has(name.toLowerCase()),
  );
  return {
    folder,
    name: settings.name ?? path.basename(folder),
    settings,
    git,
    detections: withSettings(detections, settings, mapping),
    warnings: [...warnings, ...examined.warnings],
    files: files.length,
  };
}

/** Tools that `.sidestack.yml` names are the project's word: they are certain, whether a file shows them or not. */
function withSettings(detections: Detection[], settings: Settings, mapping: Mapping): Detection[] {
  const lookup = lookupOf(mapping);
  const added = settings.tools.flatMap((entry): Detection[] => {
    const key = entry.tool ?? entry.name?.toLowerCase() ?? "";
    if (key === "" || detections.some((detection) => detection.key === key || detection.name.toLowerCase() === key))
      return [];
    const known = entry.tool ? lookup.tool(entry.tool) : undefined;
    return [
      {
        tool: entry.tool ?? null,
        key,
        name: entry.name ?? known?.name ?? key,
        layer: entry.layer ?? known?.layer ?? "application-and-data",
        ...(entry.version ? { version: entry.version } : {}),
        confidence: 1,
        evidence: [{ file: ".sidestack.yml", what: "named by the project", confidence: 1 }],
      },
    ];
  });
  return [...detections, ...added];
}
