import { stringify } from "yaml";
import { z } from "zod";
import { ReadError } from "@/cli/src/detect/finding";
import { LAYERS } from "@/cli/src/detect/mapping";
import { readYaml } from "@/cli/src/detect/yaml-documents";
import type { Stack } from "@/cli/src/formats/sidestack";

// techstack.yml, version 0.1: the Stack File that repositories carry.

const MOST_ENTRIES = 2000;

/** A file that is no Stack File that can be read; the message says what is wrong, with its line where it is known. */
export class StackFileError extends Error {}

/** A tool of a Stack File. `externalId` is the number that the address of its picture bears: `Service_991`. */
export type StackFileTool = {
  name: string;
  version?: string;
  website?: string;
  externalId?: string;
  category?: string;
  subCategory?: string;
  /** The file in which it was seen; missing where that was the repository as a whole. */
  source?: string;
};

/** A package of a Stack File: part of a tool's ecosystem, and no tool itself. */
export type StackFilePackage = { name: string; version?: string; url?: string; source?: string };

/** What a Stack File says. Who asked for it and who changed what is left out: those are persons' names. */
export type StackFile = {
  repository?: string;
  branch?: string;
  timestamp?: string;
  tools: StackFileTool[];
  packages: StackFilePackage[];
};

/** Text as YAML gives it: `version: 8.0` arrives as a number, a date as a date. */
const looseText = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => String(value).trim())
  .catch("");

const entrySchema = z.object({
  name: looseText,
  version: looseText.optional(),
  website_url: looseText.optional(),
  package_url: looseText.optional(),
  image_url: looseText.optional(),
  category: looseText.optional(),
  sub_category: looseText.optional(),
  detection_source: looseText.optional(),
});

const fileSchema = z.object({
  repo_name: looseText.optional(),
  branch: looseText.optional(),
  timestamp: looseText.optional(),
  version: z.union([z.number(), z.string()]).refine((version) => Number(version) === 0.1, "must be 0.1"),
  tools: z.array(z.unknown(), { error: "must be a list" }),
});

/** The value of the one document of a file. */
function readValue(text: string): unknown {
  try {
    return readYaml(text, { schema: "core" }).documents[0]?.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof ReadError) throw new StackFileError(`The file ${error.message}.`);
    throw new StackFileError("The file uses YAML aliases, which no Stack File needs. Write the values out.");
  }
}

/** Reads the text of a techstack.yml. Throws a StackFileError for what is too large, too long or not of this kind. */
export function readStackFile(text: string): StackFile {
  const value = readValue(text);
  const file = fileSchema.safeParse(value);
  if (!file.success) {
    const [issue] = file.error.issues;
    throw new StackFileError(
      `Not a Stack File: ${issue?.path.join(".") || "the file"} ${issue?.message ?? "is wrong"}. It begins with “version: 0.1” and has a list “tools”.`,
    );
  }
  if (file.data.tools.length > MOST_ENTRIES)
    throw new StackFileError(`The file lists more than ${MOST_ENTRIES.toLocaleString("en")} tools.`);
  const tools: StackFileTool[] = [];
  const packages: StackFilePackage[] = [];
  for (const one of file.data.tools) {
    const entry = entrySchema.safeParse(one);
    if (!entry.success || entry.data.name === "") continue;
    const { name, package_url, image_url = "", website_url } = entry.data;
    const version = entry.data.version ? { version: entry.data.version } : {};
    const source = sourceOf(entry.data.detection_source);
    if (package_url || image_url.includes("/package/")) {
      const url = webAddress(package_url);
      packages.push({ name, ...version, ...(url ? { url } : {}), ...source });
      continue;
    }
    const id = /\/service\/(\d+)\//.exec(image_url)?.[1];
    const website = webAddress(website_url);
    tools.push({
      name,
      ...version,
      ...(website ? { website } : {}),
      ...(id ? { externalId: `Service_${id}` } : {}),
      ...(entry.data.category ? { category: entry.data.category } : {}),
      ...(entry.data.sub_category ? { subCategory: entry.data.sub_category } : {}),
      ...source,
    });
  }
  const { repo_name, branch, timestamp } = file.data;
  return {
    ...(repo_name ? { repository: repo_name } : {}),
    ...(branch ? { branch } : {}),
    ...(timestamp ? { timestamp } : {}),
    tools,
    packages,
  };
}

function sourceOf(source: string | undefined): { source?: string } {
  return source && source !== "Repo Metadata" ? { source } : {};
}

function webAddress(url: string | undefined): string | undefined {
  return url && /^https?:\/\/[^\s]+$/.test(url) ? url : undefined;
}

/** What names an entry of a Stack File, whatever its place in the list. */
export function keyOfEntry({ name, externalId, url }: { name: string; externalId?: string; url?: string }): string {
  return externalId ?? url ?? `name:${name.toLowerCase()}`;
}

/** Writes a stack as techstack.yml, version 0.1. `now` is the time that the file bears. */
export function writeStackFile(stack: Stack, now: Date): string {
  const repository = /^https?:\/\/[^/]+\/(.+?)\/?$/.exec(stack.url ?? "")?.[1];
  const layerName = (slug: string | undefined) => LAYERS.find((layer) => layer.slug === slug)?.name;
  return stringify(
    {
      repo_name: repository ?? stack.name,
      version: 0.1,
      repo_type: stack.visibility === "public" ? "Public" : "Private",
      timestamp: now.toISOString().replace(/\.\d+Z$/, "+00:00"),
      provider: "sidestack",
      detected_tools_count: stack.tools.length,
      tools: stack.tools.map(({ name, version, layer, evidence }) => ({
        name,
        ...(version ? { version } : {}),
        ...(layerName(layer) ? { category: layerName(layer) } : {}),
        detection_source: evidence?.[0]?.file ?? "Repo Metadata",
      })),
    },
    { lineWidth: 0 },
  );
}
