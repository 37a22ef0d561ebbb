import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

// The project's own files as the architecture rules look at them: texts, and parsed TypeScript with resolved imports.

/** An import, export-from, dynamic import, import type or require: `target` is a project path without extension, or a package. */
export type ImportEdge = { target: string; isProject: boolean; names: string[]; line: number };

/** A file of the repository. `ast` and `imports` are there for TypeScript, null and empty for anything else. */
export type ProjectFile = { path: string; text: string; ast: ts.SourceFile | null; imports: ImportEdge[] };

const root = path.resolve(import.meta.dirname, "../..");

function resolveTarget(from: string, specifier: string): { target: string; isProject: boolean } {
  const isRelative = specifier.startsWith("./") || specifier.startsWith("../");
  if (!isRelative && !specifier.startsWith("@/")) return { target: specifier, isProject: false };
  const joined = isRelative ? path.posix.join(path.posix.dirname(from), specifier) : specifier.slice(2);
  return { target: joined.replace(/\.(?:tsx?|m?js)$/, ""), isProject: true };
}

function specifierOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
    return node.argument.literal;
  const isLoad =
    ts.isCallExpression(node) &&
    (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(node.expression) && node.expression.text === "require"));
  return isLoad ? node.arguments[0] : undefined;
}

function importedNames(node: ts.Node): string[] {
  const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined;
  if (!bindings || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** The line of a node, from 1. */
export function lineOf(ast: ts.SourceFile, node: ts.Node): number {
  return ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1;
}

/** All nodes of a tree that a test holds for, in the order of the text. */
export function findNodes<Found extends ts.Node>(top: ts.Node, is: (node: ts.Node) => node is Found): Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node) => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(top);
  return found;
}

/** Parses one file; `file` is its path from the project's folder with forward slashes. */
export function parseFile(file: string, text: string): ProjectFile {
  if (!/\.tsx?$/.test(file)) return { path: file, text, ast: null, imports: [] };
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const ast = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const imports = findNodes(ast, (node): node is ts.Node => specifierOf(node) !== undefined).flatMap((node) => {
    const specifier = specifierOf(node);
    if (!specifier || !ts.isStringLiteralLike(specifier)) return [];
    return [{ ...resolveTarget(file, specifier.text), names: importedNames(node), line: lineOf(ast, node) }];
  });
  return { path: file, text, ast, imports };
}

const BINARY = /\.(?:png|jpe?g|gif|ico|woff2?|ttf|pdf|gz)$/;

/** Every file that git tracks or would track, parsed. */
export function readProject(): ProjectFile[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split("\0")
    .filter((file) => file !== "" && !BINARY.test(file) && existsSync(path.join(root, file)))
    .map((file) => parseFile(file, readFileSync(path.join(root, file), "utf8")));
}
