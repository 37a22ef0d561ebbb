import "server-only";
import { LEAST_CONFIDENCE } from "@/cli/src/detect/confidence";
import { examineFiles } from "@/cli/src/detect/detect";
import type { Detection, SourceFile, Warning } from "@/cli/src/detect/finding";
import type { Mapping } from "@/cli/src/detect/mapping";
import { readStackFile, type StackFile, StackFileError } from "@/cli/src/formats/stack-file";
import { readStackPage } from "@/cli/src/formats/stack-page";
import { DomainError } from "@/lib/errors";
import { stackFileQuerySchema } from "@/lib/stacks/manifests/schema";
import { evidenceSchema, type SharedTool, stackToolSchema } from "@/lib/stacks/schema";

/** The longest text of a file that is looked through, in characters. */
export const LONGEST_FILE = 1024 * 1024;

/** What was found in a file: its tools, and how many packages it lists that are no tools. */
export type Found = { tools: SharedTool[]; packages: number };

/** The same row without what would be refused: a version that is too long, a path that leads out of the project. */
function toShared(tool: SharedTool): SharedTool[] {
  const version = stackToolSchema.shape.version.safeParse(tool.version).data;
  const evidence = (tool.evidence ?? []).filter((place) => evidenceSchema.safeParse(place).success);
  const checked = stackToolSchema.safeParse({ ...tool, version, evidence });
  return checked.success ? [checked.data] : [];
}

/** Reads a Stack File; the names of the persons who asked for it and changed it are not read. Throws “invalid” for what is none. */
function readFile<File>(read: () => File): File {
  try {
    return read();
  } catch (error) {
    if (error instanceof StackFileError) throw new DomainError("invalid", error.message);
    throw error;
  }
}

function toolsOfStackFile({ tools }: StackFile): SharedTool[] {
  return tools.flatMap(({ name, version, source }) =>
    toShared({ name, version, evidence: source ? [{ file: source }] : [] }),
  );
}

/**
 * A techstack.yml as a stack that is shared, with what the query of its address says (see stackFileQuerySchema); whoever shares it
 * checks its shape. Throws “invalid” for what is no Stack File.
 */
export function readSharedFile(text: string, query: Record<string, string>): object {
  const asked = stackFileQuerySchema.safeParse(query);
  if (!asked.success)
    throw new DomainError("invalid", "The address says something that is not right.", {
      ...Object.fromEntries(asked.error.issues.map(({ path, message }) => [path.join("."), message])),
    });
  const file = readFile(() => readStackFile(text));
  const name = asked.data.name ?? file.repository?.split("/").at(-1);
  return { ...asked.data, name, tools: toolsOfStackFile(file) };
}

function toolsOfDetections(detections: readonly Detection[]): SharedTool[] {
  return detections
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
}

/** YAML is slow to read, and others wait meanwhile: in one request so many characters of it are read. */
const MOST_YAML = 512 * 1024;

/** The files that are read in one request, and a warning for each of the others. */
function choose(files: readonly SourceFile[]): { chosen: SourceFile[]; warnings: Warning[] } {
  const warnings: Warning[] = [];
  let room = MOST_YAML;
  const chosen = files.filter(({ path: file, text }) => {
    const isYaml = /\.ya?ml$/i.test(file);
    const isLarge = text.length > LONGEST_FILE;
    if (isLarge || (isYaml && text.length > room)) {
      const reason = isLarge ? "is larger than 1 MB" : "is beyond the 512 KB of YAML that are read at once";
      warnings.push({ file, reason: `${reason} and was not read` });
      return false;
    }
    if (isYaml) room -= text.length;
    return true;
  });
  return { chosen, warnings };
}

/**
 * Finds the tools that the files of a project name together, by the command line's own detector: nothing is run, fetched or kept.
 * What cannot be read is a warning.
 */
export function findToolsInFiles(
  files: readonly SourceFile[],
  given: Mapping,
): { tools: SharedTool[]; warnings: Warning[] } {
  const { chosen, warnings } = choose(files);
  const examined = examineFiles(chosen, given);
  return { tools: toolsOfDetections(examined.detections), warnings: [...warnings, ...examined.warnings] };
}

/**
 * Finds the tools that a file of a project names, by the command line's own detector: nothing is run, fetched or kept. Throws
 * “too-large” for a text above LONGEST_FILE and “invalid” for one that cannot be read, both saying why.
 */
export function findToolsInFile(path: string, text: string, mapping: Mapping): Found {
  if (text.length > LONGEST_FILE) throw new DomainError("too-large", `${path} is larger than 1 MB and was not read.`);
  if (/[\0\ufffd]/.test(text))
    throw new DomainError("invalid", `${path} is a binary file, or its text is not UTF-8, and was not read.`);
  if (/(?:^|\/)\.?techstack\.ya?ml$/i.test(path)) {
    const file = readFile(() => readStackFile(text));
    return { tools: toolsOfStackFile(file), packages: file.packages.length };
  }
  if (/(?:^|\/)\.?techstack\.md$/i.test(path))
    return { tools: readFile(() => readStackPage(text)).flatMap((tool) => toShared(tool)), packages: 0 };
  const { detections, warnings } = examineFiles([{ path, text }], mapping);
  const [warning] = warnings;
  if (warning) throw new DomainError("invalid", `${warning.file} ${warning.reason}.`);
  return { tools: toolsOfDetections(detections), packages: 0 };
}
