#!/usr/bin/env bash
# prom-client 15.1.3: two series whose labels differ can be counted as one. A metric finds its series by the text `name:value,name:value,`,
# in which the values are not marked off, so a value that holds ",name:" of the next label reads as that label. Any text is a valid label
# value, and in what is written out the values are quoted properly, so one would guess that different labels are different series.
#
# Seen: { course: "a,task:b", task: "c" } counted 1 time and { course: "a", task: "b,task:c" } 5 times give one line, the first's labels
# with the value 6. The second pair of labels is nowhere.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts prom-client@15.1.3

cat >count.mjs <<'JS'
import { Counter, Registry } from "prom-client";

const registry = new Registry();
const handedIn = new Counter({ name: "handed_in", help: "Hand-ins", labelNames: ["course", "task"], registers: [registry] });
handedIn.inc({ course: "a,task:b", task: "c" });
handedIn.inc({ course: "a", task: "b,task:c" }, 5);
const series = (await registry.metrics()).split("\n").filter((line) => line.startsWith("handed_in"));
console.log(series);
process.exit(series.length === 1 && series[0] === 'handed_in{course="a,task:b",task="c"} 6' ? 0 : 1);
JS
node count.mjs
