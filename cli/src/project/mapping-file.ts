import { readFileSync, statSync } from "node:fs";
import packages from "@/cli/data/packages.json";
import { type Mapping, mappingSchema } from "@/cli/src/detect/mapping";
import { EXIT, Failure } from "@/cli/src/failure";
import { cleanLines } from "@/cli/src/terminal/clean";

const LARGEST_MAPPING = 10 * 1024 * 1024;

/** The mapping that was given as file or address, else the one that came with the program. Throws a Failure for one that is not right. */
export async function loadMapping(given?: string): Promise<Mapping> {
  if (given === undefined) return mappingSchema.parse(packages);
  const text = /^https?:\/\//.test(given) ? await fetchText(given) : readText(given);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure(
      EXIT.files,
      `The mapping ${given} is not JSON. Give the address of /api/v1/packages of a server, or a file of that kind.`,
    );
  }
  const mapping = mappingSchema.safeParse(value);
  if (mapping.success) return mapping.data;
  const faults = mapping.error.issues.slice(0, 5).map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Failure(EXIT.files, cleanLines(`The mapping ${given} is not right:\n${faults.join("\n")}`));
}

function readText(file: string): string {
  try {
    if (statSync(file).size > LARGEST_MAPPING)
      throw new Failure(EXIT.files, `The mapping ${file} is larger than 10 MB.`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.files, `The mapping ${file} cannot be read. Name a file that exists.`);
  }
}

async function fetchText(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(20_000), redirect: "error" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const text = await answer.text();
    if (text.length > LARGEST_MAPPING) throw new Error("larger than 10 MB");
    return text;
  } catch (error) {
    throw new Failure(
      EXIT.unreachable,
      `The mapping ${url} cannot be fetched (${error instanceof Error ? error.message : error}). Check the address, or leave --mapping out.`,
    );
  }
}
