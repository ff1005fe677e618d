#!/usr/bin/env bash
# jsonc-parser 3.3.1: modify(text, path, undefined) on the last element of a list of several leaves that element's last character in the
# text whenever the list is written without a space or line before its bracket, as JSON.stringify writes it. Of numbers that makes other
# numbers, without a sign of it: [0, 1, 2, 3] less its last becomes [0, 1, 23]. The edit is reckoned to end two characters before the end
# of the list. One would guess otherwise because every other element, an only element, and the last one of a list over several lines are
# removed as they should be.
#
# Seen: [0,1,2,3] less element 3: [0,1,23]; [10,20] less element 1: [100]; less element 0: [1,2,3] and [20]; over lines: right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jsonc-parser@3.3.1

cat >remove.mjs <<'JS'
import jsonc from "jsonc-parser";

const without = (text, index) => jsonc.applyEdits(text, jsonc.modify(text, [index], undefined, {}));
const cases = [
  ["[0,1,2,3]", 3, [0, 1, 23]],
  ["[0, 1, 2, 3]", 3, [0, 1, 23]],
  ["[10,20]", 1, [100]],
  ["[0,1,2,3]", 0, [1, 2, 3]],
  ["[10,20]", 0, [20]],
  ["[\n  0,\n  1,\n  2\n]", 2, [0, 1]],
];
let asFound = true;
for (const [text, index, expected] of cases) {
  const left = JSON.stringify(JSON.parse(without(text, index)));
  console.log(`${JSON.stringify(text)} without element ${index}: ${left}`);
  asFound &&= left === JSON.stringify(expected);
}
process.exit(asFound ? 0 : 1);
JS
node remove.mjs
