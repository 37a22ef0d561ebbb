import { inside, type Rule, textFaults } from "@/tests/support/architecture/rule";

/** Hosts that code and documents may name: standards, licences, this project's home, the reader's own machine. */
const KNOWN_HOSTS = [
  ...[
    "localhost",
    "127.0.0.1",
    "0.0.0.0",
    "github.com",
    "www.github.com",
    "gitlab.com",
    "codeberg.org",
    "api.github.com",
    "raw.githubusercontent.com",
    "nodejs.org",
    "nextjs.org",
  ],
  ...[
    "www.w3.org",
    "schema.org",
    "spdx.org",
    "creativecommons.org",
    "opensource.org",
    "stackshare.io",
    "img.stackshare.io",
  ],
  // Where figures are read (lib/env.ts) and seen by readers (lib/sync/sources); none of them hands out packages.
  ...["api.npmjs.org", "pypistats.org", "api.stackexchange.com", "stackoverflow.com", "hub.docker.com"],
];
const EXAMPLE_HOST = /(?:^|\.)(?:example|example\.(?:com|org|net)|test|invalid)$/;
const PUBLIC_HOST = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;
const PACKAGE_HOST = /^(?:registry|proxy|mirror|repo1?|npm|pypi|files|static)\.|\.(?:local|lan|internal|corp|arpa)$/;
const inCatalog = inside("prisma/catalog");
const isLock = (file: string) => /(?:^|\/)package-lock\.json$/.test(file);

function hostsIn(line: string): string[] {
  return [...line.matchAll(/https?:\/\/(?:[^\s/@"'`]*@)?([\w.-]+)/g)].map((match) =>
    (match[1] ?? "").replace(/\.$/, ""),
  );
}

const PACKAGE_SERVER = ["registry", "npmjs", "org"].join(".");

/** What would tie the repository to one machine. */
export const repositoryRules: Rule[] = [
  {
    rule: "no file names a host that is not plainly a project's own; the catalog's sources are public pages, never a package registry",
    reason: "the repository must install and build wherever it is cloned, through whatever registry is set there",
    check: (files) => {
      const isWrong = (file: string, host: string) =>
        inCatalog(file)
          ? !PUBLIC_HOST.test(host) || PACKAGE_HOST.test(host)
          : !KNOWN_HOSTS.includes(host) && !EXAMPLE_HOST.test(host);
      return textFaults(
        files,
        (file) => !isLock(file),
        (line, file) => hostsIn(line).find((host) => isWrong(file, host)) ?? null,
      );
    },
    broken: [
      { ".npmrc": `registry=https://${PACKAGE_SERVER}/` },
      { "lib/site.ts": `const url = "https:${"//"}user:secret@packages.intra/npm";` },
      { "prisma/catalog/tools/npm.yaml": `url: https://${PACKAGE_SERVER}/npm` },
      { "prisma/catalog/tools/npm.yaml": "url: http://127.0.0.1/npm" },
    ],
    sound: [
      {
        "lib/site.ts": `const a = "http://localhost:3000";\nconst b = \`https://${"$"}{host}/a\`;\nconst c = "https://evil.example/x";`,
      },
      { "prisma/catalog/tools/git.yaml": `url: https:${"//"}git-scm.com/docs` },
    ],
  },
  {
    rule: "no file names an absolute path of one machine",
    reason: "it works there and nowhere else",
    check: (files) =>
      textFaults(
        files,
        (file) => !inCatalog(file),
        (line) => {
          // /home/stored is a route of app/home.
          const found =
            /(?<![\w.\-/)}\]])(?:\/(?:root|work|Users|tmp)\/|\/home\/(?!stored\b|\[)\w|[A-Z]:\\\\?Users)/.exec(line);
          return found && `names ${found[0]}`;
        },
      ),
    broken: [
      ...["root", "work", "Users", "tmp"].map((folder) => ({
        "scripts/start.ts": `const root = "/${folder}/sidestack";`,
      })),
      { "README.md": `Look into /${"home"}/anna/sidestack` },
    ],
    sound: [
      {
        "next.config.ts":
          'const page = "/home/stored";\nconst file = "lib/work/rules";\nconst all = "https://a.example/work/";',
      },
    ],
  },
  {
    rule: "package-lock.json names no place to fetch from, only packages and their hashes",
    reason:
      "npm then takes each package from the registry that is set where it runs, and the hash proves it is the same one",
    check: (files) =>
      textFaults(files, isLock, (line) => {
        // What remains besides is “funding”: pages of the packages' makers.
        const isLink = /^\s*"(?:url|funding)": "https:\/\//.test(line) || /^\s*"https:\/\/[^"]*",?$/.test(line);
        const hasPlace = /"resolved":\s*"(?!\.{0,2}\/?[\w-]+(?:\/[\w-]+)*")/.test(line);
        return hasPlace || (/\w+:\/\//.test(line) && !isLink) ? line.trim() : null;
      }),
    broken: [
      { "package-lock.json": `{\n"resolved": "https://${PACKAGE_SERVER}/zod/-/zod-4.6.7.tgz"\n}` },
      { "package-lock.json": '{\n"resolved": "git+ssh://git@github.com/a/b.git"\n}' },
      { "cli/package-lock.json": '{\n"version": "http://localhost:4873/a.tgz"\n}' },
    ],
    sound: [
      {
        "package-lock.json":
          '{\n"funding": {\n"url": "https://opencollective.example/a"\n},\n"resolved": "cli",\n"link": true\n}',
      },
    ],
  },
];
