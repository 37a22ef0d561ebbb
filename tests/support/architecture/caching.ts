import ts from "typescript";
import {
  directiveText,
  inside,
  inTests,
  isActions,
  isCallOf,
  isDirective,
  isExported,
  isJob,
  isQueries,
  isRoute,
  nodeFaults,
  type Rule,
} from "@/tests/support/architecture/rule";
import { findNodes } from "@/tests/support/source-tree";

/** What is wrong with a function that is cached; empty when it follows the form. */
function cacheFaults(directive: ts.ExpressionStatement, file: string): string[] {
  const made = ts.isBlock(directive.parent) ? directive.parent.parent : directive.parent;
  const isNamed =
    ts.isFunctionDeclaration(made) && made.name !== undefined && isExported(made) && ts.isSourceFile(made.parent);
  if (!isNamed || !made.body) return ["'use cache' stands outside a named exported function"];
  const [first, second, ...rest] = made.body.statements;
  const isBareCall = (statement: ts.Statement | undefined, name: string) =>
    statement !== undefined && ts.isExpressionStatement(statement) && isCallOf(name)(statement.expression);
  const reads = (statement: ts.Statement) =>
    findNodes(statement, (node): node is ts.Node => ts.isAwaitExpression(node) || isCallOf("db")(node)).length > 0;
  const firstRead = rest.findIndex((statement) => reads(statement) || ts.isReturnStatement(statement));
  const scalars = [ts.SyntaxKind.StringKeyword, ts.SyntaxKind.NumberKeyword, ts.SyntaxKind.BooleanKeyword];
  const isScalar = ({ type, dotDotDotToken }: ts.ParameterDeclaration) =>
    !dotDotDotToken && type !== undefined && (scalars.includes(type.kind) || /Sort$/.test(type.getText()));
  return [
    ...(isQueries(file) ? [] : ["'use cache' stands outside a queries.ts"]),
    ...(inside("lib/search")(file) ? ["free-text search is cached"] : []),
    ...(first === directive ? [] : ["'use cache' is not the first line"]),
    ...(isBareCall(second, "cacheLife") ? [] : ["cacheLife does not follow 'use cache'"]),
    ...(rest.slice(0, Math.max(0, firstRead)).some((statement) => isBareCall(statement, "cacheTag"))
      ? []
      : ["no cacheTag before the first query"]),
    ...(made.parameters.length <= 3 && made.parameters.every(isScalar)
      ? []
      : ["a cached read takes at most three scalar arguments"]),
  ];
}

/** A cached read in its right form, with one part replaced. */
function cached(part: string, replacement: string): string {
  const right = `export async function getTool(slug: string) {
    "use cache";
    cacheLife("hours");
    cacheTag(tags.tool(slug));
    return db().tool.findUnique({ where: { slug } });
  }`;
  if (!right.includes(part)) throw new Error(`the example has no ${part}`);
  return `import { tags } from "@/lib/tags";\n${right.replace(part, replacement)}`;
}

const isCacheCall = isCallOf("cacheTag", "updateTag", "revalidateTag");
const isText = (node: ts.Node): node is ts.Node => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
const isTagsName = (node: ts.Node): node is ts.Identifier => ts.isIdentifier(node) && node.text === "tags";

/** Where reads are cached, tagged and cleared. */
export const cacheRules: Rule[] = [
  {
    rule: "'use cache' only in queries.ts, on named exported functions with at most three scalar arguments; then cacheLife, then cacheTag before the first query",
    reason:
      "a miss must be tagged too, or it is served until it ages out; objects as arguments make keys that never repeat",
    check: (files) =>
      nodeFaults(
        files,
        (file) => !inTests(file),
        (ast, file) =>
          findNodes(ast, isDirective)
            .filter((node) => directiveText(node).startsWith("use cache"))
            .flatMap((node) => cacheFaults(node, file.path).map((what) => ({ node, what }))),
      ),
    broken: [
      { "lib/tools/rules.ts": cached("", "") },
      { "app/page.tsx": '"use cache";\nexport default function Page() {}' },
      { "lib/search/queries.ts": cached("", "") },
      { "lib/tools/queries.ts": cached("export ", "") },
      { "lib/tools/queries.ts": cached('cacheLife("hours");', "") },
      { "lib/tools/queries.ts": cached("cacheTag(tags.tool(slug));", "") },
      {
        "lib/tools/queries.ts": cached(
          "cacheTag(tags.tool(slug));",
          "const a = await db(); cacheTag(tags.tool(slug));",
        ),
      },
      { "lib/tools/queries.ts": cached("cacheTag(tags.tool(slug));", "if (slug) cacheTag(tags.tool(slug));") },
      { "lib/tools/queries.ts": cached("slug: string", "where: Prisma.ToolWhereInput") },
      { "lib/tools/queries.ts": cached("slug: string", "slugs: string[]") },
      { "lib/tools/queries.ts": cached('"use cache";', 'const a = 1;\n"use cache";') },
      {
        "lib/tools/queries.ts":
          'export const getTool = async () => {\n"use cache";\ncacheLife("hours");\ncacheTag(tags.toolList);\nreturn db();\n};',
      },
    ],
    sound: [
      { "lib/tools/queries.ts": cached("", "") },
      { "lib/tools/queries.ts": cached("cacheTag(", 'const slugs = slug.split(",");\ncacheTag(') },
      { "lib/tools/queries.ts": cached("slug: string", "slug: string, sort: ToolSort, limit: number") },
    ],
  },
  {
    rule: "cache tags are built in lib/tags.ts and nowhere else",
    reason: "a tag that is spelt in two places is one day spelt in two ways, and what it marks is never cleared",
    check: (files) =>
      nodeFaults(
        files,
        // The one place that clears what it is given: those tags were built where the write was made.
        (file) => !inTests(file) && file !== "lib/cache.ts",
        (ast, file) =>
          findNodes(ast, isCacheCall).flatMap((node) => {
            const given = node.arguments.filter((argument) => !ts.isObjectLiteralExpression(argument));
            const isBuilt = given.every(
              (argument) => findNodes(argument, isText).length === 0 && findNodes(argument, isTagsName).length > 0,
            );
            const knowsTags = file.imports.some((edge) => edge.target === "lib/tags");
            return isBuilt && knowsTags ? [] : [{ node, what: node.getText(ast) }];
          }),
      ),
    broken: [
      { "lib/tools/queries.ts": cached("tags.tool(slug)", '"tools"') },
      { "lib/tools/queries.ts": cached("tags.tool(slug)", `\`tool:${"$"}{slug}\``) },
      { "lib/tools/queries.ts": cached("tags.tool(slug)", "slug") },
      { "lib/tools/queries.ts": cached("tags.tool(slug)", 'tags.toolList, "tools"') },
      { "lib/tools/queries.ts": 'const tags = { all: "all" };\ncacheTag(tags.all);' },
    ],
    sound: [
      { "lib/tools/queries.ts": cached("tags.tool(slug)", "tags.toolList, ...slugs.map(tags.tool)") },
      { "jobs/import.ts": 'import { tags } from "@/lib/tags";\nrevalidateTag(tags.toolList, { expire: 0 });' },
    ],
  },
  {
    rule: "updateTag is called in actions.ts; revalidateTag in jobs, route handlers and lib/cache, which clears for all of them; nothing else clears the cache",
    reason:
      "updateTag throws outside an action, and a cache that is cleared by path or from a mutation is cleared by guess",
    check: (files) =>
      files.flatMap((file) =>
        file.imports
          .filter((edge) => edge.target === "next/cache" && !inTests(file.path))
          .flatMap((edge) =>
            edge.names
              .filter((name) => {
                if (name === "updateTag") return !isActions(file.path);
                if (name === "revalidateTag")
                  return !isJob(file.path) && !isRoute(file.path) && file.path !== "lib/cache.ts";
                return !(name === "cacheLife" || name === "cacheTag") || !isQueries(file.path);
              })
              .map((name) => `${file.path}:${edge.line}: imports ${name}`),
          ),
      ),
    broken: [
      { "lib/tools/queries.ts": 'import { updateTag } from "next/cache";' },
      { "lib/tools/actions.ts": 'import { revalidateTag } from "next/cache";' },
      { "lib/tools/actions.ts": 'import { revalidatePath } from "next/cache";' },
      { "app/page.tsx": 'import { unstable_cache as cache } from "next/cache";' },
    ],
    sound: [
      { "lib/tools/actions.ts": 'import { updateTag } from "next/cache";' },
      { "lib/tools/queries.ts": 'import { cacheLife, cacheTag } from "next/cache";' },
    ],
  },
  {
    rule: "'use server' opens actions.ts and stands nowhere else",
    reason:
      "each exported function under it is an address that anyone can call: they must be found in one kind of file",
    check: (files) => [
      ...nodeFaults(
        files,
        (file) => !isActions(file) && !inTests(file),
        (ast) =>
          findNodes(ast, isDirective)
            .filter((node) => directiveText(node) === "use server")
            .map((node) => ({ node, what: "'use server' outside actions.ts" })),
      ),
      ...nodeFaults(files, isActions, (ast) => {
        const [first] = ast.statements;
        const isOpened = first && isDirective(first) && directiveText(first) === "use server";
        return isOpened ? [] : [{ node: ast, what: "does not begin with 'use server'" }];
      }),
    ],
    broken: [
      { "app/page.tsx": 'async function vote() {\n"use server";\n}' },
      { "lib/tools/actions.ts": "export const castVoteAction = 1;" },
    ],
    sound: [{ "lib/tools/actions.ts": '"use server";\nexport const castVoteAction = 1;' }],
  },
];
