import { XMLParser, XMLValidator } from "fast-xml-parser";
import { ReadError, type Reader, type Scope, type Signal } from "@/cli/src/detect/finding";
import { lineFinder, linesOf, recordOf, textOf, versionOf } from "@/cli/src/detect/text";

// Entities are left as they stand: a manifest needs none, and their expansion is how small files become large ones.
const parser = new XMLParser({ processEntities: false, ignoreDeclaration: true, parseTagValue: false });

/** Reads XML without its attributes and entities. Throws a ReadError. */
export function readXml(text: string): Record<string, unknown> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new ReadError("declares XML entities, which are not read");
  const valid = XMLValidator.validate(text, { allowBooleanAttributes: true });
  if (valid !== true) throw new ReadError(`is not valid XML: ${valid.err.msg} (line ${valid.err.line})`);
  return recordOf(parser.parse(text));
}

/** A repeated element: none, one or many. */
export function oneOrMany(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === "" ? [] : [value];
}

/** pom.xml: dependencies and plugins; what stands under dependencyManagement only fixes versions. */
const pom: Reader = {
  name: "pom.xml",
  matches: (_, base) => base === "pom.xml",
  read: ({ text }) => {
    const project = recordOf(readXml(text).project);
    const find = lineFinder(text);
    const properties = recordOf(project.properties);
    const resolve = (value: unknown) => {
      const given = textOf(value);
      const name = /^\$\{(.+)\}$/.exec(given ?? "")?.[1];
      return name ? textOf(properties[name]) : given;
    };
    const managed = new Map(
      oneOrMany(recordOf(recordOf(project.dependencyManagement).dependencies).dependency).map((entry) => {
        const { groupId, artifactId, version } = recordOf(entry);
        const name: string = `${textOf(groupId)}:${textOf(artifactId)}`;
        return [name, version] as const;
      }),
    );
    const signalOf = (entry: unknown, what: string, scope?: Scope): Signal[] => {
      const { groupId, artifactId, version, scope: given, optional } = recordOf(entry);
      const artifact = textOf(artifactId);
      if (!artifact) return [];
      const name = `${textOf(groupId) ?? "org.apache.maven.plugins"}:${artifact}`;
      const asked: Scope = given === "test" ? "dev" : optional === "true" ? "optional" : "run";
      return [
        {
          ecosystem: "maven",
          name,
          version: versionOf(resolve(version ?? managed.get(name))),
          line: find(`<artifactId>${artifact}<`, what === "dependency" ? "<dependencies>" : undefined),
          scope: scope ?? asked,
          what: `${what} ${name}`,
        },
      ];
    };
    const builds = [
      recordOf(project.build),
      ...oneOrMany(recordOf(project.profiles).profile).map((one) => recordOf(recordOf(one).build)),
    ];
    return {
      signals: [
        { ecosystem: "tool", name: "maven", scope: "run", what: "pom.xml" },
        ...signalOf(project.parent, "parent"),
        ...oneOrMany(recordOf(project.dependencies).dependency).flatMap((entry) => signalOf(entry, "dependency")),
        ...builds
          .flatMap((build) => oneOrMany(recordOf(build.plugins).plugin))
          .flatMap((entry) => signalOf(entry, "plugin", "dev")),
      ],
    };
  },
};

/** sbt: `"org" %% "name" % "1.0" % Test`. */
const sbt: Reader = {
  name: "build.sbt",
  matches: (path, base) => base === "build.sbt" || /(?:^|\/)project\/[\w.-]+\.(?:sbt|scala)$/.test(path),
  read: ({ text }) => ({
    signals: linesOf(text).flatMap(({ line, text: one }): Signal[] => {
      const found = /"([\w.-]+)"\s*%%?%?\s*"([\w.-]+)"\s*%\s*(?:"([^"]+)")?(.*)$/.exec(one);
      if (!found?.[1]) return [];
      const scope: Scope = /%\s*"?(?:Test|test)/.test(found[4] ?? "") ? "dev" : "run";
      return [
        {
          ecosystem: "maven",
          name: `${found[1]}:${found[2]}`,
          version: versionOf(found[3]),
          line,
          scope,
          what: one.trim().slice(0, 100),
        },
      ];
    }),
  }),
};

/** Clojure's deps.edn and project.clj: `group/artifact {:mvn/version "1"}` and `[group/artifact "1"]`. */
const clojure: Reader = {
  name: "deps.edn",
  matches: (_, base) => base === "deps.edn" || base === "project.clj",
  read: ({ text }) => ({
    signals: linesOf(text).flatMap(({ line, text: one }): Signal[] => {
      const code = one.replace(/;.*$/, "");
      const found =
        /(?<![\w.-])([\w.-]+)\/([\w.-]+)\s*(?:\{[^}]*:mvn\/version\s+)?"(\d[^"]*)"|([\w.-]+)\/([\w.-]+)\s*$/.exec(code);
      const group = found?.[1];
      if (!group) return [];
      return [
        {
          ecosystem: "maven",
          name: `${group}:${found[2]}`,
          version: versionOf(found[3]),
          line,
          scope: "run",
          what: code.trim().slice(0, 100),
        },
      ];
    }),
  }),
};

/** Manifests that name packages of Maven's repositories: Maven, sbt, Clojure. */
export const mavenReaders: Reader[] = [pom, sbt, clojure];
