#!/usr/bin/env bash
# amaro 1.1.11, what Node 24.21.0 strips types with (1.2.1 does the same): a `declare` field in a class written without semicolons is
# blanked together with the line's end that stood for one, so the initializer above it runs on into the line below. The program stays
# valid and means something else; with a generator method below, it is no longer valid JavaScript. One would guess otherwise because
# stripping is said to only remove types, and because elsewhere a semicolon is put where a blanked type would join two lines: after
# `x = f`, a type alias and a line that begins with a bracket, for one.
#
# Seen: weights = [1, 2, 3], declare name, [key] (a field called "length"): 3 after amaro, in Node too; [1,2,3] after TypeScript 5.9.3.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts amaro@1.1.11 typescript@5.9.3

cat >strip.mjs <<'JS'
import { runInNewContext } from "node:vm";
import amaro from "amaro";
import ts from "typescript";

const layer = `
const key = "length"
class Layer {
  weights = [1, 2, 3]
  declare name: string
  [key]: number
}
JSON.stringify(new Layer().weights)`;
const stripped = (source) => runInNewContext(amaro.transformSync(source, { mode: "strip-only" }).code);
const compiled = (source) => runInNewContext(ts.transpile(source, { target: ts.ScriptTarget.ESNext }));
console.log(`weights after amaro: ${stripped(layer)}, after TypeScript: ${compiled(layer)}`);
process.exit(stripped(layer) === "3" && compiled(layer) === "[1,2,3]" ? 0 : 1);
JS
node strip.mjs
