/** How the program ends: see the table of exit codes in the README. */
export const EXIT = {
  done: 0,
  fault: 1,
  usage: 2,
  files: 3,
  signIn: 4,
  unreachable: 5,
  refused: 6,
  differs: 7,
  declined: 130,
} as const;

/** What a command cannot do, with the code that the program ends with. The message says what to do. */
export class Failure extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}
