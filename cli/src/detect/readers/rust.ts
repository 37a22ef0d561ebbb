import type { LockedVersion, Reader, Scope, Signal } from "@/cli/src/detect/finding";
import { lineFinder, listOf, readToml, recordOf, textOf, versionOf } from "@/cli/src/detect/text";

const cargoToml: Reader = {
  name: "Cargo.toml",
  matches: (_, base) => base === "Cargo.toml",
  read: ({ text }) => {
    const manifest = readToml(text);
    const find = lineFinder(text);
    const table = (value: unknown, scope: Scope) =>
      Object.entries(recordOf(value)).flatMap(([key, wanted]): Signal[] => {
        const details = recordOf(wanted);
        const name = textOf(details.package) ?? key;
        const found = find(`\n${key} `) ?? find(`\n${key}=`) ?? find(`\n${key}.`);
        const line = found === undefined ? undefined : found + 1;
        const version = versionOf(textOf(wanted) ?? details.version);
        const asked: Scope = details.optional === true && scope === "run" ? "optional" : scope;
        const what = `${key} = ${textOf(wanted) ?? textOf(details.version) ?? "{…}"}`.slice(0, 80);
        // `diesel` with the feature `postgres` names the database that the crate is there for.
        const features = listOf(details.features).map((feature) => `${name}[${String(feature)}]`);
        return [name, ...features].map((one) => ({ ecosystem: "cargo", name: one, version, line, scope: asked, what }));
      });
    const scopes: [string, Scope][] = [
      ["dependencies", "run"],
      ["dev-dependencies", "dev"],
      ["build-dependencies", "dev"],
    ];
    const targets = [manifest, ...Object.values(recordOf(manifest.target))].map(recordOf);
    const signals = [
      ...targets.flatMap((target) => scopes.flatMap(([section, scope]) => table(target[section], scope))),
      ...table(recordOf(manifest.workspace).dependencies, "run"),
    ];
    // Features that switch optional crates on: `sqlite = ["diesel/sqlite", "libsqlite3-sys"]`.
    for (const [feature, values] of Object.entries(recordOf(manifest.features)))
      for (const value of listOf(values)) {
        const [crate, part] = String(value).replace("?", "").split("/");
        if (crate && part)
          signals.push({
            ecosystem: "cargo",
            name: `${crate}[${part}]`,
            line: find(`\n${feature} `) === undefined ? undefined : (find(`\n${feature} `) ?? 0) + 1,
            scope: "optional",
            what: `${feature} = ["${String(value)}"]`.slice(0, 80),
          });
      }
    const edition = textOf(recordOf(manifest.package)["rust-version"]);
    signals.push({ ecosystem: "tool", name: "rust", version: versionOf(edition), scope: "run", what: "a crate" });
    return { signals };
  },
};

const cargoLock: Reader = {
  name: "Cargo.lock",
  matches: (_, base) => base === "Cargo.lock",
  read: ({ text }) => ({
    signals: [],
    locked: [...text.matchAll(/^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"/gm)].flatMap(
      ([, name, version]): LockedVersion[] => (name && version ? [{ ecosystem: "cargo", name, version }] : []),
    ),
  }),
};

/** Manifests and lock files of Cargo. */
export const rustReaders: Reader[] = [cargoToml, cargoLock];
