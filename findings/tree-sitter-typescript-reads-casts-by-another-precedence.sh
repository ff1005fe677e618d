#!/usr/bin/env bash
# tree-sitter-typescript 0.23.2 (read by web-tree-sitter 0.27.2): `as`, `!` and a call with type arguments bind otherwise than in
# TypeScript, and the tree says of no error. `a && b as T` is read as `(a && b) as T`, `await a as T` as `await (a as T)`, `a || b!` as
# `(a || b)!`, `await f<T>()` as `(await f)<T>()`. One would guess that a tree without errors is grouped as the compiler groups it; what
# looks for "the operand of await" or "what is cast" gets another expression, in code as plain as `(await response.json() as Body)`.
#
# Seen, what is cast, asserted, called or awaited by tree-sitter and by TypeScript 5.9.3:
# a && b | b; a === b | b; await a as T: a as T | a; a || b | b; await f<T>(): f | f<T>(). Without types, `await f()`, the two agree.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps \
  web-tree-sitter@0.27.2 tree-sitter-typescript@0.23.2 typescript@5.9.3

cat >groups.mjs <<'JS'
import ts from "typescript";
import { Language, Parser } from "web-tree-sitter";

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load("node_modules/tree-sitter-typescript/tree-sitter-typescript.wasm"));

const operandBySitter = (source, type) => {
  const { rootNode } = parser.parse(source);
  if (rootNode.hasError) throw new Error(`tree-sitter finds an error in ${source}`);
  return rootNode.descendantsOfType(type)[0].firstNamedChild.text;
};
const operandByCompiler = (source, kind) => {
  const file = ts.createSourceFile("a.ts", source, ts.ScriptTarget.Latest, true);
  const find = (node) => (node.kind === kind ? node.expression.getText(file) : ts.forEachChild(node, find));
  return find(file);
};
const { AsExpression, AwaitExpression, NonNullExpression } = ts.SyntaxKind;
const cases = [
  ["a && b as T", "as_expression", AsExpression, "a && b", "b"],
  ["a === b as T", "as_expression", AsExpression, "a === b", "b"],
  ["await a as T", "await_expression", AwaitExpression, "a as T", "a"],
  ["a || b!", "non_null_expression", NonNullExpression, "a || b", "b"],
  ["await f<T>()", "await_expression", AwaitExpression, "f", "f<T>()"],
  ["await f()", "await_expression", AwaitExpression, "f()", "f()"],
];
let asFound = true;
for (const [source, type, kind, sitter, compiler] of cases) {
  const seen = [operandBySitter(source, type), operandByCompiler(source, kind)];
  console.log(`${source}: the operand of ${type} is ${seen[0]} by tree-sitter, ${seen[1]} by TypeScript`);
  asFound &&= seen[0] === sitter && seen[1] === compiler;
}
process.exit(asFound ? 0 : 1);
JS
node groups.mjs
