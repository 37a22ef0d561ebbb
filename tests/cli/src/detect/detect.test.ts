import { describe, expect, test } from "vitest";
import { detectFiles, examineFiles } from "@/cli/src/detect/detect";
import { mapping } from "@/tests/support/detect";

function find(files: Record<string, string>, tool: string) {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  return examineFiles(list, mapping).detections.find((detection) => detection.key === tool);
}

describe("how sure a tool is", () => {
  const dependency = (name: string, section = "dependencies") => JSON.stringify({ [section]: { [name]: "^1.0.0" } });
  test.each([
    ["a dependency", { "package.json": dependency("express") }, "express", 0.95],
    [
      "a development dependency of a tool that programs run on",
      { "package.json": dependency("express", "devDependencies") },
      "express",
      0.45,
    ],
    [
      "a development dependency of a build tool",
      { "package.json": dependency("vite", "devDependencies") },
      "vite",
      0.9,
    ],
    ["an example", { "examples/a/package.json": dependency("express") }, "express", 0.38],
    ["tests", { "tests/a/package.json": dependency("express") }, "express", 0.48],
    [
      "a test tool in tests",
      { "e2e/package.json": dependency("@playwright/test", "devDependencies") },
      "playwright",
      0.81,
    ],
    ["vendored code", { "vendor/a/package.json": dependency("express") }, "express", 0.19],
    [
      "two files",
      { "a/package.json": dependency("express"), "b/package.json": dependency("express") },
      "express",
      0.97,
    ],
    [
      "many files",
      Object.fromEntries(["a", "b", "c", "d", "e"].map((folder) => [`${folder}/package.json`, dependency("express")])),
      "express",
      0.99,
    ],
    [
      "a service of a pipeline",
      { ".github/workflows/a.yml": "jobs:\n  a:\n    services:\n      b:\n        image: redis\n" },
      "redis",
      0.7,
    ],
    [
      "a pipeline that sets a tool up",
      { ".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - uses: pnpm/action-setup@v4\n" },
      "pnpm",
      0.5,
    ],
    ["a variable", { ".env.example": "SENTRY_DSN=\n" }, "sentry", 0.65],
    ["a variable that is commented out", { ".env.example": "# SENTRY_DSN=\n" }, "sentry", 0.5],
    [
      "a language of an image in which nothing is written",
      { Dockerfile: "FROM golang:1.23\n", "a.ts": "" },
      "go",
      0.45,
    ],
    ["a manifest alone, as it is pasted", { "go.mod": "go 1.23\n" }, "go", 0.95],
  ])("%s", (_, files, tool, confidence) => {
    expect(find(files, tool)?.confidence).toBe(confidence);
  });

  test("what came along with others is no tool of the project", () => {
    const lock = '{"packages":{"node_modules/express":{"version":"5.0.0"},"node_modules/koa":{"version":"3.0.0"}}}';
    const files = { "package.json": dependency("express"), "package-lock.json": lock };
    expect(find(files, "koa")).toBeUndefined();
    expect(
      find({ "go.mod": "go 1.23\nrequire github.com/gin-gonic/gin v1.10.0 // indirect\n" }, "gin"),
    ).toBeUndefined();
  });

  test("Heroku reads the Procfile at the top and no other", () => {
    expect(find({ Procfile: "" }, "heroku")?.confidence).toBe(0.9);
    expect(find({ "docker/nginx/Procfile": "" }, "heroku")).toBeUndefined();
  });

  test("features of crates name the databases that they are for", () => {
    const cargo = (crate: string, feature: string) => ({
      "Cargo.toml": `[dependencies]\n${crate} = { version = "1", features = ["${feature}"] }\n`,
    });
    for (const tool of ["postgresql", "mysql", "sqlite"]) {
      expect(find(cargo("sea-orm", "sqlx-all"), tool)?.confidence).toBe(0.95);
      expect(find(cargo("sqlx", "all-databases"), tool)?.confidence).toBe(0.95);
      expect(find(cargo("sqlx", "macros"), tool)).toBeUndefined();
    }
    expect(find(cargo("sea-orm", "sqlx-postgres"), "postgresql")?.confidence).toBe(0.95);
    expect(find(cargo("sea-orm", "sqlx-postgres"), "mysql")).toBeUndefined();
  });

  test("a project is no user of itself", () => {
    const files = [{ path: "compose.yaml", text: "services:\n  a:\n    image: grafana/grafana\n" }];
    expect(detectFiles(files, mapping).map(({ key }) => key)).toContain("grafana");
    expect(detectFiles(files, mapping, { own: ["Grafana"] }).map(({ key }) => key)).not.toContain("grafana");
  });
});

describe("versions", () => {
  test("of the lock file beside the manifest, or of one above it", () => {
    const manifest = '{"dependencies":{"react":"^19.0.0"}}';
    const lock = (version: string) => `{"packages":{"node_modules/react":{"version":"${version}"}}}`;
    expect(find({ "package.json": manifest }, "react")?.version).toBe("^19.0.0");
    expect(find({ "a/b/package.json": manifest, "package-lock.json": lock("19.0.1") }, "react")?.version).toBe(
      "19.0.1",
    );
    const both = {
      "a/package.json": manifest,
      "package-lock.json": lock("18.0.0"),
      "a/package-lock.json": lock("19.0.2"),
    };
    expect(find(both, "react")?.version).toBe("19.0.2");
    expect(find({ "a/package.json": manifest, "b/package-lock.json": lock("1.0.0") }, "react")?.version).toBe(
      "^19.0.0",
    );
  });

  test("of two versions in a lock file, the one that was asked for", () => {
    const lock = 'react@^17:\n  version "17.0.2"\n\nreact@^19.0.0:\n  version "19.0.1"\n';
    expect(find({ "package.json": '{"dependencies":{"react":"^19.0.0"}}', "yarn.lock": lock }, "react")?.version).toBe(
      "19.0.1",
    );
  });

  test("what is installed goes before what is allowed", () => {
    const files = {
      "a/package.json": '{"dependencies":{"react":">=17"}}',
      "b/package.json": '{"dependencies":{"react":"^19.0.0"}}',
      "b/package-lock.json": '{"packages":{"node_modules/react":{"version":"19.0.1"}}}',
    };
    expect(find(files, "react")?.version).toBe("19.0.1");
  });

  test("an image may bear the version of what it extends, and say that of what is in it", () => {
    const ofImage = (image: string, tool: string) => find({ Dockerfile: `FROM ${image}\n` }, tool)?.version;
    expect(ofImage("ghcr.io/astral-sh/uv:0.11-python3.12-trixie", "uv")).toBe("0.11");
    expect(ofImage("ghcr.io/astral-sh/uv:0.11-python3.12-trixie", "python")).toBe("3.12");
    expect(ofImage("ghcr.io/astral-sh/uv:0.11", "python")).toBeUndefined();
    expect(ofImage("python:3.13-slim", "python")).toBe("3.13");
    expect(ofImage("timescale/timescaledb:2.14-pg16", "postgresql")).toBeUndefined();
    const chart = "dependencies:\n  - name: postgresql\n    version: 15.5.0\n";
    expect(find({ "chart/Chart.yaml": chart }, "postgresql")).toMatchObject({ confidence: 0.9 });
    expect(find({ "chart/Chart.yaml": chart }, "postgresql")?.version).toBeUndefined();
  });

  test("the Rust that a crate is built with goes before the oldest that would do", () => {
    const crate = '[package]\nname = "a"\nrust-version = "1.95.0"\n';
    expect(find({ "Cargo.toml": crate }, "rust")?.version).toBe(">=1.95.0");
    const toolchain = '[toolchain]\nchannel = "1.97.1"\n';
    expect(find({ "Cargo.toml": crate, "rust-toolchain.toml": toolchain }, "rust")?.version).toBe("1.97.1");
  });

  test("a driver's version is not its database's", () => {
    expect(find({ "package.json": '{"dependencies":{"pg":"8.13.0"}}' }, "postgresql")?.version).toBeUndefined();
    expect(find({ "compose.yaml": "services:\n  db:\n    image: postgres:16\n" }, "postgresql")?.version).toBe("16");
  });
});

describe("languages", () => {
  const names = (files: string[]) =>
    detectFiles(
      files.map((path) => ({ path, text: "" })),
      mapping,
    ).map(({ key }) => key);
  const many = (end: string, number: number) => Array.from({ length: number }, (_, index) => `src/${index}.${end}`);

  test("by their share of the code", () => {
    expect(names([...many("py", 50), ...many("js", 1)])).toEqual(["python"]);
    expect(names([...many("py", 50), ...many("js", 10)])).toEqual(["javascript", "python"]);
  });

  test("tests, examples, settings and hidden files do not count", () => {
    const files = [
      "vite.config.ts",
      "src/a.test.ts",
      "examples/a.ts",
      "vendor/b.ts",
      ".eslintrc.js",
      "types.d.ts",
      "a_test.go",
    ];
    expect(names([...many("py", 5), ...files])).toEqual(["python", "eslint", "vite"]);
  });
});
