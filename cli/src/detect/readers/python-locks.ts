import type { LockedVersion, Reader } from "@/cli/src/detect/finding";
import { pythonName } from "@/cli/src/detect/readers/python";
import { readJson, recordOf, textOf } from "@/cli/src/detect/text";

/** poetry.lock and uv.lock are lists of `[[package]]` with name and version first: read as lines, since they are long. */
function packageTables(text: string): LockedVersion[] {
  return [...text.matchAll(/^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"/gm)].flatMap(
    ([, name, version]) => (name && version ? [{ ecosystem: "pypi" as const, name: pythonName(name), version }] : []),
  );
}

function pipfileLock(text: string): LockedVersion[] {
  const lock = readJson(text);
  return Object.entries({ ...recordOf(lock.develop), ...recordOf(lock.default) }).flatMap(([name, value]) => {
    const version = textOf(recordOf(value).version)?.replace(/^==/, "");
    return version ? [{ ecosystem: "pypi" as const, name: pythonName(name), version }] : [];
  });
}

/** Lock files of Poetry, uv and Pipenv. */
export const pythonLockReaders: Reader[] = [
  {
    name: "poetry.lock",
    matches: (_, base) => base === "poetry.lock",
    read: ({ text }) => ({
      signals: [{ ecosystem: "tool", name: "poetry", scope: "dev", what: "the lock file poetry.lock" }],
      locked: packageTables(text),
    }),
  },
  {
    name: "uv.lock",
    matches: (_, base) => base === "uv.lock",
    read: ({ text }) => ({
      signals: [{ ecosystem: "tool", name: "uv", scope: "dev", what: "the lock file uv.lock" }],
      locked: packageTables(text),
    }),
  },
  {
    name: "Pipfile.lock",
    matches: (_, base) => base === "Pipfile.lock",
    read: ({ text }) => ({ signals: [], locked: pipfileLock(text) }),
  },
];
