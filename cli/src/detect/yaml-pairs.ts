import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { readYaml } from "@/cli/src/detect/yaml-documents";

/** A key of a YAML file with the keys above it (numbers in lists), its value where that is a scalar, and its line from 1. */
export type YamlPair = { path: string[]; key: string; value: unknown; line: number };

/**
 * Every key of a YAML file, in order; entries of lists have their number as key. Aliases are not followed, so that a small file
 * stays small. Throws a ReadError with the line of the first fault.
 */
export function yamlPairs(text: string): YamlPair[] {
  const { documents, lineAt } = readYaml(text);
  const pairs: YamlPair[] = [];
  const visit = (node: unknown, path: string[]) => {
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
  for (const { contents } of documents) visit(contents, []);
  return pairs;
}
