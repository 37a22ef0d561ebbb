import type { Reader, Signal } from "@/cli/src/detect/finding";
import { databaseOf } from "@/cli/src/detect/readers/config";
import { imageSignal } from "@/cli/src/detect/readers/containers";
import { textOf, versionOf } from "@/cli/src/detect/text";
import { yamlPairs } from "@/cli/src/detect/yaml-pairs";

/** Commands that a step of a pipeline runs: half a proof, for a step may serve a neighbour. */
const COMMANDS: [RegExp, string][] = [
  [/\bdocker[ -]compose\b/, "docker-compose"],
  [/\bdocker (?:build|buildx|push|run)\b/, "docker"],
  [/\bhelm (?:install|upgrade|lint|package|template)\b/, "helm"],
  [/\bterraform (?:init|plan|apply|fmt|validate)\b/, "terraform"],
  [/\bkubectl (?:apply|rollout|create)\b/, "kubernetes"],
  [/\bpnpm (?:install|i|run|build|test)\b/, "pnpm"],
  [/\buv (?:sync|pip|run)\b/, "uv"],
];

/** Actions that set Rust up; those of the first kind are asked for by the version of Rust. */
const RUST_ACTION =
  /^(?:dtolnay\/rust-toolchain@(\S+)|(?:actions-rs\/toolchain|actions-rust-lang\/setup-rust-toolchain)@)/;

function commandSignals(command: string, line: number): Signal[] {
  return COMMANDS.flatMap(([words, name]): Signal[] => {
    const found = words.exec(command);
    return found ? [{ ecosystem: "tool", name, line, scope: "ci", what: `runs ${found[0]}`, confidence: 0.5 }] : [];
  });
}

/** Addresses of databases that the pipeline gives the program: `DATABASE_URL: mysql://…`. The address itself is not kept. */
function addressSignals(text: string, line: number): Signal[] {
  const words = text.split(/\s+/).filter((word) => word.includes("://"));
  const schemes = words.flatMap((word) => [
    ...word.slice(0, 300).matchAll(/\b(\w+?)(?:\+\w+)?:\/\/(?=[\w.${}/*-]*(?::[^\s@]*)?@|\/|localhost|127\.)/g),
  ]);
  const tools = new Set(schemes.flatMap(([, scheme]) => databaseOf(scheme ?? "") ?? []));
  return [...tools].map((name) => ({
    ecosystem: "tool",
    name,
    line,
    scope: "ci",
    what: `an address of ${name}`,
    confidence: 0.7,
  }));
}

const githubActions: Reader = {
  name: "workflow",
  matches: (path, base) => /(?:^|\/)\.github\/(?:workflows|actions)\//.test(path) && /\.ya?ml$/.test(base),
  read: ({ path, text }) => {
    const signals: Signal[] = [];
    if (/^\.github\/workflows\/[^/]+$/.test(path))
      signals.push({ ecosystem: "tool", name: "github-actions", scope: "ci", what: "a workflow" });
    const pairs = yamlPairs(text);
    const rustSteps = new Set(
      pairs.flatMap(({ path: above, key, value }) =>
        key === "uses" && RUST_ACTION.test(String(value)) ? [above.join("\n")] : [],
      ),
    );
    for (const { path: above, key, value, line } of pairs) {
      const given = textOf(value) ?? (typeof value === "number" ? String(value) : undefined);
      if (!given) continue;
      const toolchain =
        key === "toolchain" && above.at(-1) === "with" && rustSteps.has(above.slice(0, -1).join("\n"))
          ? given
          : key === "uses"
            ? RUST_ACTION.exec(given)?.[1]
            : undefined;
      if (toolchain && /^v?\d+\.\d/.test(toolchain))
        signals.push({
          ...{ ecosystem: "tool", name: "rust", version: versionOf(toolchain.replace(/^v/, "")), line, scope: "ci" },
          ...{ what: `${key}: ${given.slice(0, 80)}`, confidence: 0.5 },
        });
      if (key === "uses") {
        const [name = "", version] = given.split("@");
        const action = name.split("/").slice(0, 2).join("/").toLowerCase();
        if (!given.startsWith("."))
          signals.push({
            ecosystem: "action",
            name: action,
            version: undefined,
            line,
            scope: "ci",
            what: `uses: ${name}${version ? `@${version.slice(0, 20)}` : ""}`,
          });
      }
      const isService = above.includes("services") || above.at(-1) === "container";
      if (key === "image" && isService) signals.push(...imageSignal(given, line, "ci", `image: ${given}`));
      if (key === "container") signals.push(...imageSignal(given, line, "ci", `container: ${given}`));
      signals.push(...addressSignals(given, line));
      if (key === "run") signals.push(...commandSignals(given, line));
    }
    return { signals };
  },
};

const gitlabCi: Reader = {
  name: "GitLab pipeline",
  matches: (path) => path === ".gitlab-ci.yml" || /(?:^|\/)\.gitlab\/ci\/.*\.ya?ml$/.test(path),
  read: ({ text }) => {
    const signals: Signal[] = [{ ecosystem: "tool", name: "gitlab-ci", scope: "ci", what: "a pipeline of GitLab" }];
    for (const { path: above, key, value, line } of yamlPairs(text)) {
      const given = textOf(value);
      if (!given) continue;
      const isImage =
        key === "image" ||
        above.at(-1) === "services" ||
        (key === "name" && ["image", "services"].includes(above.at(-2) ?? ""));
      if (isImage) signals.push(...imageSignal(given, line, "ci", `image: ${given}`));
      if (above.includes("script")) signals.push(...commandSignals(given, line));
    }
    return { signals };
  },
};

function pipeline(name: string, tool: string, matches: Reader["matches"]): Reader {
  return {
    name,
    matches,
    read: ({ text }) => {
      const signals: Signal[] = [{ ecosystem: "tool", name: tool, scope: "ci", what: `a pipeline of ${name}` }];
      for (const { key, value, line } of yamlPairs(text)) {
        const given = textOf(value);
        if (key === "image" && given) signals.push(...imageSignal(given, line, "ci", `image: ${given}`));
      }
      return { signals };
    },
  };
}

/** `asdf` and `mise`: one line a tool with its version. */
const toolVersions: Reader = {
  name: ".tool-versions",
  matches: (_, base) => base === ".tool-versions",
  read: ({ text }) => {
    const names: Record<string, string> = {
      nodejs: "nodejs",
      node: "nodejs",
      python: "python",
      ruby: "ruby",
      elixir: "elixir",
      erlang: "erlang",
      golang: "go",
      rust: "rust",
      java: "java",
      pnpm: "pnpm",
      yarn: "yarn",
      terraform: "terraform",
      helm: "helm",
      deno: "deno",
      bun: "bun",
      php: "php",
    };
    return {
      signals: text.split(/\r?\n/).flatMap((one, index): Signal[] => {
        const [name = "", version] = one.trim().split(/\s+/);
        const tool = names[name];
        return tool
          ? [
              {
                ecosystem: "tool",
                name: tool,
                version: versionOf(version),
                line: index + 1,
                scope: "run",
                what: one.trim().slice(0, 60),
              },
            ]
          : [];
      }),
    };
  },
};

/** Pipelines. */
export const ciReaders: Reader[] = [
  githubActions,
  gitlabCi,
  pipeline("CircleCI", "circleci", (path) => /^\.circleci\/config\.ya?ml$/.test(path)),
  pipeline("Travis CI", "travis-ci", (path) => path === ".travis.yml"),
  pipeline("Drone", "drone", (path) => path === ".drone.yml"),
  toolVersions,
];
