#!/usr/bin/env bash
# AssemblyScript 0.28.20: Mathf.sin and Mathf.cos are right to half a unit in the last place at every size of argument, except
# from 2^89 up to 2^90, where nearly all results have nothing to do with the sine: errors of up to 2, which is the most there can be.
# One would guess that a reduction of large arguments is right everywhere or gets worse as they grow; this one is wrong in one octave.
#
# Seen: octave 88: 0 of 2000 wrong; 89: 2000 of 2000 wrong (sine off by 1.9996, cosine by 1.9997); 90, 127: 0 of 2000 wrong.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts assemblyscript@0.28.20

cat >waves.ts <<'TS'
export function sine(x: f32): f32 { return Mathf.sin(x); }
export function cosine(x: f32): f32 { return Mathf.cos(x); }
TS
npx asc waves.ts --outFile waves.wasm --optimize

cat >compare.mjs <<'JS'
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync("waves.wasm"), { env: { abort() {} } });
const { sine, cosine } = instance.exports;
const wrongIn = (octave) =>
  Array.from({ length: 2000 }, (_, i) => Math.fround(2 ** octave * (1 + i / 2000))).filter(
    (x) => Math.abs(sine(x) - Math.sin(x)) > 1e-6 || Math.abs(cosine(x) - Math.cos(x)) > 1e-6,
  ).length;
const wrong = Object.fromEntries([0, 20, 60, 88, 89, 90, 100, 127].map((octave) => [octave, wrongIn(octave)]));
console.log("wrong of 2000, by power of two:", wrong);
const asFound = Object.entries(wrong).every(([octave, count]) => (octave === "89" ? count > 1900 : count === 0));
process.exit(asFound ? 0 : 1);
JS
node compare.mjs
