import { afterEach, describe, expect, test } from "vitest";
import { ones } from "../ops/factories.ts";
import { activeKernels, replaceKernels, useKernels } from "./active.ts";
import type { ElementwiseOperation } from "./contract/operations.ts";
import { jsKernels } from "./js/js-kernels.ts";

describe("the kernel seam", () => {
  const before = activeKernels();
  afterEach(() => {
    replaceKernels(before);
  });

  test("kernels are chosen by name, and tensors made on some can be used on others", () => {
    const names = (["js", "wasm", "wasm-relaxed", "fastest"] as const).map((name) => {
      useKernels(name);
      return activeKernels().name;
    });
    expect(names.slice(0, 3)).toEqual(["js", "wasm", "wasm-relaxed"]);
    expect(names[3]).toBe("wasm-relaxed");
    useKernels("js");
    const x = ones([3]);
    useKernels("wasm");
    const y = x.add(ones([3]));
    useKernels("js");
    expect(x.add(y).toArray()).toEqual([3, 3, 3]);
  });

  test("a name that is none is an error, and nothing changes", () => {
    const active = activeKernels();
    expect(() => useKernels(JSON.parse('"bogus"'))).toThrow(
      new RangeError("useKernels: a name must be fastest, wasm-relaxed, wasm or js, got bogus"),
    );
    expect(activeKernels()).toBe(active);
  });

  test("every operation after replaceKernels runs on the new kernels", () => {
    const seen: ElementwiseOperation[] = [];
    useKernels("js");
    const previous = replaceKernels({
      ...jsKernels,
      name: "watched",
      elementwise(operation, inputs, out) {
        seen.push(operation);
        jsKernels.elementwise(operation, inputs, out);
      },
    });
    expect(previous).toBe(jsKernels);
    expect(ones([2]).add(1).mul(3).toArray()).toEqual([6, 6]);
    expect(seen).toEqual(["add", "mul"]);
  });
});
