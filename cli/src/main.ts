#!/usr/bin/env node
import { EXIT, Failure } from "@/cli/src/failure";
import { createProgram } from "@/cli/src/program";
import { cleanLines } from "@/cli/src/terminal/clean";

// A reader that goes away early (`| head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

try {
  await createProgram((code) => {
    process.exitCode = code;
  }, process.env).parseAsync();
} catch (error) {
  const isExpected = error instanceof Failure;
  const text = isExpected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(
    cleanLines(isExpected ? text : `This is a fault of sidestack. Please report it with this text:\n${text}`),
  );
  process.exitCode = isExpected ? error.exitCode : EXIT.fault;
}
