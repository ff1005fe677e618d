// Lane: process

import { afterAll, expect, test } from "vitest";
import { decodePlainData } from "./plain-data.ts";
import type { SandboxNotice } from "./sandbox-notice.ts";
import { SandboxPool } from "./sandbox-pool.ts";
import { type SubmissionLimits, SubmissionSession } from "./submission-session.ts";

const pool = await SandboxPool.open({
  packages: {},
  memoryMegabytes: 64,
  replyBytes: 10_000,
  cpuSeconds: 60,
  warm: 1,
});
afterAll(() => pool.close());

const limits: SubmissionLimits = {
  testMilliseconds: 60_000,
  runMilliseconds: 600_000,
  memoryMegabytes: 64,
  consoleBytes: 1_000,
  replyBytes: 8_000,
  replyDepth: 10,
};

/** A session on one file, with what it noticed. */
function open(source: string, limit: Partial<SubmissionLimits> = {}) {
  const notices: SandboxNotice[] = [];
  const session = new SubmissionSession(pool, {
    files: { "src/index.ts": source },
    entry: "src/index.ts",
    exports: ["f"],
    allowedImports: [],
    seed: 7,
    limits: { ...limits, ...limit },
    onNotice: (notice) => notices.push(notice),
  });
  const call = async (name: string): Promise<unknown> => {
    const evaluation = await session.evaluate(`({ f }) => f.${name}`, []);
    return evaluation.type === "value" ? decodePlainData(evaluation.value) : evaluation.failure.cause;
  };
  const close = async () => {
    await session.close();
    pool.refill();
  };
  return { notices, call, close };
}

test("a submission that runs out of time or of memory twice is to blame, and each time is logged", async () => {
  const source = `export const f = {
    loop() { for (;;); },
    fill() { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); },
  };`;
  const { call, close, notices } = open(source, { testMilliseconds: 300 });
  expect(await call("loop()")).toBe("the code ran longer than 0.3 s and was stopped at src/index.ts:2");
  expect(notices).toEqual([
    { during: "evaluate", blame: "submission", cause: "processor time used up", time: 1 },
    { during: "evaluate", blame: "submission", cause: "processor time used up", time: 2 },
  ]);
  await close();
  const other = open(source);
  expect(await other.call("fill()")).toMatch(/^the code (ran out of memory|crashed its sandbox) \(limit 64 MB\)$/);
  expect(other.notices.map(({ blame, time }) => [blame, time])).toEqual([
    ["submission", 1],
    ["submission", 2],
  ]);
  await other.close();
});

test("the function that does not return is told, and not one that it calls over and over", async () => {
  const source = `export const f = {
    step() {
      let sum = 0;
      for (let i = 0; i < 1e5; i++) sum += Math.sqrt(i);
      return sum;
    },
    train() {
      let rounds = 0;
      while (rounds >= 0) {
        rounds += f.step() > 0 ? 1 : 0;
      }
    },
  };`;
  const { call, close } = open(source, { testMilliseconds: 300 });
  for (let time = 0; time < 3; time += 1) {
    expect(await call("train()")).toMatch(
      time === 0
        ? /^the code ran longer than 0.3 s and was stopped at src\/index.ts:(9|10)$/
        : /^stopped after 0.038 s: `train` in src\/index.ts ran out of time in an earlier test too$/,
    );
  }
  await close();
});

test("a function that ran out of time twice costs an eighth from then on, and others have their whole time", async () => {
  const source = `export const f = {
    first() { for (;;); },
    second() { for (;;); },
    slow() { let sum = 0; for (let i = 0; i < 4e8; i++) sum += i & 1; return sum; },
  };`;
  const { call, close, notices } = open(source, { testMilliseconds: 1_600 });
  expect(await call("first()")).toMatch(/^the code ran longer than 1.6 s/);
  expect(notices).toHaveLength(2);
  const again = "stopped after 0.2 s: `first` in src/index.ts ran out of time in an earlier test too";
  expect(await call("first()")).toBe(again);
  expect(notices).toHaveLength(2);
  expect(await call("slow()")).toBe(2e8);
  expect(await call("second()")).toMatch(/^the code ran longer than 1.6 s/);
  expect(await call("second()")).toContain("`second` in src/index.ts");
  await close();
}, 120_000);

test("past the limit of the whole run tests that need little still pass, and loops end at an eighth", async () => {
  const { call, close } = open(
    "export const f = { loop() { for (;;); }, other() { for (;;); }, one() { return 1; } };",
    {
      testMilliseconds: 800,
      runMilliseconds: 1_000,
    },
  );
  expect(await call("loop()")).toMatch(/^the code ran longer than 0.8 s/);
  expect(await call("one()")).toBe(1);
  expect(await call("other()")).toBe("stopped after 0.1 s: the run had used up its 1 s");
  expect(await call("one()")).toBe(1);
  await close();
});
