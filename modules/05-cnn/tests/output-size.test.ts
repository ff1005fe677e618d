import { refusal } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { outputSize } from "../src/index.ts";

describe("outputSize", () => {
  test("a window of 3 on a side of 5: its left edge stands at 0, 1 or 2, so 5 − 3 + 1 = 3 places", () => {
    expect(outputSize(5, 3)).toBe(3);
    expect(outputSize(5, 1)).toBe(5);
    expect(outputSize(5, 5)).toBe(1);
  });

  test("stride 2: it stands at 0, 2 and 4 on a side of 7, and on one of 8 too, for 6 would be too far", () => {
    expect(outputSize(7, 3, { stride: 2 })).toBe(3);
    expect(outputSize(8, 3, { stride: 2 })).toBe(3);
    expect(outputSize(9, 3, { stride: 2 })).toBe(4);
  });

  test("a margin of 1 at both ends: 5 + 2 · 1 − 3 + 1 = 5 places, as many as the side has elements", () => {
    expect(outputSize(5, 3, { padding: 1 })).toBe(5);
  });

  test("dilation 2: 3 elements reach over 2 · (3 − 1) + 1 = 5, so on a side of 7 there are 3 places", () => {
    expect(outputSize(7, 3, { dilation: 2 })).toBe(3);
  });

  test("a window that does not fit is refused: outputSize: the window must fit in the padded side, got a reach of 5 on 4", () => {
    expect(refusal(() => outputSize(4, 5))).toBe(
      "outputSize: the window must fit in the padded side, got a reach of 5 on 4",
    );
  });
});
