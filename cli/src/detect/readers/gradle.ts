import type { LockedVersion, Reader, Scope, Signal } from "@/cli/src/detect/finding";
import { keyFinder, linesOf, readToml, recordOf, textOf, versionOf } from "@/cli/src/detect/text";

const DEPENDENCY =
  /^\s*["']?(\w*(?:[iI]mplementation|[aA]pi|[cC]ompile(?:Only)?|[rR]untime(?:Only)?|kapt|ksp|annotationProcessor|classpath|developmentOnly))["']?\s*[\s(]\s*(?:(?:enforcedP|p)latform\s*\(\s*)?["']([\w.-]+):([\w.-]+)(?::([^"'@]+))?/;
const PLUGIN =
  /^\s*(?:id\s*\(?\s*|apply\s+plugin:\s*|apply\(plugin\s*=\s*)["']([\w.-]+)["']\)?(?:\s*version\s*\(?["']([^"']+)["'])?/;
const KOTLIN_PLUGIN = /^\s*kotlin\(\s*["']([\w.-]+)["']\s*\)(?:\s*version\s*["']([^"']+)["'])?/;

/** Gradle scripts are programs: the lines that declare dependencies and plugins are read, nothing is run. */
const buildGradle: Reader = {
  name: "build.gradle",
  matches: (_, base) => /\.gradle(?:\.kts)?$/.test(base),
  read: ({ text }) => {
    const signals: Signal[] = [{ ecosystem: "tool", name: "gradle", scope: "run", what: "a build script" }];
    for (const { line, text: one } of linesOf(text)) {
      const code = one.replace(/(^|\s)\/\/.*$/, "");
      const what = code.trim().slice(0, 100);
      const found = DEPENDENCY.exec(code);
      const scope: Scope = /^\s*["']?\w*[tT]est/.test(code) ? "dev" : "run";
      if (found?.[2])
        signals.push({
          ecosystem: "maven",
          name: `${found[2]}:${found[3]}`,
          version: versionOf(found[4]),
          line,
          scope,
          what,
        });
      const plugin = PLUGIN.exec(code);
      if (plugin?.[1])
        signals.push({
          ecosystem: "maven",
          name: `plugin:${plugin[1]}`,
          version: versionOf(plugin[2]),
          line,
          scope: "run",
          what,
        });
      const kotlin = KOTLIN_PLUGIN.exec(code);
      if (kotlin?.[1])
        signals.push({
          ecosystem: "maven",
          name: `plugin:org.jetbrains.kotlin.${kotlin[1]}`,
          version: kotlin[2],
          line,
          scope: "run",
          what,
        });
    }
    return { signals };
  },
};

/** gradle/libs.versions.toml: what the build scripts may use, with versions. Nearly everything in it is used, so it counts as such. */
const versionCatalog: Reader = {
  name: "libs.versions.toml",
  matches: (_, base) => /\.versions\.toml$/.test(base),
  read: ({ text }) => {
    const catalog = readToml(text);
    const lineOf = keyFinder(text);
    const versions = recordOf(catalog.versions);
    const versionFor = (value: unknown) => {
      const reference = textOf(recordOf(value).ref);
      return versionOf(reference ? textOf(versions[reference]) : textOf(value));
    };
    const signals: Signal[] = [];
    const locked: LockedVersion[] = [];
    for (const [key, value] of Object.entries(recordOf(catalog.libraries))) {
      const details = recordOf(value);
      const written = textOf(value) ?? textOf(details.module) ?? `${textOf(details.group)}:${textOf(details.name)}`;
      const [group, artifact, own] = written.split(":");
      if (!group || !artifact) continue;
      const version = versionFor(details.version) ?? versionOf(own);
      const scope: Scope = /test|junit|mock/i.test(key) ? "dev" : "run";
      signals.push({
        ecosystem: "maven",
        name: `${group}:${artifact}`,
        version,
        line: lineOf(key),
        scope,
        what: `${key} = ${group}:${artifact}`.slice(0, 100),
      });
      if (version) locked.push({ ecosystem: "maven", name: `${group}:${artifact}`, version });
    }
    for (const [key, value] of Object.entries(recordOf(catalog.plugins))) {
      const id = textOf(recordOf(value).id) ?? textOf(value)?.split(":")[0];
      if (id)
        signals.push({
          ecosystem: "maven",
          name: `plugin:${id}`,
          version: versionFor(recordOf(value).version),
          line: lineOf(key),
          scope: "run",
          what: `${key} = ${id}`.slice(0, 100),
        });
    }
    return { signals, locked };
  },
};

/** Gradle in Groovy and Kotlin, and its version catalogs. */
export const gradleReaders: Reader[] = [buildGradle, versionCatalog];
