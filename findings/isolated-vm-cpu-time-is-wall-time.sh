#!/usr/bin/env bash
# isolated-vm 7.0.1: `isolate.cpuTime`, beside which there is a `wallTime`, grows while the isolate's thread has no processor at all. Its
# declarations say that it varies under contention; in fact it is the time on the wall while code runs, so a limit kept by it
# punishes code for what other programs do to the machine. `process.cpuUsage()` of the isolate's process does not grow.
#
# Seen on Linux with Node 24.21: a loop in an isolate, its process stopped by SIGSTOP for two seconds meanwhile, printed
# "cpuTime 2703 ms, process.cpuUsage 701 ms". Fails unless cpuTime is over 2000 and the process's under 1500.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund isolated-vm@7.0.1

cat >loop.cjs <<'JS'
const ivm = require("isolated-vm");
const isolate = new ivm.Isolate();
const context = isolate.createContextSync();
const begun = process.cpuUsage();
process.send("running");
context
  .eval("let sum = 0; for (let i = 0; i < 300_000_000; i++) sum = (sum + i) | 0; sum")
  .then(() => {
    const { user, system } = process.cpuUsage(begun);
    process.send({ isolate: Number(isolate.cpuTime) / 1e6, process: (user + system) / 1e3 });
    process.disconnect();
  });
JS
cat >watch.cjs <<'JS'
const { fork } = require("node:child_process");
const child = fork("loop.cjs", { execArgv: ["--no-node-snapshot"] });
child.on("message", (said) => {
  if (said === "running") {
    setTimeout(() => child.kill("SIGSTOP"), 50);
    setTimeout(() => child.kill("SIGCONT"), 2050);
    return;
  }
  console.log(`cpuTime ${said.isolate.toFixed(0)} ms, process.cpuUsage ${said.process.toFixed(0)} ms`);
  process.exitCode = said.isolate > 2000 && said.process < 1500 ? 0 : 1;
});
JS
node watch.cjs
