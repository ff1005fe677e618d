#!/usr/bin/env bash
# isolated-vm 7.0.1: a call with `result: { copy: true }` gives back what the returned object has become once the isolate's microtasks
# have run, not what it was when the function returned. One would guess that the copy is made of what `return` gave: a list that is
# returned as [9, 2], and that a promise sets to [1, 2] afterwards, arrives as [1, 2]. A copy made inside, by `new ExternalCopy(list)`,
# is of the moment.
#
# Seen on Linux with Node 24.21: "result copied by the call: [1,2]" and "copied inside the call: [9,2]".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund isolated-vm@7.0.1

cat >copies.cjs <<'JS'
const ivm = require("isolated-vm");
const context = new ivm.Isolate().createContextSync();
const asReference = { result: { reference: true } };
const change = "const list = [9, 2]; Promise.resolve().then(() => { list[0] = 1; });";
const returned = context.evalClosureSync(`return () => { ${change} return list; };`, [], asReference);
const copied = context.evalClosureSync(`const { ExternalCopy } = $0; return () => { ${change} return new ExternalCopy(list); };`, [ivm], asReference);
(async () => {
  const byTheCall = await returned.apply(undefined, [], { result: { copy: true } });
  const inside = (await copied.apply(undefined, [])).copy();
  console.log(`result copied by the call: ${JSON.stringify(byTheCall)}`);
  console.log(`copied inside the call: ${JSON.stringify(inside)}`);
  process.exitCode = byTheCall[0] === 1 && inside[0] === 9 ? 0 : 1;
})();
JS
node --no-node-snapshot copies.cjs
