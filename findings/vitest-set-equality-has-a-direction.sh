#!/usr/bin/env bash
# @vitest/expect 5.1.1: the equality of two Sets of objects depends on which is expected. It is asked whether every member of the actual
# one equals some member of the expected one, and of the expected one's members each may serve any number of times. Of Maps with objects
# as keys the same holds. One would guess that equality is symmetric, as util.isDeepStrictEqual is, all the more for toStrictEqual.
#
# Seen: the Set {a: 1}, {a: 1} toEqual {a: 1}, {a: 2} passes, and fails the other way round; toStrictEqual and Maps the same.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @vitest/expect@5.1.1 chai@6.3.0

cat >sets.mjs <<'JS'
import { isDeepStrictEqual } from "node:util";
import { JestChaiExpect } from "@vitest/expect";
import { expect, use } from "chai";

use(JestChaiExpect);
const passes = (assertion) => {
  try {
    assertion();
    return true;
  } catch {
    return false;
  }
};
const twice = [{ a: 1 }, { a: 1 }];
const apart = [{ a: 1 }, { a: 2 }];
const asMap = (keys) => new Map(keys.map((key) => [key, "value"]));
let asFound = true;
for (const [kind, actual, expected] of [["Set", new Set(twice), new Set(apart)], ["Map", asMap(twice), asMap(apart)]]) {
  for (const matcher of ["toEqual", "toStrictEqual"]) {
    const forwards = passes(() => expect(actual)[matcher](expected));
    const backwards = passes(() => expect(expected)[matcher](actual));
    console.log(`${kind}, ${matcher}: ${forwards} one way, ${backwards} the other; isDeepStrictEqual ${isDeepStrictEqual(actual, expected)}`);
    asFound &&= forwards && !backwards && !isDeepStrictEqual(actual, expected);
  }
}
process.exit(asFound ? 0 : 1);
JS
node sets.mjs
