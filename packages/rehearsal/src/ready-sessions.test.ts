// Lane: process

import { execFileSync } from "node:child_process";
import { afterEach, expect, test, vi } from "vitest";
import { readySessions } from "./own-sessions.ts";
import { rehearse } from "./rehearse.ts";
import { manifest, right } from "./testing/rehearse-texts.ts";

const tests = {
  sources: {
    "tests/twice.test.ts": `import { expect, test } from "vitest";
      import { twice } from "../src/index.ts";
      test("of three is six", () => expect(twice(3)).toBe(6));`,
  },
  files: ["tests/twice.test.ts"],
  packages: [],
};
const files = { "src/index.ts": right };
const sessions = readySessions();
afterEach(() => sessions.close());

test("a rehearsal in a session that was made ready says what one in a session of its own does", async () => {
  const run = async () => (await rehearse(manifest, files, tests, { sessions })).tests.map(({ state }) => state);
  expect(await run()).toEqual(["passed"]);
  sessions.refill();
  expect(await run()).toEqual(["passed"]);
  expect(await run(), "none was made ready for this one").toEqual(["passed"]);
});

/** Processes that this one has started and that have not ended. */
function children(): number {
  const table = execFileSync("ps", ["-A", "-o", "ppid=,stat=,comm="], { encoding: "utf8" });
  const own = table.split("\n").filter((row) => row.trim().split(/\s+/)[0] === String(process.pid));
  return own.filter((row) => !/\sps$|\sZ/.test(row)).length;
}

test("what was taken is started again by a refill, before anybody asks for it", async () => {
  const sessions = readySessions();
  await vi.waitFor(() => expect(children(), "of the test before").toBe(0), { timeout: 30_000 });
  await (await sessions.take({ packages: [], memoryMegabytes: 64 })).close();
  // It is asked to end, and takes its time.
  await vi.waitFor(() => expect(children()).toBe(0), { timeout: 30_000 });
  sessions.refill();
  await vi.waitFor(() => expect(children()).toBeGreaterThan(0), { timeout: 30_000 });
  await sessions.close();
  await vi.waitFor(() => expect(children()).toBe(0), { timeout: 30_000 });
});

/** Long enough that a test which waits for it fails by its own limit. */
const patient = { ...manifest, limits: { ...manifest.limits, testMilliseconds: 1_000_000 } };
const endless = { "src/index.ts": "export const twice = () => { for (;;); };\n" };

test.each([0, 1_000])(
  "one that is ended after %d ms throws the reason at once, and the next is none the worse",
  async (milliseconds) => {
    const controller = new AbortController();
    const run = rehearse(patient, endless, tests, { sessions, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("a newer one is wanted")), milliseconds);
    await expect(run).rejects.toThrow("a newer one is wanted");
    const again = rehearse(patient, endless, tests, { sessions, signal: controller.signal });
    await expect(again).rejects.toThrow("a newer one is wanted");
    expect((await rehearse(manifest, files, tests, { sessions })).tests).toMatchObject([{ state: "passed" }]);
  },
);
