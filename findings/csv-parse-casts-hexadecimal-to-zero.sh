#!/usr/bin/env bash
# csv-parse 7.0.3: with `cast: true` a cell that Number() can read in another base, as 0xff, 0b11 or 0o17, becomes the number 0. Whether a
# cell is a number is asked by arithmetic on the text, which reads the prefix; its value is then taken by parseFloat, which stops at the x.
# One would guess 255, or the text as it was: the cast leaves every text alone that parseFloat reads only in part ("12abc", "1e400").
#
# Seen: 0xff, 0xdeadbeef, 0b11 and 0o17 give 0; 255 gives 255; 12abc, -0xff and 1e400 stay as they are.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts csv-parse@7.0.3

cat >cast.mjs <<'JS'
import { parse } from "csv-parse/sync";

const expected = { "0xff": 0, "0xdeadbeef": 0, "0b11": 0, "0o17": 0, 255: 255, "12abc": "12abc", "-0xff": "-0xff", "1e400": "1e400" };
const cells = Object.keys(expected);
const [seen] = parse(`${cells.join(",")}\n`, { cast: true });
console.log(Object.fromEntries(cells.map((cell, i) => [cell, seen[i]])));
process.exit(cells.every((cell, i) => seen[i] === expected[cell]) ? 0 : 1);
JS
node cast.mjs
