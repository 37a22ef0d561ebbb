import path from "node:path";
import ts from "typescript";
import {
  exportedValues,
  inApp,
  inComponents,
  inLib,
  inside,
  inTests,
  isActions,
  isQueries,
  nameOf,
  nodeFaults,
  type Rule,
} from "@/tests/support/architecture/rule";

const ROOT_SUBJECTS = [
  ...[
    "action",
    "api",
    "auth",
    "cache",
    "clear-tags",
    "db",
    "env",
    "errors",
    "fetch",
    "format",
    "gather",
    "mail",
    "oauth",
    "point-store",
    "probe",
  ],
  ...["queue", "rate-limit", "session", "site", "tags", "token"],
].map((name) => `lib/${name}.ts`);
/** One adapter a file: how a data set or a source of figures is read is a subject of its own, known to its noun alone. */
const ADAPTERS = /^lib\/(?:imports|sync)\/sources\/[a-z-]+\.ts$/;
const DUSTBINS = /^(?:index|utils?|helpers?|types|constants?|services?)$/;

/** What files, components, reads and tests are called, and where they stand. */
export const nameRules: Rule[] = [
  {
    rule: "a noun's folder in lib holds schema, rules, queries, mutations, actions and folders of the same kind; lib itself one file a subject",
    reason: "a closed vocabulary tells where a thing stands before one looks, and what it may know",
    check: (files) =>
      files
        .map((file) => file.path)
        .filter((file) => inLib(file) && !inside("lib/generated")(file) && !ROOT_SUBJECTS.includes(file))
        .filter((file) => !/^lib\/(?:[a-z-]+\/)+(?:schema|rules|queries|mutations|actions)\.ts$/.test(file))
        .filter((file) => !ADAPTERS.test(file))
        .map((file) => `${file}: has no place in lib`),
    broken: [
      { "lib/tools/ranking.ts": "" },
      { "lib/queries.ts": "" },
      { "lib/tools/rules.tsx": "" },
      { "lib/strings.ts": "" },
      { "lib/tools/rules/order.ts": "" },
    ],
    sound: [
      {
        "lib/tools/rules.ts": "",
        "lib/tools/facts/queries.ts": "",
        "lib/imports/sources/cncf.ts": "",
        "lib/sync/sources/stack-overflow.ts": "",
        "lib/db.ts": "",
      },
    ],
  },
  {
    rule: "no index barrels, no utils, helpers, types, constants or services",
    reason: "such names say nothing of what is inside, so everything ends up inside",
    check: (files) =>
      files
        .map((file) => file.path)
        .filter((file) => /\.(?:[mc]?[jt]sx?)$/.test(file))
        .filter((file) => file.split("/").some((part) => DUSTBINS.test(part.split(".")[0] ?? "")))
        .map((file) => `${file}: is named for a dustbin`),
    broken: [
      { "components/ui/index.ts": "" },
      { "lib/utils.ts": "" },
      { "lib/tools/types.ts": "" },
      { "tests/helpers/tool.ts": "" },
      { "app/services/vote.ts": "" },
    ],
    sound: [{ "tests/support/tool.ts": "", "app/terms/page.tsx": "" }],
  },
  {
    rule: "files and folders have kebab-case names",
    reason: "one way to write a name, on file systems that know the case of letters and on those that do not",
    check: (files) => {
      const isKebab = (part: string) => /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/.test(part);
      // Route segments: [slug], [...path], [[...path]], (group), @slot, _private.
      const bare = (part: string) => part.replace(/^(?:\[{1,2}(?:\.{3})?|\(|@|_)(.*?)(?:\]{1,2}|\))?$/, "$1");
      const isFixed = (part: string) => part.startsWith(".") || /^(?:[A-Z]+(?:\.md)?|migration_lock\.toml)$/.test(part);
      const isMigration = (part: string) => /^\d{14}_[a-z0-9_]+$/.test(part);
      return files
        .map((file) => file.path)
        .filter((file) => {
          const folders = file.split("/");
          const last = folders.pop() ?? "";
          const isGood = (part: string) => isKebab(inApp(file) ? bare(part) : part);
          const areFoldersGood = folders.every((part) => isGood(part) || part.startsWith(".") || isMigration(part));
          return !areFoldersGood || !(isGood(last) || isFixed(last));
        })
        .map((file) => `${file}: is not kebab-case`);
    },
    broken: [
      { "components/tools/ToolItem.tsx": "" },
      { "lib/rate_limit.ts": "" },
      { "app/tools/[toolSlug]/page.tsx": "" },
      { "components/UI/tabs.tsx": "" },
    ],
    sound: [
      {
        "app/lists/[sort]/[...path]/page.tsx": "",
        "app/(main)/opengraph-image.tsx": "",
        "README.md": "",
        ".ci/run": "",
      },
      { "tests/lib/tools/queries.database.test.ts": "", "prisma/migrations/20261122000000_a/migration.sql": "" },
    ],
  },
  {
    rule: "a component's file exports one component and is named after it",
    reason:
      "a name on the page leads to its file without a search, and a file that grows a second picture wants a second file",
    check: (files) =>
      files.flatMap((file) => {
        if (!file.ast || !inComponents(file.path) || !file.path.endsWith(".tsx")) return [];
        const isMade = (value: ts.Node) =>
          [
            ts.isFunctionDeclaration,
            ts.isArrowFunction,
            ts.isFunctionExpression,
            ts.isCallExpression,
            ts.isClassDeclaration,
            ts.isExportSpecifier,
          ].some((is) => is(value));
        const components = exportedValues(file.ast).filter(
          ({ name, value }) => (/^[A-Z][a-z0-9]/.test(name) && isMade(value)) || name === "default" || name === "*",
        );
        const kebab = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
        const [only] = components;
        if (!only || components.length > 1)
          return [`${file.path}: exports ${components.map(({ name }) => name).join(", ") || "no component"}`];
        return kebab(only.name) === nameOf(file.path) ? [] : [`${file.path}: exports ${only.name}`];
      }),
    broken: [
      { "components/ui/tabs.tsx": "export function Tabs() {}\nexport function Tab() {}" },
      { "components/ui/tabs.tsx": "export function Tabs() {}\nexport const Tab = () => null;" },
      { "components/ui/tabs.tsx": "export default function Tabs() {}" },
      { "components/ui/tabs.tsx": "export function TabList() {}" },
      { "components/ui/tabs.tsx": "export const SIZE = 1;" },
      { "components/ui/tabs.tsx": 'export * from "./tab-list";' },
    ],
    sound: [
      {
        "components/ui/tabs.tsx":
          "export type TabProps = {};\nexport const MAX_TABS = 4;\nfunction Tab() {}\nexport function Tabs() {}",
      },
      { "components/ui/tabs.tsx": "export function tabId() {}\nexport const Tabs = memo(() => null);" },
    ],
  },
  {
    rule: "reads are named get…, list…, search… or find…, or as a claim (has…, wants…); a select ends in Select; an action ends in Action",
    reason: "the name tells a read from a write, one or null from many, and what a browser may call",
    check: (files) => [
      ...nodeFaults(files, isQueries, (ast) =>
        exportedValues(ast).flatMap(({ name, node, value }) => {
          const isRead =
            ts.isFunctionDeclaration(value) &&
            value.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
          if (isRead && !/^(?:get|list|search|find|has|wants|is)[A-Z]/.test(name))
            return [{ node, what: `the read ${name}` }];
          const isSelect = ts.isSatisfiesExpression(value) && /^Prisma\.\w+Select$/.test(value.type.getText(ast));
          return isSelect && !name.endsWith("Select") ? [{ node, what: `the select ${name}` }] : [];
        }),
      ),
      ...nodeFaults(files, isActions, (ast) =>
        exportedValues(ast)
          .filter(({ name }) => !name.endsWith("Action"))
          .map(({ name, node }) => ({ node, what: `the action ${name}` })),
      ),
    ],
    broken: [
      { "lib/tools/queries.ts": "export async function loadTool() {}" },
      { "lib/tools/queries.ts": "export const toolCard = { id: true } satisfies Prisma.ToolSelect;" },
      { "lib/statements/actions.ts": "export const castVote = memberAction(voteSchema);" },
    ],
    sound: [
      { "lib/tools/queries.ts": "export async function listTools() {}\nexport function toToolCard() {}" },
      { "lib/statements/actions.ts": "export const castVoteAction = memberAction(voteSchema);" },
    ],
  },
  {
    rule: "tests mirror the tree: tests/lib/tools/rules.test.ts for lib/tools/rules.ts; beside them architecture, support, e2e and bench",
    reason: "who opens a file knows where its test is, and a test of a file that is gone is noticed",
    check: (files) => {
      const withoutEnd = (file: string) => file.replace(/\.[a-z]+$/, "");
      const isFolder = (folder: string) => files.some(({ path: file }) => inside(folder)(file));
      const stems = new Set(files.map(({ path: file }) => withoutEnd(file)));
      return files
        .map((file) => file.path)
        .filter((file) => inTests(file) && file !== "tests/architecture.test.ts")
        .filter((file) => !/^tests\/(?:support|e2e|bench)\//.test(file))
        .filter((file) => {
          const mirrored = /^tests\/(.+\/.+?)(?:\.database)?\.test\.tsx?$/.exec(file)?.[1];
          if (!mirrored) return true;
          // Outside lib, a test may be about more than one file of its folder.
          // So may one that bears the name of its noun.
          const folder = path.posix.dirname(mirrored);
          if (!inLib(mirrored) || path.posix.basename(folder) === path.posix.basename(mirrored))
            return !isFolder(folder);
          return !stems.has(mirrored);
        })
        .map((file) => `${file}: mirrors nothing`);
    },
    broken: [
      { "tests/scratch/a.test.ts": "" },
      { "tests/lib/tools/rules.test.ts": "", "lib/tools/schema.ts": "" },
      { "tests/voting.test.ts": "" },
      { "tests/lib/tools/rules.ts": "", "lib/tools/rules.ts": "" },
    ],
    sound: [
      { "tests/lib/tools/rules.test.ts": "", "lib/tools/rules.ts": "" },
      { "tests/prisma/catalog.test.ts": "", "prisma/catalog/logos.yaml": "", "tests/e2e/stackup.spec.ts": "" },
      { "tests/prisma/constraints.database.test.ts": "", "prisma/schema.prisma": "" },
    ],
  },
];
