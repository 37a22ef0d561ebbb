import { expect, test } from "vitest";
import { detectFiles } from "@/cli/src/detect/detect";
import { mapping } from "@/tests/support/detect";

// Extracts of real projects as facts: some of their paths, and the lines of their manifests that name tools. The whole
// repositories are counted by tests/bench/scan.ts.

const many = (folder: string, end: string, number: number) =>
  Array.from({ length: number }, (_, index) => [`${folder}/${index}.${end}`, ""] as const);

test.each([
  [
    "lobsters/lobsters at 57268d7",
    Object.fromEntries([
      [
        "Gemfile",
        'source "https://gems.example"\nruby file: ".ruby-version"\ngem "rails"\ngem "solid_queue"\ngem "sqlite3", force_ruby_platform: true # compile flags\ngem "sentry-rails"\ngem "puma"\ngroup :test, :development do\n  gem "capybara"\n  gem "rspec-rails"\nend\n',
      ],
      [".ruby-version", "4.0.0\n"],
      [".rspec", ""],
      ["Dockerfile.dev", "FROM ruby:4.0.0\n"],
      ["docker-compose.yaml", "services:\n  app:\n    build: .\n"],
      ["hatchbox/Caddyfile", ""],
      [".github/workflows/check.yml", "on: push\njobs:\n  check:\n    steps:\n      - uses: ruby/setup-ruby@v1\n"],
      [".github/dependabot.yml", ""],
      [".gitignore", ""],
      ["vendor/javascript/autosize.js", ""],
      ...many("app/models", "rb", 40),
    ]),
    [
      "caddy",
      "docker",
      "docker-compose",
      "git",
      "github",
      "github-actions",
      "rspec",
      "ruby",
      "ruby-on-rails",
      "sentry",
      "sqlite",
    ],
  ],
  [
    "dani-garcia/vaultwarden at 46d7110",
    Object.fromEntries([
      [
        "Cargo.toml",
        '[package]\nname = "vaultwarden"\n[features]\nmysql = ["diesel/mysql", "diesel_migrations/mysql"]\npostgresql = ["diesel/postgres"]\nsqlite_system = ["diesel/sqlite"]\n[dependencies]\nrocket = { version = "0.5.1", default-features = false }\ndiesel = { version = "2.3.11", features = ["r2d2"] }\nlibsqlite3-sys = { version = "0.37.0", optional = true }\naws-config = { version = "1", optional = true }\n',
      ],
      [
        "docker/Dockerfile.debian",
        "FROM --platform=$TARGETPLATFORM docker.io/library/rust:1.97.1-slim-trixie AS build\nFROM debian:trixie-slim\n",
      ],
      [
        "playwright/package.json",
        '{"dependencies":{"mysql2":"3","pg":"8"},"devDependencies":{"@playwright/test":"1"}}',
      ],
      ["playwright/docker-compose.yml", "services:\n  a:\n    image: quay.io/keycloak/keycloak:26.6.2\n"],
      ["src/static/scripts/jquery-4.0.0.slim.js", ""],
      ["src/static/scripts/bootstrap.bundle.js", ""],
      [".gitattributes", ""],
      ...many("src/api", "rs", 60),
    ]),
    [
      "amazon-web-services",
      "bootstrap",
      "docker",
      "git",
      "jquery",
      "mysql",
      "playwright",
      "postgresql",
      "rust",
      "sqlite",
    ],
  ],
  [
    "jellyfin/jellyfin at c3ed140",
    Object.fromEntries([
      [
        "Jellyfin.Server/Jellyfin.Server.csproj",
        '<Project Sdk="Microsoft.NET.Sdk">\n<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>\n<ItemGroup><PackageReference Include="prometheus-net.AspNetCore" />\n<PackageReference Include="Serilog.Sinks.Graylog" /></ItemGroup></Project>',
      ],
      [
        "Jellyfin.Api/Jellyfin.Api.csproj",
        '<Project Sdk="Microsoft.NET.Sdk"><PackageReference Include="Swashbuckle.AspNetCore" /></Project>',
      ],
      [
        "src/Sqlite/Sqlite.csproj",
        '<Project Sdk="Microsoft.NET.Sdk"><PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" /></Project>',
      ],
      [".vscode/launch.json", "{}"],
      [
        "tests/Api.Tests/Api.Tests.csproj",
        '<Project><PackageReference Include="Microsoft.NET.Test.Sdk" /><PackageReference Include="MySql.Data" /></Project>',
      ],
      ...many("Jellyfin.Api", "cs", 50),
    ]),
    ["asp-net-core", "c-sharp", "graylog", "openapi", "prometheus", "sqlite", "visual-studio-code"],
  ],
])("%s", (_, files, expected) => {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  const found = detectFiles(list, mapping).filter(({ tool }) => tool !== null);
  expect(found.map(({ key }) => key).sort()).toEqual(expected);
});
