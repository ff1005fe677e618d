import { expect, test } from "vitest";
import { contours } from "./contours.ts";

test("every piece of a circle's line lies on the circle, and together they are as long as it", () => {
  const pieces = contours((x, y) => Math.hypot(x, y), { x: [-2, 2], y: [-2, 2], levels: [1] });
  let length = 0;
  for (const [from, to] of pieces) {
    for (const [x, y] of [from, to]) expect(Math.hypot(x, y)).toBeCloseTo(1, 2);
    length += Math.hypot(to[0] - from[0], to[1] - from[1]);
  }
  expect(length).toBeCloseTo(2 * Math.PI, 1);
});

test("a slope's lines are straight, one for each height that is reached", () => {
  const pieces = contours((x) => x, { x: [0, 1], y: [0, 1], levels: [0.25, 0.5, 7], cells: 1 });
  expect(pieces).toEqual([
    [
      [0.25, 0],
      [0.25, 1],
    ],
    [
      [0.5, 0],
      [0.5, 1],
    ],
  ]);
});
