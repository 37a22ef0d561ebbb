import type { Scope } from "@/lib/tokens/schema";

/** Days for which a token lasts that the command line got by its login. */
export const LOGIN_DAYS = 90;

/** The name of that token: `Command line on 26 November 2026`. */
export function loginName(day: string): string {
  return `Command line on ${day}`;
}

/** A code in two halves, as it is read aloud. */
export function showCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** True when a program asks to write. */
export function wantsToWrite(scopes: readonly Scope[]): boolean {
  return scopes.includes("stacks:write");
}
