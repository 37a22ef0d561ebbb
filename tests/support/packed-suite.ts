import { afterAll, beforeAll } from "vitest";
import { type PackedProgram, packProgram } from "@/tests/support/packed-program";

/** The packed program for the tests of one file: packed before the first of them, removed after the last. */
export function packForSuite(): () => PackedProgram {
  let program: PackedProgram | null = null;
  beforeAll(() => {
    program = packProgram();
  });
  afterAll(() => program?.remove());
  return () => {
    if (!program) throw new Error("the program is packed when the first test begins");
    return program;
  };
}
