import { tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { unbroadcast } from "../src/index.ts";

const gradient = tensor([
  [1, 2, 3],
  [10, 20, 30],
]);

describe("unbroadcast", () => {
  test("[2, 3] → [3]: a row that served twice gets 1 + 10, 2 + 20, 3 + 30", () => {
    expect(unbroadcast(gradient, [3])).toBeAllClose([11, 22, 33]);
  });

  test("[2, 3] → [2, 1]: a column that served three times gets 1 + 2 + 3 and 10 + 20 + 30", () => {
    expect(unbroadcast(gradient, [2, 1])).toBeAllClose([[6], [60]]);
  });

  test("[2, 3] → []: a number that served six times gets 66", () => {
    expect(unbroadcast(gradient, [])).toBeAllClose(66);
  });
});
