/**
 * What a visible test finds under the name `vitest`, in the isolate that grades: the same `expect`, and tests that are written down to
 * be run one at a time. It is bundled into one file (`standInModule`), and served to nobody but tests.
 */
import { describe, hook, test } from "./declaring.ts";
import { notHere } from "./not-here.ts";

export { beginFile, endFile } from "./declared.ts";
export { expect } from "./expect.ts";
export { collected, forget, readEnd, startTest } from "./one-at-a-time.ts";
export { describe, test };
export const it = test;
export const suite = describe;
export const beforeAll = hook("beforeAll");
export const beforeEach = hook("beforeEach");
export const afterEach = hook("afterEach");
export const afterAll = hook("afterAll");
export const vi = notHere("vi");
export const vitest = notHere("vitest");
export const bench = notHere("bench");
export const inject = notHere("inject");
