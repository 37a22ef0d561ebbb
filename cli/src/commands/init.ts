import { existsSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { EXIT, Failure } from "@/cli/src/failure";
import { readGit } from "@/cli/src/project/git";
import { SETTINGS_FILE } from "@/cli/src/project/settings";

const EXPLANATION = `
# Files and folders that do not count, as in .gitignore.
ignore: []
#  - legacy/

# Tools that sidestack finds and that are not yours: slugs or names.
not-us: []
#  - mongodb

# Tools that no file shows, and what you want to say about those that files show.
tools: []
#  - tool: postgresql
#    reason: One database for rows, documents and search.
#    replaced: mysql
#    since: 2024-05
`;

/** `sidestack init`: writes `.sidestack.yml` with what is known and room for the rest. Returns the exit code. */
export function runInit(given: string, options: { force?: boolean; name?: string }): number {
  let folder: string;
  try {
    folder = realpathSync(given);
  } catch {
    throw new Failure(EXIT.files, `${given} does not exist. Name a folder that does: sidestack init <folder>`);
  }
  const file = path.join(folder, SETTINGS_FILE);
  if (existsSync(file) && !options.force)
    throw new Failure(
      EXIT.files,
      `${SETTINGS_FILE} is there already. Edit it, or write it anew: sidestack init --force`,
    );
  const { url } = readGit(folder);
  const head = stringify({
    name: options.name ?? path.basename(folder),
    kind: "project",
    ...(url ? { url } : {}),
    visibility: "public",
  });
  const text = `# What this project says about its stack; read by sidestack.\n${head}${EXPLANATION}`;
  try {
    writeFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Failure(EXIT.files, `${SETTINGS_FILE} cannot be written (${reason}). Make the folder writable.`);
  }
  console.log(`Wrote ${SETTINGS_FILE}. Look at the tools: sidestack scan`);
  return EXIT.done;
}
