import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { listed, scanWithProgress } from "@/cli/src/commands/scan";
import { EXIT, Failure } from "@/cli/src/failure";
import { type ShareAnswer, type Stack, shareAnswerSchema, stackSchema } from "@/cli/src/formats/sidestack";
import { writeSlug } from "@/cli/src/project/settings";
import { toStack } from "@/cli/src/project/stack";
import { isOpenWay } from "@/cli/src/server/address";
import { call } from "@/cli/src/server/request";
import { needToken } from "@/cli/src/server/tokens";
import { clean, cleanJson } from "@/cli/src/terminal/clean";
import { warningLines } from "@/cli/src/terminal/table";

export type ShareOptions = {
  yes?: boolean;
  dryRun?: boolean;
  minConfidence?: number;
  mapping?: string;
  url?: string;
};

/** A stack that the server would take. Throws a Failure that names what it would refuse. */
function checkStack(stack: Stack): Stack {
  const checked = stackSchema.safeParse(stack);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.slice(0, 10).map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Failure(
    EXIT.files,
    `This stack cannot be shared:\n${faults.join("\n")}\nCorrect it in .sidestack.yml: sidestack init`,
  );
}

/** `sidestack share`: shows what will be sent, asks, sends. Returns the exit code. */
export async function runShare(
  folder: string,
  server: string,
  options: ShareOptions,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const scan = await scanWithProgress(folder, options);
  for (const line of warningLines(scan.warnings)) console.error(line);
  const stack = checkStack(toStack(scan, listed(scan, options.minConfidence)));
  const { slug } = scan.settings;
  const target = slug ? `PUT ${server}/api/v1/stacks/${slug}` : `POST ${server}/api/v1/stacks`;
  console.log(
    `${cleanJson(stack)}\n\nThis and nothing else will be sent: ${target}\n${stack.tools.length} tools, ${stack.visibility}.`,
  );
  if (options.dryRun) return EXIT.done;
  const token = needToken(server, environment);
  if (isOpenWay(server)) console.error(`! ${server} is reached without encryption: the token can be read on the way.`);
  if (!options.yes && !(await confirm())) {
    console.log("Nothing was sent.");
    return EXIT.declined;
  }
  const answer = await call(
    {
      server,
      path: slug ? `/api/v1/stacks/${slug}` : "/api/v1/stacks",
      method: slug ? "PUT" : "POST",
      body: stack,
      token,
      key: randomUUID(),
    },
    shareAnswerSchema,
  );
  if (slug !== answer.slug) writeSlug(scan.folder, answer.slug);
  console.log(summary(answer));
  return EXIT.done;
}

async function confirm(): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Failure(EXIT.usage, "Nobody is there to ask. Send without asking: sidestack share --yes");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await terminal.question("Send it? [y/N] ")).trim());
  } finally {
    terminal.close();
  }
}

function summary({ url, version, added, removed, pending, unchanged }: ShareAnswer): string {
  const names = (label: string, list: string[]) => (list.length > 0 ? [`${label}: ${list.map(clean).join(", ")}`] : []);
  return [
    unchanged
      ? `Nothing changed since version ${version}: ${clean(url)}`
      : `Shared as version ${version}: ${clean(url)}`,
    ...names("Added", added),
    ...names("Removed", removed),
    ...names("Not in the catalog yet, editors will look at them", pending),
  ].join("\n");
}
