// Lane: process

import { expect, test } from "vitest";
import { attackGrader, everySlot, outcomes } from "./slots.ts";

const grade = attackGrader();

test("no process, worker or signal can be had from inside", async () => {
  const report = await grade({
    0: '() => require("child_process").spawn("sh")',
    1: '() => process.binding("spawn_sync")',
    2: '() => process.kill(process.ppid, "SIGKILL")',
    3: '() => new Worker("data:text/javascript,for(;;);")',
    4: '() => new SharedWorker("x")',
    5: '() => globalThis.process.mainModule.require("cluster").fork()',
    6: "() => setInterval(() => {}, 1)",
    7: '() => importScripts("x")',
    8: "() => new ShadowRealm()",
    9: '() => { "use strict"; return Deno.run({ cmd: ["sh"] }); }',
  });
  for (const outcome of outcomes(report)) {
    expect(outcome).toMatch(
      /^threw: The code threw a (Reference|Type)Error at src\/index\.ts:\d+(: `\w+` is not there: [^\n`]+)?$/,
    );
  }
  expect(report.score).toBe(0);
});

test("no file, environment variable, other submission, socket or name can be reached from inside", async () => {
  const report = await grade({
    0: '() => require("node:fs").readFileSync("/etc/passwd", "utf8")',
    1: "() => process.env.HOME",
    2: '() => fetch("file:///proc/self/environ")',
    3: '() => new WebSocket("ws://127.0.0.1:8080")',
    4: '() => new EventSource("http://127.0.0.1:8080/v1/submissions")',
    5: '() => process.binding("cares_wrap").getaddrinfo("example.org")',
    6: '() => require("net").connect(80)',
    7: "() => localStorage.getItem('submission')",
    8: '() => read("/etc/passwd")',
    9: '() => load("/etc/passwd")',
  });
  for (const outcome of outcomes(report)) {
    expect(outcome).toMatch(
      /^threw: The code threw a ReferenceError at src\/index\.ts:\d+(: `\w+` is not there: [^\n`]+)?$/,
    );
  }
  // Nothing is awaited: what an import comes to is asked for by a later test.
  const importing = await grade({
    1: '() => { globalThis.came = "nothing"; import("node:fs").then(() => (came = "files"), () => (came = "refused")); }',
    2: '() => { if (came === "refused") throw new RangeError(); }',
  });
  expect(outcomes(importing)[2]).toMatch(/^threw: The code threw a RangeError /);
});

test("one submission finds nothing that another left behind", async () => {
  await grade({}, "globalThis.left = Object.prototype.left = Math.left = Array.left = 'behind';");
  const look = "(input) => (globalThis.left ?? {}.left ?? Math.left ?? Array.left) === undefined ? input : 'found'";
  const report = await grade(Object.fromEntries(everySlot(look).entries()));
  expect(report.score).toBe(100);
});
