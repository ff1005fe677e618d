import { afterEach, describe, expect, test } from "vitest";
import { ones } from "../factories.ts";
import { activeKernels, useKernels } from "./active.ts";
import { jsKernels } from "./js/js-kernels.ts";
import type { BinaryOperation } from "./kernels.ts";

describe("the kernel seam", () => {
  afterEach(() => {
    useKernels(jsKernels);
  });

  test("plain JavaScript kernels are the ones in use until others are", () => {
    expect(activeKernels().name).toBe("js");
  });

  test("every operation after useKernels runs on the new kernels", () => {
    const seen: BinaryOperation[] = [];
    const previous = useKernels({
      ...jsKernels,
      name: "watched",
      binary(operation, a, b, out) {
        seen.push(operation);
        jsKernels.binary(operation, a, b, out);
      },
    });
    expect(previous).toBe(jsKernels);
    expect(ones([2]).add(1).mul(3).toArray()).toEqual([6, 6]);
    expect(seen).toEqual(["add", "mul"]);
  });
});
