import path from "node:path";
import ts from "typescript";
import { type ImportEdge, lineOf, type ProjectFile } from "@/tests/support/source-tree";

// What the rules of the house are made of: places in the tree, and searches that say file and line.

/** A small tree of files: path → text. */
export type Tree = Record<string, string>;

/** A rule of the house with the proof that it sees. */
export type Rule = {
  rule: string;
  reason: string;
  /** The places that break the rule, as `file:line: what`. */
  check: (files: ProjectFile[]) => string[];
  broken: Tree[];
  /** What comes near a breach and is none. */
  sound: Tree[];
};

export const inside = (folder: string) => (file: string) => file.startsWith(`${folder}/`);
export const inApp = inside("app");
export const inCli = inside("cli");
export const inComponents = inside("components");
export const inLib = inside("lib");
export const inTests = inside("tests");
export const inScripts = inside("scripts");
export const inPrisma = inside("prisma");
export const inJobs = inside("jobs");
/** Programs that work on the database beside the site: they stand among the scripts and are started by hand or by a clock. */
export const isJob = (file: string) =>
  inJobs(file) || /^scripts\/(?:grant|import|export|(?:nightly|worker)(?:-jobs)?)\.ts$/.test(file);
export const isRoute = (file: string) => /^app\/(?:.*\/)?route\.ts$/.test(file);
export const isSeed = (file: string) => file === "prisma/seed.ts";
export const nameOf = (file: string) => path.posix.basename(file).replace(/\.tsx?$/, "");
export const isLibFile = (...names: string[]) => {
  return (file: string) => inLib(file) && names.includes(nameOf(file));
};
export const isQueries = isLibFile("queries");
export const isMutations = isLibFile("mutations");
export const isActions = isLibFile("actions");

export function importFaults(files: ProjectFile[], isWrong: (from: string, edge: ImportEdge) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((edge) => isWrong(file.path, edge))
      .map((edge) => `${file.path}:${edge.line}: imports ${edge.target}`),
  );
}

/** Faults of nodes that a search finds in files that a test holds for. */
export function nodeFaults(
  files: ProjectFile[],
  isConcerned: (file: string) => boolean,
  find: (ast: ts.SourceFile, file: ProjectFile) => { node: ts.Node; what: string }[],
): string[] {
  return files.flatMap((file) => {
    const { ast } = file;
    if (!ast || !isConcerned(file.path)) return [];
    return find(ast, file).map(({ node, what }) => `${file.path}:${lineOf(ast, node)}: ${what}`);
  });
}

export function textFaults(
  files: ProjectFile[],
  isConcerned: (file: string) => boolean,
  find: (line: string, file: string) => string | null,
): string[] {
  return files
    .filter((file) => isConcerned(file.path))
    .flatMap((file) =>
      file.text.split("\n").flatMap((line, index) => {
        const what = find(line, file.path);
        return what === null ? [] : [`${file.path}:${index + 1}: ${what}`];
      }),
    );
}

export const isCallOf = (...names: string[]) => {
  return (node: ts.Node): node is ts.CallExpression =>
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.includes(node.expression.text);
};

export function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

/** What a file exports at run time: names with the node that makes them. Types are no values. */
export function exportedValues(ast: ts.SourceFile): { name: string; node: ts.Statement; value: ts.Node }[] {
  return ast.statements.flatMap((node): { name: string; node: ts.Statement; value: ts.Node }[] => {
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) {
      const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
      return named.length > 0
        ? named.filter((entry) => !entry.isTypeOnly).map((entry) => ({ name: entry.name.text, node, value: entry }))
        : [{ name: "*", node, value: node }];
    }
    if (ts.isExportAssignment(node)) return [{ name: "default", node, value: node.expression }];
    if (!isExported(node)) return [];
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
      const isDefault = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
      return [{ name: isDefault ? "default" : (node.name?.text ?? ""), node, value: node }];
    }
    if (ts.isEnumDeclaration(node)) return [{ name: node.name.text, node, value: node }];
    if (!ts.isVariableStatement(node)) return [];
    return node.declarationList.declarations.map((declaration) => ({
      name: declaration.name.getText(ast),
      node,
      value: declaration.initializer ?? declaration,
    }));
  });
}

export const isDirective = (node: ts.Node): node is ts.ExpressionStatement =>
  ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
export const directiveText = (node: ts.ExpressionStatement) =>
  ts.isStringLiteral(node.expression) ? node.expression.text : "";
