import type { LockedVersion, Reader, Signal } from "@/cli/src/detect/finding";
import { ReadError } from "@/cli/src/detect/finding";
import { lineCounter, linesOf, readJson, recordOf, textOf, versionOf } from "@/cli/src/detect/text";

/** Attributes of the elements of one name, with their lines. Read without an XML parser: no entities, and broken files still tell. */
function elements(
  text: string,
  name: string,
): { line: number; attribute: (key: string) => string | undefined; rest: string }[] {
  const lineAt = lineCounter(text);
  return [...text.matchAll(new RegExp(`<${name}\\b([^<>]{0,1000})>?`, "g"))].map((match) => {
    const attributes = match[1] ?? "";
    const attribute = (key: string) => new RegExp(`\\b${key}\\s*=\\s*"([^"]*)"`, "i").exec(attributes)?.[1];
    return { line: lineAt(match.index), attribute, rest: text.slice(match.index, match.index + 400) };
  });
}

function assertXml(text: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new ReadError("declares XML entities, which are not read");
  if (!/<\w/.test(text)) throw new ReadError("is not valid XML: it has no element");
}

const TEST_ONLY = /\bIsTestProject\b[^<]{0,80}true|Microsoft\.NET\.Test\.Sdk/i;

const project: Reader = {
  name: "project file",
  matches: (_, base) =>
    /\.(?:cs|fs|vb)proj$/.test(base) || /^Directory\.(?:Build|Packages)\.(?:props|targets)$/.test(base),
  read: ({ path, text }) => {
    assertXml(text);
    const isVersionsOnly = /Directory\.Packages\.props$/.test(path);
    const scope = TEST_ONLY.test(text) && !isVersionsOnly ? "dev" : "run";
    const references = elements(text, "PackageReference").flatMap(({ line, attribute, rest }): Signal[] => {
      const name = attribute("Include") ?? attribute("Update");
      if (!name) return [];
      const version = versionOf(
        attribute("Version") ?? /<Version>([^<]+)</.exec(rest.split("</PackageReference")[0] ?? "")?.[1],
      );
      return [{ ecosystem: "nuget", name: name.toLowerCase(), version, line, scope, what: `PackageReference ${name}` }];
    });
    const locked = elements(text, "PackageVersion").flatMap(({ attribute }): LockedVersion[] => {
      const name = attribute("Include");
      const version = attribute("Version");
      return name && version ? [{ ecosystem: "nuget", name: name.toLowerCase(), version }] : [];
    });
    const framework = /<TargetFrameworks?>\s*(?:net|netcoreapp)(\d+\.\d+)/.exec(text)?.[1];
    const sdk = elements(text, "Project")[0]?.attribute("Sdk");
    const frameworkReferences = elements(text, "FrameworkReference").flatMap(
      ({ attribute }) => attribute("Include") ?? [],
    );
    const signals: Signal[] = [...references];
    if (path.endsWith(".csproj"))
      signals.push({ ecosystem: "tool", name: "c-sharp", scope: "run", what: "a C# project" });
    if (/proj$/.test(path))
      signals.push({ ecosystem: "tool", name: "dotnet", version: framework, scope, what: `a project of .NET` });
    if (sdk === "Microsoft.NET.Sdk.Web" || frameworkReferences.includes("Microsoft.AspNetCore.App"))
      signals.push({
        ecosystem: "tool",
        name: "asp-net-core",
        version: framework,
        scope,
        what: sdk === "Microsoft.NET.Sdk.Web" ? `Sdk="${sdk}"` : "FrameworkReference Microsoft.AspNetCore.App",
        ...(scope === "dev" ? { confidence: 0.5 } : {}),
      });
    return { signals, locked };
  },
};

const packagesConfig: Reader = {
  name: "packages.config",
  matches: (_, base) => base === "packages.config",
  read: ({ text }) => {
    assertXml(text);
    return {
      signals: elements(text, "package").flatMap(({ line, attribute }): Signal[] => {
        const name = attribute("id");
        if (!name) return [];
        const scope = attribute("developmentDependency") === "true" ? "dev" : "run";
        return [
          {
            ecosystem: "nuget",
            name: name.toLowerCase(),
            version: versionOf(attribute("version")),
            line,
            scope,
            what: `package ${name}`,
          },
        ];
      }),
    };
  },
};

const globalJson: Reader = {
  name: "global.json",
  matches: (_, base) => base === "global.json",
  read: ({ text }) => {
    const version = textOf(recordOf(readJson(text, true).sdk).version);
    const line = linesOf(text).find((one) => one.text.includes('"version"'))?.line;
    return {
      signals: version
        ? [{ ecosystem: "tool", name: "dotnet", version, line, scope: "run", what: `sdk ${version}` }]
        : [],
    };
  },
};

/** Projects and package lists of .NET. */
export const dotnetReaders: Reader[] = [project, packagesConfig, globalJson];
