#!/usr/bin/env bash
# @dodona/dolos-core 1.2.1: the similarity of two files depends on which of them is called left, and can be above 1, once fingerprints
# are ignored (a template's, or those in too many files). A Pair divides by both sides' fingerprints less both sides' ignored ones, but
# reads the left side's number of ignored ones for the right side too. One would guess a symmetric measure between 0 and 1: it is called
# similarity, is sorted by, and without ignored fingerprints it is one.
#
# Seen: 8 shared of 14 and 4 fingerprints, 8 of the left side's ignored and none of the right's: similarity 4 (400 %), and 0.444 with the
# sides exchanged. By its own formula it is 8 / (14 + 4 - 8 - 0) = 0.8 both ways.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @dodona/dolos-core@1.2.1

cat >pair.mjs <<'JS'
import { File, FingerprintIndex, Region, TokenizedFile } from "@dodona/dolos-core";

const fileOf = (name, text) => {
  const tokens = text.split(" ");
  return new TokenizedFile(new File(name, text), tokens, tokens.map((_, column) => new Region(0, column, 0, column + 1)));
};
const long = fileOf("long", "a b c d e f g h i j p q r s t u");
const short = fileOf("short", "p q r s t u");
const index = new FingerprintIndex(3, 1);
index.addFiles([long, short]);
index.addIgnoredFile(fileOf("template", "a b c d e f g h i j"));

const similarityOf = (left, right) => {
  const { similarity, overlap, leftIgnored, rightIgnored, leftTotal, rightTotal } = index.getPair(left, right);
  console.log(`left ${left.path}: similarity ${similarity.toFixed(3)}`, { overlap, leftIgnored, rightIgnored, leftTotal, rightTotal });
  return similarity.toFixed(3);
};
const longFirst = similarityOf(long, short);
const shortFirst = similarityOf(short, long);
process.exit(longFirst === "4.000" && shortFirst === "0.444" ? 0 : 1);
JS
node pair.mjs
