// Lane: process

import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { afterProcessorTime } from "./process-times.ts";

/** A process that runs a program of one line. */
function started(program: string): number {
  const child = spawn(process.execPath, ["-e", program], { stdio: "ignore" });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child.pid ?? 0;
}

test("a process that computes uses its time up, while one that waits does not", async () => {
  const spent: string[] = [];
  const unwatch = afterProcessorTime(started("setInterval(() => {}, 1_000)"), 2_000, () => spent.push("waits"));
  await new Promise<void>((resolve) => {
    afterProcessorTime(started("for (;;);"), 100, () => {
      spent.push("computes");
      resolve();
    });
  });
  unwatch();
  expect(spent).toEqual(["computes"]);
});

test("where the kernel does not tell, the time that goes by is used up in the end", async () => {
  const nobody = 2 ** 30;
  await new Promise<void>((resolve) => void afterProcessorTime(nobody, 10, resolve));
});
