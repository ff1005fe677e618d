import { expect, test } from "vitest";
import { instantiate, runnable } from "./instantiate.ts";
import * as map from "./memory-map.ts";

test("nothing in the memory overlaps what follows it", () => {
  const ends: readonly (readonly [from: number, bytes: number, next: number])[] = [
    [map.SCALARS, 3 * 4, map.CONSTANTS],
    [map.PLANS, (1 + map.MOST_PARTS) * map.plan.bytes, map.CALL],
    [map.CALL, 6 * 4, map.CALL_OPERANDS],
    [map.CALL_OPERANDS, map.MOST_PARTS * map.MOST_OPERANDS * 8, map.FIRST_AREA],
    [map.FIRST_AREA + map.area.scratch, 900_000, map.FIRST_BLOCK],
    [map.area.tile, 6 * 8 * 4, map.area.repeated],
    [map.area.repeated, 3 * 16, map.area.scratch],
    [map.plan.operands, 3 * 3 * 4, map.plan.out],
    [map.plan.out, 3 * 4, map.plan.number],
    [map.plan.number, 4, map.plan.bytes],
  ];
  for (const [from, bytes, next] of ends) expect(from + bytes).toBeLessThanOrEqual(next);
  expect([map.PLANS % 4, map.CALL % 4, map.CALL_OPERANDS % 8, map.FIRST_AREA % 64, map.FIRST_BLOCK % 64]).toEqual(
    new Array(5).fill(0),
  );
});

test("no kernel has more operands than a call has room for", () => {
  for (const variant of runnable()) {
    for (const kernel of Object.values(instantiate(variant)))
      expect(kernel.length).toBeLessThanOrEqual(map.MOST_OPERANDS);
  }
});
