import { describe, expect, test } from "vitest";
import { arange, ones, zeros } from "./factories.ts";
import { fold, unfold, windowOver } from "./window.ts";

describe("windows over images", () => {
  const image = arange(9).reshape([1, 1, 3, 3]);

  test("unfold shows what the window sees, element by element of the window", () => {
    const window = windowOver("test", image, 2);
    expect(window.output).toEqual([2, 2]);
    expect(unfold(image, window).toArray()).toEqual([
      [
        [
          [0, 1, 3, 4],
          [1, 2, 4, 5],
          [3, 4, 6, 7],
          [4, 5, 7, 8],
        ],
      ],
    ]);
  });

  test("fold counts an element as often as a window saw it", () => {
    const window = windowOver("test", image, 2, { padding: 1 });
    expect(fold(unfold(ones([1, 1, 3, 3]), window), window, [1, 1, 3, 3]).toArray()).toEqual([
      [
        [
          [4, 4, 4],
          [4, 4, 4],
          [4, 4, 4],
        ],
      ],
    ]);
  });

  test("a stretched window skips elements, and the margin holds what it is given", () => {
    const window = windowOver("test", image, [1, 2], { dilation: 2, padding: [0, 1], stride: [3, 1] });
    expect(unfold(image, window, -1).toArray()).toEqual([
      [
        [
          [-1, 0, 1],
          [1, 2, -1],
        ],
      ],
    ]);
  });

  test("a view is unfolded as what it shows", () => {
    const turned = image.transpose(2, 3);
    const window = windowOver("test", turned, [3, 1]);
    expect(unfold(turned, window).toArray()).toEqual([
      [
        [
          [0, 3, 6],
          [1, 4, 7],
          [2, 5, 8],
        ],
      ],
    ]);
  });

  test("no images, no columns", () => {
    const none = zeros([0, 2, 4, 4]);
    expect(unfold(none, windowOver("test", none, 3)).shape).toEqual([0, 2, 9, 4]);
  });
});
