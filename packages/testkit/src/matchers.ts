import { expect } from "vitest";
import { compareAllClose, type Tolerance } from "./all-close.ts";

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Every element is close to the expected one: |received − expected| ≤ atol + rtol · |expected|. */
    toBeAllClose: (expected: unknown, tolerance?: Tolerance) => R;
  }
}

expect.extend({
  toBeAllClose(received: unknown, expected: unknown, tolerance?: Tolerance) {
    const { close, message } = compareAllClose(received, expected, tolerance);
    return { pass: close, message: () => `toBeAllClose: ${message}` };
  },
});
