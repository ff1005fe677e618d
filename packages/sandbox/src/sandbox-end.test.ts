import { expect, test } from "vitest";
import { blameFor, causeOf } from "./sandbox-end.ts";
import { silence } from "./silence.ts";

const died = (code: number | null, signal: NodeJS.Signals | null) => ({
  ...silence("died"),
  end: { code, signal },
});

test("what a program brings on itself is the submission's doing, behind a jail and without", () => {
  for (const signal of ["SIGABRT", "SIGTRAP", "SIGSEGV", "SIGILL", "SIGXCPU"] as const) {
    expect(blameFor(died(null, signal)), signal).toBe("submission");
  }
  for (const number of [6, 5, 11, 4, 24]) expect(blameFor(died(128 + number, null)), `${number}`).toBe("submission");
  expect(blameFor(died(1, null))).toBe("submission");
});

test("a kill, and whatever else others do to a process, is the machine's", () => {
  for (const signal of ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"] as const) {
    expect(blameFor(died(null, signal)), signal).toBe("machine");
  }
  for (const number of [9, 15]) expect(blameFor(died(128 + number, null)), `${number}`).toBe("machine");
  expect(blameFor(silence("died"))).toBe("machine");
});

test("no answer in time is the submission's doing only while the process was running", () => {
  expect(blameFor({ ...silence("timeout"), wasBusy: true })).toBe("submission");
  expect(blameFor({ ...silence("timeout"), wasBusy: false })).toBe("machine");
});

test("an answer is nobody's fault, and nonsense is no accident", () => {
  expect(blameFor({ type: "value", value: "1" })).toBe(null);
  expect(blameFor({ type: "failure", kind: "threw", detail: "Error", where: null })).toBe(null);
  expect(blameFor(silence("garbage"))).toBe(null);
  expect(blameFor(silence("flood"))).toBe(null);
});

test("the log reads how a process ended", () => {
  expect(causeOf(died(137, null))).toBe("exit code 137");
  expect(causeOf(died(null, "SIGKILL"))).toBe("signal SIGKILL");
  expect(causeOf({ type: "failure", kind: "memory", detail: "", where: null })).toBe("out of memory");
  expect(causeOf({ ...silence("timeout"), wasBusy: false })).toBe("no answer, and kept from running");
});
