import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { EXIT, Failure } from "@/cli/src/failure";

const tokensSchema = z.record(z.string(), z.string());

function tokensFile(environment: NodeJS.ProcessEnv): string {
  const home = environment.XDG_CONFIG_HOME || path.join(homedir(), ".config");
  return path.join(home, "sidestack", "tokens.json");
}

function readTokens(file: string): Record<string, string> {
  try {
    return tokensSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}

/** The token for a server: SIDESTACK_TOKEN, else the one kept by `sidestack login`; undefined where there is none. */
export function findToken(server: string, environment: NodeJS.ProcessEnv): string | undefined {
  return environment.SIDESTACK_TOKEN || readTokens(tokensFile(environment))[server];
}

/** The same, for commands that need one. Throws a Failure that says how to get it. */
export function needToken(server: string, environment: NodeJS.ProcessEnv): string {
  const token = findToken(server, environment);
  if (token && /^[\x21-\x7e]+$/.test(token)) return token;
  if (token)
    throw new Failure(
      EXIT.signIn,
      "The token has characters that no token has. Copy it again, or sign in: sidestack login",
    );
  throw new Failure(
    EXIT.signIn,
    `You are not signed in to ${server}. Sign in with: sidestack login --server ${server}, or set SIDESTACK_TOKEN.`,
  );
}

/** Keeps the token of a server, or forgets it (null), in a file that only this user can read. Returns the file. */
export function keepToken(server: string, token: string | null, environment: NodeJS.ProcessEnv): string {
  const file = tokensFile(environment);
  const { [server]: _, ...others } = readTokens(file);
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(token === null ? others : { ...others, [server]: token }, null, 2)}\n`, {
      mode: 0o600,
    });
    chmodSync(draft, 0o600);
    renameSync(draft, file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      EXIT.files,
      `The token cannot be kept in ${file} (${reason}). Make the folder writable, or set SIDESTACK_TOKEN.`,
    );
  }
  return file;
}
