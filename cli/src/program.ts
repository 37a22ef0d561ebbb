import { Command, InvalidArgumentError, Option } from "commander";
import { version } from "@/cli/package.json";
import { runCompare } from "@/cli/src/commands/compare";
import { type DiffOptions, runDiff } from "@/cli/src/commands/diff";
import { runInit } from "@/cli/src/commands/init";
import { runLogin, runLogout } from "@/cli/src/commands/login";
import { runScan, type ScanOptions } from "@/cli/src/commands/scan";
import { runShare, type ShareOptions } from "@/cli/src/commands/share";
import { EXIT } from "@/cli/src/failure";
import { FORMATS } from "@/cli/src/formats/formats";
import { serverAddress } from "@/cli/src/server/address";

function readConfidence(value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !(number >= 0 && number <= 1))
    throw new InvalidArgumentError("It must be a number from 0 to 1.");
  return number;
}

function readPage(value: string): string {
  if (!/^https?:\/\/[^\s/]+/.test(value) || !URL.canParse(value))
    throw new InvalidArgumentError("It must be a web address: https://project.example");
  return value;
}

type ServerOption = { server?: string };
const EXIT_CODES = `
Exit codes: 0 done, 1 a fault of the program, 2 wrong use, 3 a file or folder, 4 not signed in or not allowed,
5 server not reached, 6 refused by the server, 7 diff --exit-code found changes, 130 not sent.`;

/** The program with its commands; `end` is told the exit code of the command that ran. */
export function createProgram(end: (exitCode: number) => void, environment: NodeJS.ProcessEnv): Command {
  const program = new Command("sidestack")
    .description("Finds the tools that a project is built with, and shares them.")
    .version(version)
    .showHelpAfterError("Help: sidestack --help")
    .addHelpText("after", EXIT_CODES)
    .exitOverride((error) => {
      // Help and version end well; anything else that commander ends with is wrong use, and has been said.
      process.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage);
    });
  const mapping = () => new Option("--mapping <file or url>", "another mapping from packages to tools");
  const server = () =>
    new Option("--server <url>", "the site to speak to (else SIDESTACK_SERVER, else http://localhost:3000)");
  const least = () =>
    new Option("--min-confidence <number>", "take what is at least so sure, 0 to 1 (usually 0.6)").argParser(
      readConfidence,
    );
  const page = () =>
    new Option(
      "--url <url>",
      "the project's page (else the one in .sidestack.yml, else that of git's origin)",
    ).argParser(readPage);
  const at = (options: ServerOption) => serverAddress(options.server, environment);

  program
    .command("scan")
    .description("list the tools of a folder; needs no account and no network")
    .argument("[dir]", "the folder", ".")
    .option("--json", "print everything as JSON")
    .addOption(new Option("--format <format>", "print the stack as a file").choices(FORMATS))
    .option("--explain <tool>", "show all evidence of one tool")
    .addOption(page())
    .addOption(least())
    .addOption(mapping())
    .action(async (folder: string, options: ScanOptions) => end(await runScan(folder, options)));

  program
    .command("init")
    .description("write .sidestack.yml: name, what to ignore, corrections, tools that no file shows")
    .argument("[dir]", "the folder", ".")
    .option("--name <name>", "the name of the stack")
    .option("--force", "write it anew")
    .action((folder: string, options: { force?: boolean; name?: string }) => end(runInit(folder, options)));

  program
    .command("login")
    .description("sign in through the browser")
    .addOption(server())
    .action(async (options: ServerOption) => end(await runLogin(at(options), environment)));

  program
    .command("logout")
    .description("forget the token of a server")
    .addOption(server())
    .action((options: ServerOption) => end(runLogout(at(options), environment)));

  program
    .command("share")
    .description("show what would be sent, ask, and share the stack")
    .argument("[dir]", "the folder", ".")
    .option("--yes", "do not ask")
    .option("--dry-run", "show what would be sent, and send nothing")
    .addOption(page())
    .addOption(server())
    .addOption(least())
    .addOption(mapping())
    .action(async (folder: string, options: ShareOptions & ServerOption) =>
      end(await runShare(folder, at(options), options, environment)),
    );

  program
    .command("diff")
    .description("show what changed since the stack was shared")
    .argument("[dir]", "the folder", ".")
    .option("--exit-code", "end with 7 when something changed")
    .addOption(server())
    .addOption(least())
    .addOption(mapping())
    .action(async (folder: string, options: DiffOptions & ServerOption) =>
      end(await runDiff(folder, at(options), options, environment)),
    );

  program
    .command("compare")
    .description("show two to four tools side by side")
    .argument("<tools...>", "their slugs: redis valkey")
    .option("--json", "print the answer as JSON")
    .addOption(server())
    .action(async (slugs: string[], options: ServerOption & { json?: boolean }) =>
      end(await runCompare(slugs, at(options), options.json === true, Math.min(process.stdout.columns ?? 100, 120))),
    );

  return program;
}
