import { refusal } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { tensor } from "../src/index.ts";

/** 1 to 6 in two rows. */
const table = () =>
  tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

describe("Tensor", () => {
  test("at(1, 2): 1 · 3 + 2 · 1 is place 5, where the 6 stands", () => {
    expect(table().at(1, 2)).toBe(6);
  });

  test("below 0 counts from the end: at(0, -1) is the 3", () => {
    expect(table().at(0, -1)).toBe(3);
  });

  test("of three columns there is no fourth: at(0, 3) is refused", () => {
    expect(refusal(() => table().at(0, 3))).toBe("at: index must be from -3 to 2, got 3");
  });

  test("two dimensions want two indices: at(0) is refused", () => {
    expect(refusal(() => table().at(0))).toBe("at: there must be 2 indices, got 1");
  });

  test("item is the only element, in any number of dimensions", () => {
    expect([tensor(4).item(), tensor([[4]]).item()]).toEqual([4, 4]);
  });

  test("of two elements neither is the only one", () => {
    expect(refusal(() => tensor([1, 2]).item())).toBe("item: there must be one element, got shape [2]");
  });
});
