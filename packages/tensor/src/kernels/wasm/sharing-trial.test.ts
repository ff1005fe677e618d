import { expect, test } from "vitest";
import { SharingTrial, type Way } from "./sharing-trial.ts";

/** Makes so many calls that take what `timeOf` says, and counts those that were shared. */
function sharedOf(calls: number, trial: SharingTrial, timeOf: (way: Way) => number): number {
  let shared = 0;
  for (let call = 0; call < calls; call++) {
    const way = trial.next();
    if (way === "shared") shared++;
    trial.took(way, timeOf(way));
  }
  return shared;
}

test("work is shared from the start, and stays so where that is faster but for a few calls", () => {
  const trial = new SharingTrial();
  expect(sharedOf(16, trial, () => 1)).toBe(16);
  expect(sharedOf(5000, trial, (way) => (way === "shared" ? 0.6 : 1))).toBeGreaterThan(0.97 * 5000);
});

test("where sharing is slower it ends soon, and is tried less and less", () => {
  const trial = new SharingTrial();
  expect(sharedOf(5000, trial, (way) => (way === "shared" ? 1.1 : 1))).toBeLessThan(0.03 * 5000);
});

test("a wait now and then counts as much as it takes", () => {
  const trial = new SharingTrial();
  let calls = 0;
  // One in ten takes twenty times as long: on average nearly three times.
  const waiting = (way: Way) => (way === "alone" ? 1 : ++calls % 10 === 0 ? 20 : 0.6);
  expect(sharedOf(20_000, trial, waiting)).toBeLessThan(0.2 * 20_000);
});

test("one long wait ends sharing for a short while at most", () => {
  const trial = new SharingTrial();
  const fast = (way: Way) => (way === "shared" ? 0.6 : 1);
  sharedOf(1000, trial, fast);
  sharedOf(1, trial, () => 1000);
  expect(sharedOf(1000, trial, fast)).toBeGreaterThan(800);
});

test("a start on a busy machine is forgotten", () => {
  const trial = new SharingTrial();
  sharedOf(30, trial, (way) => (way === "shared" ? 8 : 1));
  sharedOf(300, trial, (way) => (way === "shared" ? 0.6 : 1));
  expect(sharedOf(300, trial, (way) => (way === "shared" ? 0.6 : 1))).toBeGreaterThan(280);
});

test("what was slower is used again once it is faster", () => {
  const trial = new SharingTrial();
  sharedOf(5000, trial, (way) => (way === "shared" ? 1.5 : 1));
  sharedOf(2000, trial, (way) => (way === "shared" ? 0.6 : 1));
  expect(sharedOf(1000, trial, (way) => (way === "shared" ? 0.6 : 1))).toBeGreaterThan(950);
});
