import colours from "picocolors";
import { listed, scanWithProgress } from "@/cli/src/commands/scan";
import { EXIT, Failure } from "@/cli/src/failure";
import { compareStacks } from "@/cli/src/formats/changes";
import { type StackTool, storedStackSchema } from "@/cli/src/formats/sidestack";
import { toStack } from "@/cli/src/project/stack";
import { call } from "@/cli/src/server/request";
import { findToken } from "@/cli/src/server/tokens";
import { clean } from "@/cli/src/terminal/clean";

export type DiffOptions = { exitCode?: boolean; minConfidence?: number; mapping?: string };

function nameOf({ name, version }: StackTool): string {
  return clean(version ? `${name} ${version}` : name);
}

/** `sidestack diff`: what changed here since the stack was shared. Returns the exit code. */
export async function runDiff(
  folder: string,
  server: string,
  options: DiffOptions,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const scan = await scanWithProgress(folder, options);
  const { slug } = scan.settings;
  if (!slug)
    throw new Failure(
      EXIT.files,
      "This project was not shared yet: .sidestack.yml has no slug. Share it first: sidestack share",
    );
  const shared = await call(
    { server, path: `/api/v1/stacks/${slug}`, token: findToken(server, environment) },
    storedStackSchema,
  );
  const here = toStack(scan, listed(scan, options.minConfidence));
  const { added, removed, changed } = compareStacks(shared.tools, here.tools);
  const lines = [
    ...added.map((tool) => colours.green(`+ ${nameOf(tool)}`)),
    ...removed.map((tool) => colours.red(`- ${nameOf(tool)}`)),
    ...changed.map(
      ({ before, after }) => `~ ${clean(after.name)} ${clean(before.version ?? "?")} → ${clean(after.version ?? "?")}`,
    ),
  ];
  console.log(lines.length === 0 ? `Nothing changed since version ${shared.version}.` : lines.join("\n"));
  return options.exitCode && lines.length > 0 ? EXIT.differs : EXIT.done;
}
