import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { ReadError } from "@/cli/src/detect/finding";
import { readYaml } from "@/cli/src/detect/yaml-documents";
import { EXIT, Failure } from "@/cli/src/failure";
import { stackSchema, stackToolSchema } from "@/cli/src/formats/sidestack";

/** The file that holds what a project says about its own stack. */
export const SETTINGS_FILE = ".sidestack.yml";

const settingsSchema = z.strictObject({
  name: stackSchema.shape.name.optional(),
  kind: stackSchema.shape.kind.default("project"),
  url: stackSchema.shape.url,
  description: stackSchema.shape.description,
  visibility: stackSchema.shape.visibility.default("public"),
  /** Given by the server when the stack is shared for the first time. */
  slug: stackToolSchema.shape.tool,
  /** Rules like those of .gitignore. */
  ignore: z.array(z.string().min(1).max(300)).max(500).default([]),
  /** Slugs or names of tools that were found and are not the project's. */
  "not-us": z.array(z.string().min(1).max(80)).max(500).default([]),
  /** Tools that no file shows, and words about those that files show. */
  tools: z
    .array(
      stackToolSchema
        .omit({ confidence: true, evidence: true, name: true })
        .extend({ name: stackToolSchema.shape.name.optional() }),
    )
    .max(1000)
    .default([]),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Reads `.sidestack.yml` of a folder; what it leaves out has its usual value. Throws a Failure that names each fault. */
export function readSettings(folder: string): Settings {
  const file = path.join(folder, SETTINGS_FILE);
  if (!existsSync(file)) return settingsSchema.parse({});
  if (statSync(file).size > 1024 * 1024)
    throw new Failure(EXIT.files, `${SETTINGS_FILE} is larger than 1 MB. Make it shorter.`);
  let value: unknown;
  try {
    value = readYaml(readFileSync(file, "utf8"), { isUnique: true }).documents[0]?.toJS({ maxAliasCount: 0 }) ?? {};
  } catch (error) {
    if (error instanceof ReadError)
      throw new Failure(
        EXIT.files,
        `${SETTINGS_FILE} ${error.message}. Correct it, or make a new one with: sidestack init --force`,
      );
    throw new Failure(EXIT.files, `${SETTINGS_FILE} uses YAML aliases, which are not read. Write the values out.`);
  }
  const settings = settingsSchema.safeParse(value);
  if (settings.success) return settings.data;
  const faults = settings.error.issues.map((issue) => `  ${issue.path.join(".") || "file"}: ${issue.message}`);
  throw new Failure(EXIT.files, `${SETTINGS_FILE} is not right:\n${faults.join("\n")}\nCorrect it, then try again.`);
}

/** Writes the slug of the shared stack into `.sidestack.yml`; comments and order of the file stay. */
export function writeSlug(folder: string, slug: string): void {
  const file = path.join(folder, SETTINGS_FILE);
  const document = parseDocument(existsSync(file) ? readFileSync(file, "utf8") : "");
  document.set("slug", slug);
  writeFileSync(file, document.toString());
}
