import type { Assignment } from "@tinytorch/api";
import { expect, test } from "vitest";
import { changeOf, draftOf } from "./draft.ts";
import { changedTexts } from "./rule-texts.ts";

const before: Assignment = {
  ...{ release: null, closes: null, points: null, attempts: null, coolDownMinutes: 0, counts: "latest" },
  module: "01-echo",
  zone: "Europe/Berlin",
  due: "2026-10-25T02:30+01:00",
  late: { percentPerDay: 10, days: 3, graceMinutes: 5 },
  ...{ releaseAt: null, dueAt: null, closesAt: null, changed: null },
};

test("what was not touched is changed in nothing, the second of two times on the night clocks change among it", () => {
  expect(changeOf(before, draftOf(before))).toEqual({});
});

test("a field that is emptied takes its rule away, and one that is filled makes it", () => {
  const draft = { ...draftOf(before), due: "", closes: "2026-11-01T18:00", attempts: "3", lateCosts: false };
  const change = changeOf(before, draft);
  expect(change).toEqual({ due: null, closes: "2026-11-01T18:00", attempts: 3, late: null });
  expect(changedTexts(before, { ...before, ...change }).map((line) => line.split(":")[0])).toEqual([
    "due",
    "closes",
    "attempts",
    "late work",
  ]);
});

test("another clock is a rule by itself: what stands on the wall stays", () => {
  const change = changeOf(before, { ...draftOf(before), zone: " America/New_York " });
  expect(change).toEqual({ zone: "America/New_York" });
  expect(changedTexts(before, { ...before, ...change })).toEqual(["clock: Europe/Berlin → America/New_York"]);
});

test("another grace alone is another rule of late work", () => {
  expect(changeOf(before, { ...draftOf(before), grace: "15" })).toEqual({
    late: { percentPerDay: 10, days: 3, graceMinutes: 15 },
  });
});
