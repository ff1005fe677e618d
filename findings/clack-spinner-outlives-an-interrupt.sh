#!/usr/bin/env bash
# @clack/prompts 1.9.0: while a spinner turns, SIGINT does not end the program. The spinner says "Canceled", and the program goes on with
# its work to the end and exits with 0, where the same program without a spinner is ended by the signal. A script that waits for an
# interrupted command to fail is told that all went well. (It has onCancel and isCancelled; a program must ask.)
#
# Seen on Node 20 and 24, not in a terminal: with a spinner "went on" and status 0, without one status 130 and nothing printed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @clack/prompts@1.9.0

cat >work.mjs <<'JS'
import { spinner } from "@clack/prompts";

if (process.argv[2] === "spinner") spinner().start("working");
setTimeout(() => process.kill(process.pid, "SIGINT"), 300);
setTimeout(() => {
  console.log("went on");
  process.exit();
}, 1000);
JS
status_of() { # the status goes to $status, what was printed to printed.txt
  status=0
  node work.mjs "$1" >printed.txt 2>&1 || status=$?
  echo "$1: status $status, $(grep -c 'went on' printed.txt || true) lines of work after the signal"
}
status_of spinner
[ "$status" = 0 ] && grep -q "went on" printed.txt
status_of nothing
[ "$status" = 130 ] && ! grep -q "went on" printed.txt
