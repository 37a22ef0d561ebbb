import {
  importFaults,
  inApp,
  inCli,
  inComponents,
  inLib,
  inPrisma,
  inScripts,
  inside,
  inTests,
  isActions,
  isJob,
  isLibFile,
  isMutations,
  isQueries,
  isRoute,
  isSeed,
  nameOf,
  type Rule,
} from "@/tests/support/architecture/rule";

/** Which part may know which. */
export const importRules: Rule[] = [
  {
    rule: "imports run app → components → lib, never back; tests are imported by tests alone",
    reason: "a picture that knows its page, or meaning that knows its picture, cannot be used or tested without it",
    check: (files) =>
      importFaults(files, (from, { target, isProject }) => {
        if (!isProject || inTests(from)) return false;
        if (inTests(target)) return !/^\w+\.config\.ts$/.test(from);
        if (inApp(target)) return !inApp(from);
        if (inComponents(target)) return !inApp(from) && !inComponents(from);
        return inPrisma(target) && (inApp(from) || inComponents(from) || inLib(from));
      }),
    broken: [
      { "lib/tools/rules.ts": 'import { ToolItem } from "@/components/tools/tool-item";' },
      { "lib/tools/rules.ts": 'export { size } from "../../app/layout";' },
      { "components/ui/tabs.tsx": 'import type { Props } from "@/app/layout";' },
      { "components/ui/tabs.tsx": 'type Seed = import("@/prisma/seed").Seed;' },
      { "prisma/seed.ts": 'const page = await import("@/app/page");' },
      { "app/page.tsx": 'import { tool } from "@/tests/support/tools";' },
    ],
    sound: [
      { "app/page.tsx": 'import "./globals.css";\nimport { Tabs } from "@/components/ui/tabs";' },
      { "tests/app/page.test.ts": 'import Page from "@/app/page";' },
      { "playwright.config.ts": 'import { findBrowser } from "./tests/support/request-browser";' },
    ],
  },
  {
    rule: "components take from lib only schema, rules, actions, format and site",
    reason:
      "components are pictures of props: with a read in them, they could not be drawn in the browser or in a test",
    check: (files) =>
      importFaults(
        files,
        (from, { target, isProject }) =>
          inComponents(from) &&
          isProject &&
          inLib(target) &&
          !["lib/format", "lib/site"].includes(target) &&
          !(/^lib\/.+\//.test(target) && ["schema", "rules", "actions"].includes(nameOf(target))),
      ),
    broken: [
      { "components/tools/star-chart.tsx": 'import type { Series } from "@/lib/figures/queries";' },
      { "components/tools/star-chart.tsx": 'import { tags } from "@/lib/tags";' },
      { "components/tools/star-chart.tsx": 'import { db } from "../../lib/db";' },
      { "components/tools/star-chart.tsx": 'import { rules } from "@/lib/rules";' },
    ],
    sound: [{ "components/tools/star-chart.tsx": 'import { splitSeries } from "@/lib/figures/rules";' }],
  },
  {
    rule: "components read nothing: no Node modules, no database packages, no request, no cache",
    reason: "data arrives as props; what a component fetches itself, no page can cache, tag or test",
    check: (files) =>
      importFaults(
        files,
        (from, { target }) =>
          inComponents(from) && /^(?:node:.*|pg|@prisma\/.*|server-only|next\/(?:headers|cache|server))$/.test(target),
      ),
    broken: [
      { "components/ui/tabs.tsx": 'import { readFileSync } from "node:fs";' },
      { "components/ui/tabs.tsx": 'import { cookies } from "next/headers";' },
    ],
    sound: [{ "components/ui/tabs.tsx": 'import Link from "next/link";' }],
  },
  {
    rule: "links load whole pages and forms are sent to routes: no next/link, next/form, router or server action",
    reason: "scripts/drop-still-parts takes from a page what only a server component rendered anew would need",
    check: (files) =>
      importFaults(
        files,
        (from, { target, names }) =>
          (inApp(from) || inComponents(from)) &&
          (["next/link", "next/form"].includes(target) ||
            (target === "next/navigation" && names.includes("useRouter"))),
      ),
    broken: [
      { "components/ui/tabs.tsx": 'import Link from "next/link";' },
      { "app/search/page.tsx": 'import Form from "next/form";' },
      { "components/ui/tabs.tsx": 'import { notFound, useRouter as go } from "next/navigation";' },
    ],
    sound: [{ "app/search/page.tsx": 'import { notFound } from "next/navigation";' }],
  },
  {
    rule: "components/ui knows nothing of this project outside itself",
    reason: "primitives with primitive props could ship in another product; one that knows a tool is no primitive",
    check: (files) =>
      importFaults(
        files,
        (from, { target, isProject }) => inside("components/ui")(from) && isProject && !inside("components/ui")(target),
      ),
    broken: [{ "components/ui/tabs.tsx": 'import type { ToolName } from "@/lib/tools/schema";' }],
    sound: [{ "components/ui/tabs.tsx": 'import { SectionHead } from "./section-head";' }],
  },
  {
    rule: "queries are imported by app, by other queries and by mutations that send or carry out what they read; a tool’s document by those that record it",
    reason: "reads are cached and tagged where a page composes them; a read elsewhere would hide from the page's tags",
    check: (files) =>
      importFaults(
        files,
        (from, { target, isProject }) =>
          isProject &&
          isQueries(target) &&
          !inApp(from) &&
          !isQueries(from) &&
          !inTests(from) &&
          from !== "lib/digests/mutations.ts" &&
          !(isMutations(from) && target === "lib/tools/documents/queries") &&
          // The check of links asks the addresses that the freshness board lists.
          !(from === "lib/links/mutations.ts" && target === "lib/links/queries") &&
          // A merge does what its preview, a query, has shown.
          !(inside("lib/merges")(from) && inside("lib/merges")(target)),
      ),
    broken: [
      { "lib/tools/actions.ts": 'import { getTool } from "@/lib/tools/queries";' },
      { "lib/tools/mutations.ts": 'import { getTool } from "./queries";' },
      { "scripts/start.ts": 'import { listTools } from "@/lib/tools/queries";' },
    ],
    sound: [
      { "app/page.tsx": 'import { listTools } from "@/lib/tools/queries";' },
      { "lib/tools/documents/mutations.ts": 'import { listToolDocuments } from "@/lib/tools/documents/queries";' },
      { "lib/stackups/queries.ts": 'import { getTool } from "@/lib/tools/queries";' },
    ],
  },
  {
    rule: "mutations are imported by actions, route handlers, lib/auth, other mutations, jobs, the seed and tests only; those that keep answers by lib/api",
    reason:
      "mutations trust their caller: only an action or a route that has asked who may do it, or a job, may call them; lib/api is the frame of all routes by token and keeps what they answered",
    check: (files) =>
      importFaults(
        files,
        (from, { target, isProject }) =>
          isProject &&
          isMutations(target) &&
          from !== "lib/auth.ts" &&
          !(from === "lib/api.ts" && target === "lib/idempotency/mutations") &&
          ![isActions, isRoute, isMutations, isJob, isSeed, inTests].some((isAllowed) => isAllowed(from)),
      ),
    broken: [
      { "app/tools/page.tsx": 'import { castVote } from "@/lib/statements/mutations";' },
      { "lib/tools/queries.ts": 'import { recountVotes } from "@/lib/statements/mutations";' },
      { "prisma/read-catalog.ts": 'import { loadCatalog } from "@/lib/catalog/mutations";' },
      { "lib/api.ts": 'import { shareStack } from "@/lib/stacks/mutations";' },
    ],
    sound: [
      { "lib/api.ts": 'import { findAnswer } from "@/lib/idempotency/mutations";' },
      { "prisma/seed.ts": 'import { loadCatalog } from "@/lib/catalog/mutations";' },
      { "lib/statements/actions.ts": 'import { castVote } from "@/lib/statements/mutations";' },
    ],
  },
  {
    rule: "lib/db is imported by queries, mutations, auth, session, rate-limit, api, route handlers, jobs, the seed and tests only",
    reason:
      "whoever holds the database client can read past the cache and write past the checks; lib/api hands it to the mutations that keep answers",
    check: (files) =>
      importFaults(files, (from, { target, isProject }) => {
        const isAllowed = [isQueries, isMutations, isRoute, isJob, isSeed, inTests].some((isOne) => isOne(from));
        const named = ["lib/auth.ts", "lib/session.ts", "lib/rate-limit.ts", "lib/api.ts"];
        return isProject && target === "lib/db" && !isAllowed && !named.includes(from);
      }),
    broken: [
      { "app/page.tsx": 'import { db } from "@/lib/db";' },
      { "lib/tools/actions.ts": 'import { db } from "@/lib/db";' },
      { "lib/tools/rules.ts": 'import type { Database } from "../db";' },
      { "scripts/start.ts": 'const { db } = await import("@/lib/db");' },
    ],
    sound: [{ "app/api/health/route.ts": 'import { db } from "@/lib/db";' }],
  },
  {
    rule: "Prisma stays in queries, mutations, lib/db, lib/auth, lib/rate-limit and prisma/: none in app or components",
    reason: "lib is the only place that knows the database; rows become plain shapes before they leave it",
    check: (files) =>
      importFaults(files, (from, { target, isProject }) => {
        const isDatabase = isProject
          ? inside("lib/generated/prisma")(target)
          : /^(?:@prisma\/.*|prisma(?:\/.*)?|pg)$/.test(target);
        const isHome = isQueries(from) || isMutations(from) || /^lib\/(?:db|auth|rate-limit)\.ts$/.test(from);
        return isDatabase && (inApp(from) || inComponents(from) || (inLib(from) && !isHome));
      }),
    broken: [
      { "app/page.tsx": 'import type { Tool } from "@/lib/generated/prisma/client";' },
      { "app/page.tsx": 'import { Client } from "pg";' },
      { "lib/tools/rules.ts": 'import type { Prisma } from "@prisma/client";' },
    ],
    sound: [{ "lib/tools/queries.ts": 'import type { Prisma } from "@/lib/generated/prisma/client";' }],
  },
  {
    rule: "schema, rules, errors, format and site are safe in the browser: they import only each other, the pure parts of the command line, and packages that run there",
    reason:
      "components use them on both sides; one import of the server would send it to every reader, or break the build",
    check: (files) => {
      const isShared = (file: string) =>
        isLibFile("schema", "rules")(file) || /^lib\/(?:errors|format|site)(?:\.ts)?$/.test(file);
      const isPureCli = (file: string) => inside("cli/src/formats")(file) || inside("cli/src/detect")(file);
      const isServerPackage = (name: string) =>
        /^(?:node:.*|server-only|next(?:\/.*)?|pg|@prisma\/.*|react-dom.*)$/.test(name);
      return importFaults(
        files,
        (from, { target, isProject }) =>
          isShared(from) && (isProject ? !isShared(target) && !isPureCli(target) : isServerPackage(target)),
      );
    },
    broken: [
      { "lib/tools/rules.ts": 'import type { Row } from "@/lib/tools/queries";' },
      { "lib/tools/schema.ts": 'import { createHash } from "node:crypto";' },
      { "lib/stacks/schema.ts": 'import { walk } from "@/cli/src/project/walk";' },
      { "lib/format.ts": 'import { readEnv } from "@/lib/env";' },
    ],
    sound: [
      { "lib/tools/rules.ts": 'import { z } from "zod";\nimport { formatList } from "@/lib/format";' },
      { "lib/stacks/schema.ts": 'import { stackSchema } from "@/cli/src/formats/sidestack";' },
    ],
  },
  {
    rule: 'queries, mutations, db, env, session, auth and rate-limit begin with import "server-only"',
    reason: "the build then refuses them in a browser bundle instead of shipping secrets and SQL to readers",
    check: (files) =>
      files
        .filter(
          ({ path: file }) =>
            isQueries(file) || isMutations(file) || /^lib\/(?:db|env|session|auth|rate-limit)\.ts$/.test(file),
        )
        .filter(({ imports }) => imports[0]?.target !== "server-only")
        .map(({ path: file }) => `${file}:1: does not begin with import "server-only"`),
    broken: [
      { "lib/tools/queries.ts": 'import { db } from "@/lib/db";' },
      { "lib/env.ts": "export const env = process.env;" },
    ],
    sound: [{ "lib/tools/queries.ts": 'import "server-only";\nimport { db } from "@/lib/db";' }],
  },
  {
    rule: "mutations know no session and no cache",
    reason:
      "a job or the seed calls them without a request; who acts is told by an id, what to clear is the caller's to know",
    check: (files) =>
      importFaults(
        files,
        (from, { target }) =>
          isMutations(from) && /^(?:next(?:\/.*)?|lib\/(?:tags|session|auth|action|rate-limit))$/.test(target),
      ),
    broken: [
      { "lib/tools/mutations.ts": 'import "server-only";\nimport { updateTag } from "next/cache";' },
      { "lib/tools/mutations.ts": 'import "server-only";\nimport { tags } from "@/lib/tags";' },
    ],
    sound: [{ "lib/tools/mutations.ts": 'import "server-only";\nimport { db } from "@/lib/db";' }],
  },
  {
    rule: "scripts import each other, prisma/, lib/catalog and lib/logos/drawings only (jobs: lib), and only they start Next; only scripts and tests import them",
    reason:
      "start-up programs run before there is a site: what they need must not need the site, and the site must not need them",
    check: (files) =>
      importFaults(files, (from, { target, isProject }) => {
        if (isProject && inScripts(target)) return !inScripts(from) && !inTests(from);
        if (!inScripts(from)) return !isProject && target === "next" && !inTests(from) && !isTypeOnlyHome(from);
        return (
          isProject &&
          !inPrisma(target) &&
          !inside("lib/catalog")(target) &&
          !inside("lib/logos/drawings")(target) &&
          !(isJob(from) && inLib(target))
        );
      }),
    broken: [
      { "scripts/start.ts": 'import { listTools } from "@/lib/tools/rules";' },
      { "scripts/start.ts": 'import config from "../next.config";' },
      { "lib/db.ts": 'import { startPostgres } from "@/scripts/postgres";' },
      { "prisma/seed.ts": 'import { root } from "../scripts/steps";' },
      { "lib/db.ts": 'import next from "next";' },
    ],
    sound: [
      { "scripts/start.ts": 'import next from "next";\nimport { seed } from "@/prisma/seed";\nimport "./steps";' },
      { "tests/support/postgres.ts": 'import { startPostgres } from "@/scripts/postgres";' },
      { "app/page.tsx": 'import type { Metadata } from "next";' },
    ],
  },
  {
    rule: "cli imports itself, Node and packages only; the site takes from it the detector, the formats and the mapping",
    reason:
      "the program is published alone: what it needs from the site, nobody who installs it has; and what it prints or reads from disk is no business of a server",
    check: (files) =>
      importFaults(files, (from, { target, isProject }) => {
        if (!isProject) return false;
        if (inCli(from)) return !inCli(target);
        if (!inCli(target) || inTests(from)) return false;
        return !inside("cli/src/detect")(target) && !inside("cli/src/formats")(target) && !inside("cli/data")(target);
      }),
    broken: [
      { "cli/src/project/scan.ts": 'import { readEnv } from "@/lib/env";' },
      { "cli/src/program.ts": 'import { site } from "../../lib/site";' },
      { "lib/stacks/mutations.ts": 'import { walk } from "@/cli/src/project/walk";' },
      { "app/share/page.tsx": 'import { runShare } from "@/cli/src/commands/share";' },
    ],
    sound: [
      {
        "cli/src/program.ts":
          'import { Command } from "commander";\nimport { runScan } from "@/cli/src/commands/scan";',
      },
      { "app/api/v1/detect/route.ts": 'import { detectFiles } from "@/cli/src/detect/detect";' },
      { "lib/stacks/schema.ts": 'import { stackSchema } from "@/cli/src/formats/sidestack";' },
      { "tests/cli/src/project/scan.test.ts": 'import { scanProject } from "@/cli/src/project/scan";' },
    ],
  },
  {
    rule: "the detector and the formats are pure: no Node modules, no other part of cli",
    reason:
      "the site runs them on texts that members paste: what reads a disk or a network cannot be reached from there",
    check: (files) =>
      importFaults(files, (from, { target, isProject }) => {
        if (!inside("cli/src/detect")(from) && !inside("cli/src/formats")(from)) return false;
        if (!isProject) return !["zod", "yaml", "smol-toml", "fast-xml-parser"].includes(target);
        return !inside("cli/src/detect")(target) && !inside("cli/src/formats")(target);
      }),
    broken: [
      { "cli/src/detect/readers/go.ts": 'import { readFileSync } from "node:fs";' },
      { "cli/src/formats/sidestack.ts": 'import { Failure } from "@/cli/src/failure";' },
    ],
    sound: [{ "cli/src/detect/text.ts": 'import { parse } from "smol-toml";\nimport { ReadError } from "./finding";' }],
  },
];

/** Pages and the settings file take types from the package that they must not start. */
function isTypeOnlyHome(file: string): boolean {
  return inApp(file) || file === "next.config.ts" || file === "next-env.d.ts";
}
