import { expect, test } from "vitest";
import { readLines } from "@/tests/support/detect";

test.each([
  [
    "composer.json",
    '{\n"require": {\n"php": ">=8.2",\n"Symfony/Framework-Bundle": "^7.0"\n},\n"require-dev": {"phpunit/phpunit": "^11"}\n}',
    [
      "tool php >=8.2 run :3",
      "composer symfony/framework-bundle ^7.0 run :4",
      "composer phpunit/phpunit ^11 dev :6",
      "tool php run",
      "tool composer run",
    ],
  ],
  [
    "composer.lock",
    '{"packages":[{"name":"symfony/framework-bundle","version":"v7.1.2"}]}',
    ["tool composer dev", "lock composer symfony/framework-bundle 7.1.2"],
  ],
  [
    "go.mod",
    "module a.example/b\n\ngo 1.23.1\n\nrequire github.com/lib/pq v1.10.9\n\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.6.0\n\tgithub.com/x/y v0.1.0 // indirect\n\tgithub.com/z/w v1.0.0+incompatible\n)\n\nexclude (\n\tgithub.com/old/old v1.0.0\n)\n",
    [
      "tool go 1.23.1 run :3",
      "go github.com/lib/pq 1.10.9 run :5",
      "go github.com/jackc/pgx 5.6.0 run :8",
      "go github.com/z/w 1.0.0 run :10",
    ],
  ],
  [
    "Cargo.toml",
    '[package]\nname = "a"\nrust-version = "1.80"\n[dependencies]\ntokio = "1.40"\ndiesel = { version = "2", features = ["postgres"] }\nmy-redis = { package = "redis", version = "0.25", optional = true }\n[dev-dependencies]\ninsta = "1"\n[features]\nmysql = ["diesel/mysql"]\n',
    [
      "cargo tokio 1.40 run :5",
      "cargo diesel 2 run :6",
      "cargo diesel[postgres] 2 run :6",
      "cargo redis 0.25 optional :7",
      "cargo insta 1 dev :9",
      "cargo diesel[mysql] optional :11",
      "tool rust >=1.80 run :3",
    ],
  ],
  [
    "Cargo.toml",
    '[workspace.package]\nrust-version = "1.92"\n[workspace.dependencies.sea-orm]\nversion = "1"\nfeatures = ["sqlx-all"]\n',
    ["cargo sea-orm 1 run", "cargo sea-orm[sqlx-all] 1 run", "tool rust >=1.92 run :2"],
  ],
  ["rust-toolchain.toml", '[toolchain]\nchannel = "1.91.1"\n', ["tool rust 1.91.1 run :2"]],
  ["rust-toolchain", "stable\n", ["tool rust run"]],
  [
    "composer.json",
    '{\n "require": {"php": "^8.2"},\n "suggest": {"ext-pdo_mysql": "*", "predis/predis": "*"}\n}\n',
    ["tool php ^8.2 run :2", "composer ext-pdo_mysql optional :3", "tool php run", "tool composer run"],
  ],
  ["Cargo.lock", '[[package]]\nname = "tokio"\nversion = "1.40.0"\n', ["lock cargo tokio 1.40.0"]],
  [
    "pom.xml",
    `<?xml version="1.0"?>
<project>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent>
  <properties><pg.version>42.7.3</pg.version></properties>
  <dependencyManagement><dependencies><dependency><groupId>io.grpc</groupId><artifactId>grpc-bom</artifactId><version>1.0</version></dependency></dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>\${pg.version}</version></dependency>
    <dependency>
      <groupId>junit</groupId>
      <artifactId>junit</artifactId>
      <scope>test</scope>
    </dependency>
  </dependencies>
</project>`,
    [
      "tool maven run",
      "maven org.springframework.boot:spring-boot-starter-parent 3.3.0 run :3",
      "maven org.postgresql:postgresql 42.7.3 run :7",
      "maven junit:junit dev :10",
    ],
  ],
  [
    "build.gradle",
    "plugins {\n  id 'org.springframework.boot' version '3.3.0'\n}\ndependencies {\n  implementation 'org.postgresql:postgresql:42.7.3'\n  implementation platform('a.b:bom:1')\n  testImplementation 'junit:junit:4.13'\n  // implementation 'mysql:mysql-connector-java:8'\n}\n",
    [
      "tool gradle run",
      "maven plugin:org.springframework.boot 3.3.0 run :2",
      "maven org.postgresql:postgresql 42.7.3 run :5",
      "maven a.b:bom 1 run :6",
      "maven junit:junit 4.13 dev :7",
    ],
  ],
  [
    "app/build.gradle.kts",
    'plugins {\n  kotlin("jvm") version "2.0.0"\n}\ndependencies {\n  implementation("io.ktor:ktor-server-core:2.3.0")\n  api(libs.postgres)\n}\n',
    [
      "tool gradle run",
      "maven plugin:org.jetbrains.kotlin.jvm 2.0.0 run :2",
      "maven io.ktor:ktor-server-core 2.3.0 run :5",
    ],
  ],
  [
    "gradle/libs.versions.toml",
    '[versions]\npg = "42.7.3"\n[libraries]\npostgres = { module = "org.postgresql:postgresql", version.ref = "pg" }\njunit = "junit:junit:4.13"\n[plugins]\nboot = { id = "org.springframework.boot", version = "3.3.0" }\n',
    [
      "maven org.postgresql:postgresql 42.7.3 run :4",
      "maven junit:junit 4.13 dev :5",
      "maven plugin:org.springframework.boot 3.3.0 run :7",
      "lock maven org.postgresql:postgresql 42.7.3",
      "lock maven junit:junit 4.13",
    ],
  ],
  [
    "build.sbt",
    'libraryDependencies += "org.postgresql" % "postgresql" % "42.7.3"\n',
    ["maven org.postgresql:postgresql 42.7.3 run :1"],
  ],
  [
    "deps.edn",
    '{:deps {org.postgresql/postgresql {:mvn/version "42.7.3"}}}\n',
    ["maven org.postgresql:postgresql 42.7.3 run :1"],
  ],
  [
    "Web.csproj",
    '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql" Version="9.0.0" />\n    <PackageReference Include="StackExchange.Redis"><Version>2.8.0</Version></PackageReference>\n  </ItemGroup>\n</Project>',
    [
      "nuget npgsql 9.0.0 run :4",
      "nuget stackexchange.redis 2.8.0 run :5",
      "tool c-sharp run",
      "tool dotnet 9.0 run",
      "tool asp-net-core 9.0 run",
    ],
  ],
  [
    "Directory.Packages.props",
    '<Project><ItemGroup><PackageVersion Include="Npgsql" Version="9.0.0" /></ItemGroup></Project>',
    ["lock nuget npgsql 9.0.0"],
  ],
  ["packages.config", '<packages><package id="jQuery" version="3.7.1" /></packages>', ["nuget jquery 3.7.1 run :1"]],
  ["global.json", '{\n  "sdk": {\n    "version": "9.0.100" // pinned\n  }\n}', ["tool dotnet 9.0.100 run :3"]],
  [
    "mix.exs",
    'defmodule A do\n  def project, do: [elixir: "~> 1.17"]\n  defp deps do\n    [\n      {:phoenix, "~> 1.7"},\n      {:ecto_sql, git: "x"},\n      {:credo, "~> 1.7", only: [:dev, :test], runtime: false}\n    ]\n  end\nend\n',
    ["tool elixir ~> 1.17 run", "hex phoenix ~> 1.7 run :5", "hex ecto_sql run :6", "hex credo ~> 1.7 dev :7"],
  ],
  [
    "mix.lock",
    '%{\n  "phoenix": {:hex, :phoenix, "1.7.14", "abc", [:mix], [], "hexpm", "def"},\n}\n',
    ["lock hex phoenix 1.7.14"],
  ],
  [
    "Package.swift",
    '// swift-tools-version:5.9\nlet package = Package(dependencies: [\n  .package(url: "https://github.com/vapor/vapor.git", from: "4.100.0"),\n])\n',
    ["tool swift 5.9 run :1", "swift vapor/vapor 4.100.0 run :3"],
  ],
  [
    "Package.resolved",
    '{"pins":[{"location":"https://github.com/vapor/vapor.git","state":{"version":"4.101.1"}}],"version":2}',
    ["lock swift vapor/vapor 4.101.1"],
  ],
  ["ios/Podfile", "target 'App' do\n  pod 'Sentry', '~> 8.0'\nend\n", ["swift pod:Sentry ~> 8.0 run :2"]],
  [
    "pubspec.yaml",
    "name: app\ndependencies:\n  flutter:\n    sdk: flutter\n  dio: ^5.4.0\ndev_dependencies:\n  test: any\n",
    ["tool dart run", "pub flutter run :3", "pub dio ^5.4.0 run :5", "pub test dev :7"],
  ],
  ["pubspec.lock", 'packages:\n  dio:\n    dependency: "direct main"\n    version: "5.4.1"\n', ["lock pub dio 5.4.1"]],
])("%s", (file, text, expected) => {
  expect(readLines(file, text)).toEqual(expected);
});
