import { Command, InvalidArgumentError, Option } from "commander";
import { version } from "@/cli/package.json";
import { runScan, type ScanOptions } from "@/cli/src/commands/scan";
import { EXIT } from "@/cli/src/failure";
import { FORMATS } from "@/cli/src/formats/formats";

function readConfidence(value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !(number >= 0 && number <= 1))
    throw new InvalidArgumentError("It must be a number from 0 to 1.");
  return number;
}

/** The program with its commands; `end` is told the exit code of the command that ran. */
export function createProgram(end: (exitCode: number) => void): Command {
  const program = new Command("sidestack")
    .description("Finds the tools that a project is built with, and shares them.")
    .version(version)
    .showHelpAfterError("Help: sidestack --help")
    .exitOverride((error) => {
      // Help and version end well; anything else that commander ends with is wrong use, and has been said.
      process.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage);
    });
  const mapping = new Option("--mapping <file or address>", "another mapping from packages to tools");

  program
    .command("scan")
    .description("list the tools of a folder; needs no account and no network")
    .argument("[dir]", "the folder", ".")
    .option("--json", "print everything as JSON")
    .addOption(new Option("--format <format>", "print the stack as a file").choices(FORMATS))
    .option("--explain <tool>", "show all evidence of one tool")
    .option("--min-confidence <number>", "list what is at least so sure, 0 to 1 (usually 0.6)", readConfidence)
    .addOption(mapping)
    .action(async (folder: string, options: ScanOptions) => end(await runScan(folder, options)));

  return program;
}
