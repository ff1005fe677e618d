import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { keep, scope } from "../../core/scope.ts";
import { ones, tensor, zeros } from "../../ops/factories.ts";
import { activeKernels, replaceKernels, useKernels } from "../active.ts";
import { reserve, theHeap } from "./heap.ts";

describe("the heap", () => {
  const before = activeKernels();
  afterEach(() => {
    replaceKernels(before);
  });
  const heap = theHeap();

  test("gives back the block that was freed last, to whatever fits in it", () => {
    const first = heap.allocate(1000);
    heap.free(first, 1000);
    expect(heap.allocate(900)).toBe(first);
    const other = heap.allocate(1000);
    expect(other).not.toBe(first);
    heap.free(first, 900);
    heap.free(other, 1000);
  });

  test("blocks do not overlap, whatever their sizes", () => {
    const sizes = Array.from({ length: 300 }, (_, i) => (i * i) % 5000);
    const blocks = sizes.map((size) => ({ start: heap.allocate(size), size })).sort((a, b) => a.start - b.start);
    for (let i = 1; i < blocks.length; i++) {
      expect(blocks[i].start).toBeGreaterThanOrEqual(blocks[i - 1].start + blocks[i - 1].size);
      expect(blocks[i].start % 64).toBe(0);
    }
    for (const { start, size } of blocks) heap.free(start, size);
  });

  test("ten thousand scopes leave it as it was, what they keep aside", () => {
    useKernels("wasm");
    const x = ones([8, 8]);
    const total = zeros([]);
    const inUse = heap.inUse;
    const kept = [];
    for (let step = 0; step < 10_000; step++) {
      const mean = scope(() => {
        const y = x.matmul(x).relu().sum(0).mean();
        total.add_(y);
        if (step % 1000 === 0) kept.push(keep(y.add(1)));
        return y.item();
      });
      expect(mean).toBe(64);
    }
    expect(total.item()).toBe(640_000);
    expect(heap.inUse).toBe(inUse + 10 * 64);
  });

  test("outside of scopes the garbage collector gives blocks back, between two tasks", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc");
    useKernels("wasm");
    collectGarbage();
    await setImmediate();
    const inUse = heap.inUse;
    const held = [ones([100]).data, ones([3, 100]).select(0, 1).data];
    for (let i = 0; i < 1000; i++) ones([100]).add(1);
    expect(heap.inUse).toBeGreaterThan(inUse + 2000 * 400);
    collectGarbage();
    await setImmediate();
    expect(heap.inUse).toBeLessThan(inUse + 100 * 400);
    // Not the blocks under arrays that are still in use.
    for (let i = 0; i < 1000; i++) zeros([100]).add(zeros([3, 100]));
    for (const data of held) expect(data).toEqual(new Float32Array(100).fill(1));
  });

  test("when it is full, tensors lie elsewhere, and operations go on", async () => {
    // Blocks are never joined again: a heap that was full is of no use to other tests.
    vi.resetModules();
    const { ones, scope, useKernels } = await import("../../internal.ts");
    const { theHeap } = await import("./heap.ts");
    const heap = theHeap();
    useKernels("wasm");
    const large = heap.allocate(2 ** 20);
    const blocks: [number, number][] = [];
    for (let size = 2 ** 32; size >= 64; size /= 2) {
      for (let start = heap.allocate(size); start !== 0; start = heap.allocate(size)) blocks.push([start, size]);
    }
    try {
      const x = ones([100, 100]);
      expect(x.storage.address).toBe(0);
      expect(x.matmul(x).sum().item()).toBe(1e6);
      expect(x.add(x).t().exp().mean().item()).toBeCloseTo(Math.exp(2), 5);
      expect(
        scope(() => x.sub(1))
          .max()
          .item(),
      ).toBe(0);
      // A larger block does, and goes back to where it came from.
      heap.free(large, 2 ** 20);
      const { inUse } = heap;
      expect(heap.allocate(2 ** 18)).toBe(large);
      expect(heap.allocate(2 ** 18)).toBe(0);
      heap.free(large, 2 ** 18);
      expect(heap.inUse).toBe(inUse);
      expect(heap.allocate(2 ** 20)).toBe(large);
    } finally {
      for (const [start, size] of [...blocks, [large, 2 ** 20]]) heap.free(start, size);
      vi.resetModules();
    }
  });

  test("has no room for more than it is", () => {
    expect(heap.allocate(2 ** 33)).toBe(0);
    expect(heap.allocate(2 ** 60)).toBe(0);
  });

  test("takes less when there is no room for all, whatever the engine throws then", () => {
    const tried: number[] = [];
    const made = reserve((pages) => {
      tried.push(pages);
      if (pages > 4096) throw "out of memory";
      return theHeap().memory;
    });
    expect(made).toBe(theHeap().memory);
    expect(tried).toEqual([65536, 32768, 16384, 8192, 4096]);
    expect(() =>
      reserve(() => {
        throw "out of memory";
      }),
    ).toThrow(new RangeError("heap: there must be 64 MiB of address space, got less"));
  });

  test("what lies outside of it is copied in where that pays, and results are copied out", () => {
    useKernels("js");
    const a = tensor(
      Float32Array.from({ length: 10_000 }, (_, i) => i % 7),
      { shape: [100, 100] },
    );
    const out = ones([100, 100]);
    useKernels("wasm");
    const product = a.t().matmul(a).toArray();
    out.add_(a.t());
    useKernels("js");
    expect(a.t().matmul(a).toArray()).toEqual(product);
    expect(out.sub(1).toArray()).toEqual(a.t().toArray());
  });

  test("threads that are asked for too late are refused, and all goes on with one", async () => {
    vi.resetModules();
    const { getNumThreads, ones, setNumThreads } = await import("../../internal.ts");
    const early = ones([3]);
    await expect(setNumThreads(2)).rejects.toThrow(
      "setNumThreads: threads must be asked for before the first tensor is made, got one made earlier",
    );
    expect(getNumThreads()).toBe(1);
    expect(early.sum().item()).toBe(3);
    vi.resetModules();
  });
});
