import { expect, test } from "vitest";
import { imageOf } from "@/cli/src/detect/readers/containers";
import { readLines } from "@/tests/support/detect";

/** What begins a variable, kept apart so that nothing here is one. */
const D = "$";

test.each([
  ["postgres:16-alpine", "postgres", "16"],
  ["docker.io/library/redis:7.2@sha256:abc", "redis", "7.2"],
  ["ghcr.io/owner/name", "ghcr.io/owner/name", undefined],
  ["localhost:5000/a/b:1.2.3", undefined, undefined],
  [`node:${D}{NODE_VERSION:-22}`, "node", "22"],
  [`node:${D}{NODE_VERSION}`, "node", undefined],
  [`${D}{IMAGE}`, undefined, undefined],
  ["nginx:latest", "nginx", undefined],
])("the image %s", (reference, name, version) => {
  const image = imageOf(reference);
  expect(image?.name ?? undefined).toBe(name);
  expect(image?.version).toBe(version);
});

test.each([
  [
    "Dockerfile",
    `ARG NODE=22\n# syntax\nFROM --platform=linux/amd64 node:${D}{NODE}-slim AS build\nRUN npm ci\nFROM build AS test\nFROM nginx:1.27\nCOPY --from=build /a /b\nCOPY --from=composer:2 /c /d\n`,
    ["image node 22 run :3", "image nginx 1.27 run :6", "image composer 2 run :8", "tool docker run"],
  ],
  [
    "web.Dockerfile",
    "FROM alpine\nRUN apk add --no-cache \\\n  nginx\n",
    ["image alpine run :1", "tool nginx run :3", "tool docker run"],
  ],
  [
    "compose.yaml",
    "x-a: &a\n  image: redis:7\nservices:\n  db:\n    image: postgres:16\n  cache:\n    <<: *a\n  web:\n    build: .\n",
    ["image redis 7 run :2", "image postgres 16 run :5", "tool docker-compose run", "tool docker run"],
  ],
  [
    "docker-compose.test.yml",
    "services:\n  db:\n    image: mysql:8\n",
    ["image mysql 8 ci :3", "tool docker-compose run", "tool docker run"],
  ],
  [
    "deploy/web.yaml",
    "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - image: redis:7\n",
    ["tool kubernetes run", "image redis 7 run :7"],
  ],
  [
    "charts/a/templates/d.yaml",
    "{{- if .Values.x }}\napiVersion: v1\nkind: Service\n{{- end }}\nimage: {{ .Values.image }}\n",
    ["tool kubernetes run"],
  ],
  ["roles/own.yaml", "apiVersion: v1alpha1\nkind: Role\n", []],
  ["argo/app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\n", ["tool argo-cd run"]],
  [
    "chart/Chart.yaml",
    "apiVersion: v2\nname: a\ndependencies:\n  - name: postgresql\n    version: 15.5.0\n",
    ["tool helm run", "tool kubernetes run", "image chart:postgresql 15.5.0 run :4"],
  ],
  ["kustomization.yaml", "resources: []\n", ["tool kubernetes run", "tool kustomize run"]],
  [
    "main.tf",
    'provider "aws" {\n}\nresource "aws_s3_bucket" "a" {\n}\n',
    ["tool terraform run :1", "terraform aws_ run :1", "terraform aws_s3_bucket run :3"],
  ],
  ["main.tofu", 'variable "a" {}\n', ["tool opentofu run :1"]],
  [
    ".github/workflows/ci.yml",
    "on: push\njobs:\n  test:\n    container: node:22\n    services:\n      db:\n        image: postgres:16\n    env:\n      DATABASE_URL: mysql://root:secret@127.0.0.1/a\n    steps:\n      - uses: actions/setup-node@v4\n      - uses: ./local\n      - run: docker compose up\n",
    [
      "tool github-actions ci",
      "image node 22 ci :4",
      "image postgres 16 ci :7",
      "tool mysql ci :9",
      "action actions/setup-node ci :11",
      "tool docker-compose ci :13",
    ],
  ],
  [
    ".gitlab-ci.yml",
    "image: ruby:3.3\ntest:\n  services:\n    - postgres:16\n  script:\n    - helm upgrade a\n",
    ["tool gitlab-ci ci", "image ruby 3.3 ci :1", "image postgres 16 ci :4", "tool helm ci :6"],
  ],
  [
    ".circleci/config.yml",
    "jobs:\n  a:\n    docker:\n      - image: cimg/node:22.1\n",
    ["tool circleci ci", "image cimg/node 22.1 ci :4"],
  ],
  ["vendor/x/.travis.yml", "language: php\n", []],
  [".tool-versions", "nodejs 22.1.0\nshellcheck 0.1\n", ["tool nodejs 22.1.0 run :1"]],
  ["config/database.yml", "default:\n  adapter: postgresql\n  # adapter: mysql2\n", ["tool postgresql run :2"]],
  ["prisma/schema.prisma", 'datasource db {\n  provider = "sqlite"\n}\n', ["tool sqlite run :2"]],
  [
    "src/main/resources/application.yml",
    "spring:\n  datasource:\n    url: jdbc:postgresql://db/a\n",
    ["tool postgresql run :3"],
  ],
  ["a/settings.py", 'DATABASES = {"default": {"ENGINE": "django.db.backends.mysql"}}\n', ["tool mysql run :1"]],
  ["api/openapi.yaml", "# made by hand\nopenapi: 3.1.0\n", ["tool openapi run :2"]],
  ["prisma/catalog/tools/openapi.yaml", "slug: openapi\n", []],
  [
    ".env.example",
    "# REDIS_URL=redis://a\nDATABASE_URL=postgresql://user:secret@db/a\nexport SENTRY_DSN=\n",
    [
      "env REDIS_URL run :1",
      "tool redis run :1",
      "env DATABASE_URL run :2",
      "tool postgresql run :2",
      "env SENTRY_DSN run :3",
    ],
  ],
  [".env.example", "DB_CONNECTION=pgsql\n", ["env DB_CONNECTION run :1", "tool postgresql run :1"]],
  [".env", "SECRET=1\n", []],
  [
    "config/database.php",
    "return [\n  'default' => env('DB_CONNECTION', 'mysql'),\n  'connections' => [\n    'pgsql' => ['driver' => 'pgsql'],\n  ],\n];\n",
    ["tool mysql run :2"],
  ],
  [
    "app/Config/database.php",
    "  'default' => default_of(env('DB_CONNECTION'), 'sqlsrv'),\n",
    ["tool microsoft-sql-server run :1"],
  ],
  ["app.json", '{"addons": ["heroku-postgresql"]}\n', ["tool heroku run :1"]],
  ["app.json", '{"expo": {"name": "a"}}\n', []],
  [
    ".github/workflows/rust.yml",
    "jobs:\n  a:\n    steps:\n      - uses: dtolnay/rust-toolchain@1.91.1\n      - uses: dtolnay/rust-toolchain@master\n        with:\n          toolchain: 1.98.0\n      - uses: a/b@1\n        with:\n          toolchain: 2.0.0\n",
    [
      "tool github-actions ci",
      "tool rust 1.91.1 ci :4",
      "action dtolnay/rust-toolchain ci :4",
      "action dtolnay/rust-toolchain ci :5",
      "tool rust 1.98.0 ci :7",
      "action a/b ci :8",
    ],
  ],
  ["lib/hubs/dockerfile.ex", "FROM node:22\n", []],
  ["Dockerfile.dev", "FROM node:22\n", ["image node 22 dev :1", "tool docker run"]],
])("%s", (file, text, expected) => {
  expect(readLines(file, text)).toEqual(expected);
});

test("no value of a setting is kept as evidence", () => {
  const texts = ["DATABASE_URL=postgresql://user:hunter2@db/a", "SENTRY_DSN=https://hunter2@sentry.example/1"];
  for (const text of texts) expect(JSON.stringify(readLines(".env.example", text))).not.toContain("hunter2");
});
