import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import { ReadError } from "@/cli/src/detect/finding";

/** A key of a YAML file with the keys above it (numbers in lists), its value where that is a scalar, and its line from 1. */
export type YamlPair = { path: string[]; key: string; value: unknown; line: number };

const DEEPEST = 60;
/** Thousands of brackets or quotes in one line would keep the parser busy for minutes. */
const LONGEST_LINE = 10_000;

/**
 * Every key of a YAML file, in order; entries of lists have their number as key. Aliases are not followed, so that a small file
 * stays small. Throws a ReadError with the line of the first fault.
 */
export function yamlPairs(text: string): YamlPair[] {
  if (text.split("\n").some((line) => line.length > LONGEST_LINE))
    throw new ReadError(`has a line of more than ${LONGEST_LINE.toLocaleString("en")} characters`);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, logLevel: "silent" });
  const pairs: YamlPair[] = [];
  const lineAt = (offset: number | undefined) => Math.max(1, lines.linePos(offset ?? 0).line);
  const visit = (node: unknown, path: string[]) => {
    if (path.length > DEEPEST) throw new ReadError(`is nested more than ${DEEPEST} deep`);
    if (isMap(node))
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        pairs.push({ path, key: name, value: isScalar(value) ? value.value : undefined, line: lineAt(key.range?.[0]) });
        if (!isAlias(value)) visit(value, [...path, name]);
      }
    if (isSeq(node))
      for (const [index, item] of node.items.entries()) {
        if (isScalar(item)) pairs.push({ path, key: String(index), value: item.value, line: lineAt(item.range?.[0]) });
        else if (!isAlias(item)) visit(item, [...path, String(index)]);
      }
  };
  for (const document of documents) {
    const [error] = document.errors;
    if (error) throw new ReadError(`is not valid YAML: ${error.message.split("\n")[0]}`);
    visit(document.contents, []);
  }
  return pairs;
}
