// Lane: process

import { expect, test } from "vitest";
import { findSimilar, SimilarityCancelledError } from "./find-similar.ts";
import { ReaderEndedError, readerLimits, startReaderProcess } from "./reader-process.ts";
import { defaultParameters } from "./report.ts";
import { byFunctions, byLoops, disguised, starter } from "./testing/one-page.ts";

const class3: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ann: byLoops,
  ben: byFunctions,
  cem: disguised,
};
const request = {
  submissions: Object.keys(class3),
  starter,
  parameters: defaultParameters,
  filesOf: (id: string) => class3[id] ?? {},
};
/** Such numbers take more memory to read than the process is given. */
const tooMuch = { "src/moments.ts": `const list = [${"1, ".repeat(80_000)}];` };

test("a process of its own finds the copy and tells how far it is", async () => {
  const progress: unknown[] = [];
  const report = await findSimilar({ ...request, onProgress: (each) => progress.push(each) });
  expect(report.pairs.map(({ left, right }) => [left, right])).toEqual([["ann", "cem"]]);
  expect(report.unread).toEqual([]);
  expect(progress).toEqual([
    ...[0, 1, 2].map((read) => ({ read, total: 3, comparing: false })),
    { read: 3, total: 3, comparing: true },
  ]);
});

test("a submission that brings the process down twice is left out by name, and the others are compared", async () => {
  const report = await findSimilar({
    ...request,
    submissions: ["ann", "flood", "cem"],
    filesOf: (id) => (id === "flood" ? tooMuch : request.filesOf(id)),
    limits: { ...readerLimits, memoryMegabytes: 12 },
  });
  expect(report.pairs.map(({ left, right }) => [left, right])).toEqual([["ann", "cem"]]);
  expect(report.unread).toEqual([
    { submission: "flood", path: null, problem: expect.stringMatching(/brought down the process .* twice/) },
  ]);
}, 300_000);

test("a cancel ends it at once", async () => {
  const cancel = new AbortController();
  const found = findSimilar({ ...request, signal: cancel.signal, onProgress: () => cancel.abort() });
  await expect(found).rejects.toBeInstanceOf(SimilarityCancelledError);
  await expect(findSimilar({ ...request, signal: cancel.signal })).rejects.toBeInstanceOf(SimilarityCancelledError);
});

test("a process that cannot live is given up with a sentence", async () => {
  const limits = { ...readerLimits, processorMilliseconds: 1 };
  await expect(findSimilar({ ...request, limits })).rejects.toThrow(
    "The process that reads submissions gave no answer in 0.001 s of processor time.",
  );
});

test("a process that was killed answers nothing more", async () => {
  const reader = startReaderProcess(readerLimits);
  expect(await reader.ask({ type: "begin", starter, parameters: defaultParameters })).toEqual({ type: "ready" });
  reader.kill();
  await expect(reader.ask({ type: "compare" })).rejects.toBeInstanceOf(ReaderEndedError);
});
