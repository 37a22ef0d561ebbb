import packages from "@/cli/data/packages.json";
import { mappingSchema } from "@/cli/src/detect/mapping";
import { readers } from "@/cli/src/detect/readers";
import { baseOf } from "@/cli/src/detect/text";

// What the tests of the detector share: the shipped mapping, and readings as short lines.

export const mapping = mappingSchema.parse(packages);

/** What the readers of a path find in a text, as `npm react ^19.0.0 run :3`; locked versions as `lock npm react 19.0.1`. */
export function readLines(path: string, text: string): string[] {
  return readers
    .filter((reader) => reader.matches(path, baseOf(path)))
    .flatMap((reader) => {
      const { signals, locked } = reader.read({ path, text });
      return [
        ...signals.map(({ ecosystem, name, version, scope, line }) =>
          [ecosystem, name, version, scope, line === undefined ? undefined : `:${line}`].filter(Boolean).join(" "),
        ),
        ...(locked ?? []).map(({ ecosystem, name, version, range }) =>
          ["lock", ecosystem, name, version, range].filter(Boolean).join(" "),
        ),
      ];
    });
}
