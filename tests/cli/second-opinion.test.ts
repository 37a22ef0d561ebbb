import "@specfy/stack-analyser/dist/autoload.js";
import { analyser, FSProvider, type Payload } from "@specfy/stack-analyser";
import { describe, expect, test } from "vitest";
import { detectFiles } from "@/cli/src/detect/detect";
import { mapping } from "@/tests/support/detect";
import { makeFolder } from "@/tests/support/folders";

// A second opinion: what @specfy/stack-analyser finds in small projects, this detector finds too, or there is a reason.

/** Its keys of tools that the catalog has under another slug. */
const SLUGS: Record<string, string> = {
  "github.actions": "github-actions",
  aws: "amazon-web-services",
  rails: "ruby-on-rails",
  tailwind: "tailwind-css",
  golang: "go",
  dockercompose: "docker-compose",
};

/** All its finds: those of folders inside others are kept there and not summed up. */
function keysOf(payload: Payload): string[] {
  return [...payload.techs, ...(payload.tech ? [payload.tech] : []), ...payload.childs.flatMap(keysOf)];
}

async function askBoth(files: Record<string, string>) {
  const payload = await analyser({ provider: new FSProvider({ path: makeFolder(files) }) });
  const theirs = new Set(keysOf(payload).map((key) => SLUGS[key] ?? key));
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  const ours = new Set(detectFiles(list, mapping).map(({ key }) => key));
  return {
    theirs: [...theirs].filter((slug) => mapping.tools[slug]).sort(),
    onlyTheirs: [...theirs].filter((slug) => mapping.tools[slug] && !ours.has(slug)).sort(),
    onlyOurs: [...ours].filter((slug) => !theirs.has(slug)).sort(),
  };
}

describe("a second opinion", () => {
  test("on a project of JavaScript", async () => {
    const { theirs, onlyTheirs } = await askBoth({
      "package.json":
        '{"name":"a","dependencies":{"express":"5","pg":"8","ioredis":"5","@sentry/node":"9","stripe":"17"},"devDependencies":{"vitest":"4","eslint":"9"}}',
      "package-lock.json": '{"packages":{}}',
      Dockerfile: "FROM node:22\n",
      "compose.yaml": "services:\n  db:\n    image: postgres:16\n",
    });
    expect(theirs).toEqual(expect.arrayContaining(["express", "postgresql", "redis", "sentry", "stripe"]));
    expect(onlyTheirs).toEqual([]);
  });

  test("on a project of Ruby: a gem without a version is seen here alone", async () => {
    const { onlyTheirs, onlyOurs } = await askBoth({
      Gemfile: 'source "https://gems.example"\ngem "rails"\ngem "sidekiq", "~> 7"\n',
    });
    expect(onlyTheirs).toEqual([]);
    expect(onlyOurs).toContain("ruby-on-rails");
  });

  test("on projects of Python, Go and PHP", async () => {
    const { onlyTheirs } = await askBoth({
      "a/requirements.txt": "Django==5\npsycopg2==2.9\n",
      "b/go.mod": "module b\n\ngo 1.23\n\nrequire github.com/lib/pq v1.10.9\n",
      "c/composer.json": '{"name":"c/c","require":{"laravel/framework":"^11","predis/predis":"^2"}}',
    });
    expect(onlyTheirs).toEqual([]);
  });
});
