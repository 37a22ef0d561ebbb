import type { LockedVersion, Reader, Scope, Signal } from "@/cli/src/detect/finding";
import { keyFinder, linesOf, listOf, readToml, recordOf, textOf, versionOf } from "@/cli/src/detect/text";

const cargoToml: Reader = {
  name: "Cargo.toml",
  matches: (_, base) => base === "Cargo.toml",
  read: ({ text }) => {
    const manifest = readToml(text);
    const lineOf = keyFinder(text);
    const table = (value: unknown, scope: Scope) =>
      Object.entries(recordOf(value)).flatMap(([key, wanted]): Signal[] => {
        const details = recordOf(wanted);
        const name = textOf(details.package) ?? key;
        const line = lineOf(key);
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
            line: lineOf(feature),
            scope: "optional",
            what: `${feature} = ["${String(value)}"]`.slice(0, 80),
          });
      }
    const own = recordOf(manifest.package)["rust-version"];
    const least = textOf(own) ?? textOf(recordOf(recordOf(manifest.workspace).package)["rust-version"]);
    signals.push({
      ecosystem: "tool",
      name: "rust",
      // It is the oldest that will do; what is built with stands in a toolchain or an image.
      version: versionOf(least && `>=${least}`),
      line: least === undefined ? undefined : lineOf("rust-version"),
      scope: "run",
      what: least === undefined ? "a crate" : `rust-version = "${least.slice(0, 40)}"`,
    });
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

/** rust-toolchain.toml, and the older rust-toolchain, which may hold the version alone. */
const toolchain: Reader = {
  name: "rust-toolchain",
  matches: (_, base) => base === "rust-toolchain" || base === "rust-toolchain.toml",
  read: ({ text }) => {
    const lines = linesOf(text).map(({ line, text: one }) => {
      const version = /^\s*(?:channel\s*=\s*)?["']?(\d[\w.-]*)["']?\s*$/.exec(one)?.[1];
      return { line, version };
    });
    const found = lines.find(({ version }) => version !== undefined);
    const what = found ? `the toolchain ${found.version}` : "a toolchain";
    return {
      signals: [{ ecosystem: "tool", name: "rust", version: found?.version, line: found?.line, scope: "run", what }],
    };
  },
};

/** Manifests, lock files and toolchains of Cargo. */
export const rustReaders: Reader[] = [cargoToml, cargoLock, toolchain];
