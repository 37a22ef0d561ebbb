import { Composer, type Document, isMap, isScalar, isSeq, LineCounter, Parser, type SchemaOptions } from "yaml";
import { ReadError } from "@/cli/src/detect/finding";

/** Reading takes seconds for each megabyte, and no file of settings comes near to this. */
const LARGEST_YAML = 512 * 1024;
/** Thousands of brackets or quotes in one line would keep the parser busy for minutes. */
const LONGEST_LINE = 10_000;
const DEEPEST = 60;

/** The documents of a YAML file, and the line from 1 of a place in its text. */
export type YamlFile = { documents: Document.Parsed[]; lineAt: (offset: number | undefined) => number };

function assertReadable(text: string): void {
  if (text.length > LARGEST_YAML) throw new ReadError(`is larger than ${LARGEST_YAML / 1024} KB and was not read`);
  if (text.split("\n").some((line) => line.length > LONGEST_LINE))
    throw new ReadError(`has a line of more than ${LONGEST_LINE.toLocaleString("en")} characters`);
}

function tooDeep(): ReadError {
  return new ReadError(`is nested more than ${DEEPEST} deep`);
}

/** The first key that a map has twice. Looked for here, because the library compares each key with all others. */
function assertSound(node: unknown, depth: number, isUnique: boolean): void {
  if (depth > DEEPEST) throw tooDeep();
  if (isSeq(node)) for (const item of node.items) assertSound(item, depth + 1, isUnique);
  if (!isMap(node)) return;
  const keys = new Set<unknown>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? key.value : undefined;
    if (isUnique && name !== undefined && keys.has(name)) throw new ReadError(`has the key ${String(name)} twice`);
    keys.add(name);
    assertSound(value, depth + 1, isUnique);
  }
}

/**
 * Parses YAML, each map's keys unique where that is asked for, in time that grows with the size and no faster. Follows no alias.
 * Throws a ReadError for what is too large, too deep or no YAML, with the line of the first fault.
 */
export function readYaml(text: string, options: SchemaOptions & { isUnique?: boolean } = {}): YamlFile {
  const { isUnique = false, ...schema } = options;
  assertReadable(text);
  const lines = new LineCounter();
  const lineAt = (offset: number | undefined) => Math.max(1, lines.linePos(offset ?? 0).line);
  const refuse = (message: string, offset: number | undefined) =>
    new ReadError(`is not valid YAML: ${message} (line ${lineAt(offset)})`);
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({ ...schema, uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
  const documents: Document.Parsed[] = [];
  try {
    // Token by token, since a file may hold as many faults as lines: the first one is enough.
    for (const token of parser.parse(text)) {
      if (token.type === "error") throw refuse(token.message, token.offset);
      documents.push(...composer.next(token));
    }
    documents.push(...composer.end(true, text.length));
    for (const { errors, contents } of documents) {
      const [error] = errors;
      if (error?.code === "RESOURCE_EXHAUSTION") throw tooDeep();
      if (error) throw refuse(error.message, error.pos[0]);
      assertSound(contents, 0, isUnique);
    }
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
  return { documents, lineAt };
}
