import type { Detection } from "@/cli/src/detect/finding";
import {
  evidenceSchema,
  MOST_EVIDENCE,
  type Stack,
  type StackEvidence,
  type StackTool,
  stackToolSchema,
} from "@/cli/src/formats/sidestack";
import type { Scan } from "@/cli/src/project/scan";

/** A scan in the shape that is shared: names, versions, paths and line numbers; no line of any file. */
export function toStack(scan: Scan, detections: readonly Detection[]): Stack {
  const { settings, git } = scan;
  const url = settings.url ?? git.url;
  return {
    name: scan.name.slice(0, 80),
    kind: settings.kind,
    ...(url ? { url } : {}),
    ...(settings.description ? { description: settings.description } : {}),
    visibility: settings.visibility,
    ...(git.commit ? { commit: git.commit } : {}),
    tools: detections.map((detection) => toTool(detection, scan)),
  };
}

function toTool({ tool, key, name, layer, version, confidence, evidence }: Detection, { settings }: Scan): StackTool {
  const words = settings.tools.find((entry) => entry.tool === key || entry.name?.toLowerCase() === name.toLowerCase());
  const places = evidence.flatMap(({ file, line }): StackEvidence[] => {
    // What the server would refuse, a path with a line break say, is left at home.
    const place = evidenceSchema.safeParse({ file, ...(line ? { line } : {}) });
    return file === ".sidestack.yml" || !place.success ? [] : [place.data];
  });
  const known = stackToolSchema.shape.version.safeParse(words?.version ?? version);
  return {
    ...(tool ? { tool } : {}),
    name,
    layer,
    ...(known.success && known.data ? { version: known.data } : {}),
    ...(words?.role ? { role: words.role } : {}),
    ...(words?.reason ? { reason: words.reason } : {}),
    ...(words?.replaced ? { replaced: words.replaced } : {}),
    ...(words?.today ? { today: words.today } : {}),
    ...(words?.since ? { since: words.since } : {}),
    ...(words?.until ? { until: words.until } : {}),
    ...(confidence < 1 ? { confidence } : {}),
    ...(places.length > 0 ? { evidence: places.slice(0, MOST_EVIDENCE) } : {}),
  };
}
