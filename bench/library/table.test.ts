import { expect, test } from "vitest";
import type { Outcome } from "./run-row.ts";
import { coarserLines, formatSeconds, limitLines, ratiosOf, tableOf } from "./table.ts";
import { limitOf, limitRows, rows } from "./work.ts";

const timed = (median: number): Outcome => ({ state: "timed", detail: "", median, minimum: median / 2 });
const untimed = (state: Outcome["state"]): Outcome => ({ state, detail: "why", median: null, minimum: null });

const outcomes = new Map([
  ["limit", timed(1e-3)],
  ["tinytorch wasm", timed(2e-3)],
  ["tinytorch 2 threads", timed(1e-3)],
  ["tinytorch js", timed(0.05)],
  ["tfjs wasm", timed(5e-3)],
  ["jax-js", timed(4e-3)],
  ["numpy-ts", untimed("other result")],
  ["ml-matrix", untimed("cannot")],
]);

test("the faster of ours is compared with the fastest peer that did the same work", () => {
  expect(ratiosOf(outcomes, "median")).toEqual({
    bestPeerName: "jax-js",
    oneThread: { bestPeer: 2, pytorch: null, pytorchFused: null },
    twoThreads: { bestPeer: 4, pytorch: null, pytorchFused: null },
    ofLimit: 0.5,
  });
});

test("where no peer did the work there is no ratio", () => {
  const alone = new Map([["tinytorch js", timed(1)]]);
  expect(ratiosOf(alone, "median")).toMatchObject({
    bestPeerName: null,
    oneThread: { bestPeer: null },
    twoThreads: { bestPeer: null },
    ofLimit: null,
  });
});

test("the table has a column for everyone who was there, and says who did other work", () => {
  const [header, , line] = tableOf([{ row: rows[0], outcomes }], "median").split("\n");
  const cells = (text: string) => text.split("|").map((cell) => cell.trim());
  const names = ["limit", "tinytorch wasm", "tinytorch 2 threads", "tinytorch js", "tfjs wasm", "jax-js", "numpy-ts"];
  expect(cells(header)).toEqual(["", "work", ...names, "best peer, by 1 / 2 threads", "of limit", ""]);
  const times = ["1 ms", "2 ms", "1 ms", "50 ms", "5 ms", "4 ms", "other result"];
  expect(cells(line)).toEqual(["", "matmul 64", ...times, "2.0× / 4.0× (jax-js)", "50 %", ""]);
});

test("a peer whose answer is coarser has a star, and below it is said how", () => {
  const row = { ...rows[0], coarser: { "jax-js": "by far", "numpy-ts": "not timed" } };
  const [, , line] = tableOf([{ row, outcomes }], "median").split("\n");
  expect(line).toContain("4 ms* |");
  expect(coarserLines([{ row, outcomes }])).toEqual(["* matmul 64, jax-js: coarser than ours, by far"]);
});

test("limits are shown as rates", () => {
  const lines = limitLines([{ row: limitRows[0], outcomes: new Map([["limit", timed(2 ** 27 / 50e9)]]) }], "median");
  expect(lines).toEqual(["multiply-add, fused: 50.0 GFLOP/s"]);
});

test("times have three digits", () => {
  expect([1.234e-6, 0.000456, 0.0789, 0.9996, 12.345].map(formatSeconds)).toEqual([
    "1.23 µs",
    "456 µs",
    "78.9 ms",
    "1000 ms",
    "12.3 s",
  ]);
});

test("a step of the network's arithmetic is three passes over its weights, less the gradient of its input", () => {
  const mlp = rows.find(({ name }) => name === "MLP 784-128-10, batch 32, Adam");
  expect(mlp && limitOf(mlp.job)).toMatchObject({ operations: 2 * 32 * (2 * 784 * 128 + 3 * 128 * 10) });
});
