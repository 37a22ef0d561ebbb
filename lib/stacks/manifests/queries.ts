import "server-only";
import packages from "@/cli/data/packages.json";
import { LEAST_CONFIDENCE } from "@/cli/src/detect/confidence";
import { examineFiles } from "@/cli/src/detect/detect";
import { type Mapping, mappingSchema } from "@/cli/src/detect/mapping";
import { readStackFile, StackFileError } from "@/cli/src/formats/stack-file";
import { DomainError } from "@/lib/errors";
import { evidenceSchema, type SharedTool, stackToolSchema } from "@/lib/stacks/schema";

/** The longest text of a file that is looked through, in characters. */
export const LONGEST_FILE = 1024 * 1024;

/** What was found in a file: its tools, and how many packages it lists that are no tools. */
export type Found = { tools: SharedTool[]; packages: number };

let mapping: Mapping | null = null;

/** The same row without what would be refused: a version that is too long, a path that leads out of the project. */
function toShared(tool: SharedTool): SharedTool[] {
  const version = stackToolSchema.shape.version.safeParse(tool.version).data;
  const evidence = (tool.evidence ?? []).filter((place) => evidenceSchema.safeParse(place).success);
  const checked = stackToolSchema.safeParse({ ...tool, version, evidence });
  return checked.success ? [checked.data] : [];
}

/** What a techstack.yml lists; the names of the persons who asked for it and changed it are not read. */
function findInStackFile(text: string): Found {
  try {
    const file = readStackFile(text);
    const tools = file.tools.flatMap(({ name, version, source }) =>
      toShared({ name, version, evidence: source ? [{ file: source }] : [] }),
    );
    return { tools, packages: file.packages.length };
  } catch (error) {
    if (error instanceof StackFileError) throw new DomainError("invalid", error.message);
    throw error;
  }
}

/**
 * Finds the tools that a file of a project names, by the command line's own detector: nothing is run, fetched or kept. Throws
 * “too-large” for a text above LONGEST_FILE and “invalid” for one that cannot be read, both saying why.
 */
export function findToolsInFile(path: string, text: string): Found {
  if (text.length > LONGEST_FILE) throw new DomainError("too-large", `${path} is larger than 1 MB and was not read.`);
  if (/[\0\ufffd]/.test(text))
    throw new DomainError("invalid", `${path} is a binary file, or its text is not UTF-8, and was not read.`);
  if (/(?:^|\/)\.?techstack\.ya?ml$/i.test(path)) return findInStackFile(text);
  mapping ??= mappingSchema.parse(packages);
  const { detections, warnings } = examineFiles([{ path, text }], mapping);
  const [warning] = warnings;
  if (warning) throw new DomainError("invalid", `${warning.file} ${warning.reason}.`);
  const tools = detections
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .flatMap(({ tool, name, layer, version, confidence, evidence }) =>
      toShared({
        ...(tool ? { tool } : {}),
        name,
        layer,
        version,
        ...(confidence < 1 ? { confidence } : {}),
        evidence: evidence.map(({ file, line }) => ({ file, line })),
      }),
    );
  return { tools, packages: 0 };
}
