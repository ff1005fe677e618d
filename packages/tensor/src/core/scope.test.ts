import { describe, expect, test } from "vitest";
import { ones, tensor } from "../ops/factories.ts";
import { holdings, keep, scope } from "./scope.ts";
import type { Tensor } from "./tensor.ts";

describe("a scope", () => {
  test("frees what was made in it: using that afterwards is an error that says what to do", () => {
    let leaked = ones([2]);
    scope(() => {
      leaked = ones([2]).add(1);
    });
    const message =
      "tensor: elements must be kept to outlive their scope, got a tensor that was freed at the end of its scope; " +
      "return it from the function, or keep() it";
    expect(() => leaked.add(1)).toThrow(new Error(message));
    expect(() => leaked.toArray()).toThrow(message);
    expect(() => leaked.reshape([1, 2]).t().sum()).toThrow(message);
    expect(() => leaked.fill_(1)).toThrow(message);
    expect(() => ones([2]).add_(leaked)).toThrow(message);
    expect(() => leaked.item()).toThrow();
  });

  test("leaves alone what was there before it, and what it wrote into that", () => {
    const x = tensor([1, 2]);
    scope(() => x.add_(ones([2])));
    expect(x.toArray()).toEqual([2, 3]);
  });

  test("keeps what the function returns, in arrays and objects too, and the block behind a view", () => {
    const result = scope(() => ({ list: [ones([2])], map: new Map([["view", tensor([[1, 2]]).t()]]) }));
    expect(result.list[0].toArray()).toEqual([1, 1]);
    expect(result.map.get("view")?.toArray()).toEqual([[1], [2]]);
  });

  test("keeps what an object of one's own says it holds", () => {
    class Pair {
      readonly held: Tensor;
      constructor(held: Tensor) {
        this.held = held;
      }
      [holdings](): Iterable<unknown> {
        return [this.held];
      }
    }
    expect(scope(() => new Pair(ones([1]))).held.toArray()).toEqual([1]);
  });

  test("keeps what was passed to keep, through every scope around", () => {
    const state: Tensor[] = [];
    scope(() => scope(() => state.push(keep(ones([2])))));
    expect(state[0].toArray()).toEqual([1, 1]);
  });

  test("takes results of any size, and that refer to themselves", () => {
    expect(scope(() => ones([500_000]).toArray())).toHaveLength(500_000);
    const circle: { self?: unknown; x: Tensor } = scope(() => {
      const made: { self?: unknown; x: Tensor } = { x: ones([1]) };
      made.self = made;
      return made;
    });
    expect(circle.x.item()).toBe(1);
  });

  test("hands its result to the scope around it, which frees it in turn", () => {
    let inner = ones([1]);
    scope(() => {
      inner = scope(() => ones([1]));
      expect(inner.toArray()).toEqual([1]);
    });
    expect(() => inner.toArray()).toThrow("keep()");
  });

  test("leaves to the scope around it what that made, also when it returns that", () => {
    let outer = ones([1]);
    let again = ones([1]);
    scope(() => {
      outer = ones([1]);
      again = scope(() => scope(() => outer));
      expect(again.toArray()).toEqual([1]);
    });
    expect(again).toBe(outer);
    expect(() => outer.toArray()).toThrow("keep()");
  });

  test("cannot keep or return what has already been freed", () => {
    let leaked = ones([1]);
    let beside = ones([1]);
    scope(() => {
      leaked = ones([1]);
    });
    expect(() => keep([leaked])).toThrow("keep() it");
    expect(() =>
      scope(() => {
        beside = ones([1]);
        return [beside, leaked];
      }),
    ).toThrow("keep() it");
    expect(() => beside.toArray()).toThrow("keep() it");
  });

  test("keep takes what says what it holds, be it nothing", () => {
    const rule = "keep: a value must say which tensors it holds, got";
    class Pair {
      readonly held = ones([1]);
    }
    expect(() => keep(new Pair())).toThrow(new TypeError(`${rule} a Pair`));
    expect(() => keep(1)).toThrow(new TypeError(`${rule} 1`));
    expect(() => keep(undefined)).toThrow(new TypeError(`${rule} undefined`));
    expect(keep([])).toEqual([]);
  });

  test("frees everything when the function throws, and the scope around goes on", () => {
    let leaked = ones([1]);
    const outside = scope(() => {
      const mine = ones([1]);
      expect(() =>
        scope(() => {
          leaked = ones([1]);
          throw new Error("stopped");
        }),
      ).toThrow("stopped");
      return mine;
    });
    expect(outside.toArray()).toEqual([1]);
    expect(() => leaked.toArray()).toThrow("keep()");
  });

  test("does not take an asynchronous function, whose work would outlive it", () => {
    expect(() => scope(() => Promise.resolve(1))).toThrow(
      new TypeError("scope: the function must not be asynchronous, got a promise"),
    );
  });

  test("its error is the only one of an asynchronous function that stumbles over what was freed", async () => {
    const stumble = async () => {
      const x = ones([1]);
      await Promise.resolve();
      return x.item();
    };
    // A rejection that nobody handles would fail the run.
    expect(() => scope(stumble)).toThrow(TypeError);
    await new Promise((resolve) => setTimeout(resolve));
  });
});
