import { describe, expect, test } from "vitest";
import { Canvas } from "./canvas.ts";
import { paintIn, plain } from "./paint.ts";

describe("Canvas", () => {
  test("a line is drawn in dots of braille, eight to a cell, from the lower left", () => {
    const canvas = new Canvas(2, 1);
    canvas.line([0.125, 0.125], [0.875, 0.875], plain, null);
    expect(canvas.lines()).toEqual(["⡠⠊"]);
  });

  test("a line in letters fills whole cells", () => {
    const canvas = new Canvas(3, 3);
    canvas.line([0.1, 0.9], [0.9, 0.1], plain, "a");
    expect(canvas.lines()).toEqual(["a  ", " a ", "  a"]);
  });

  test("shade fills every cell by its centre, and a mark goes over it", () => {
    const canvas = new Canvas(2, 2);
    canvas.shade((x, y) => (x < y ? "·" : " "), plain);
    canvas.mark(0.75, 0.25, "×", plain);
    expect(canvas.lines()).toEqual(["· ", " ×"]);
    canvas.shade((x, y) => (x + y > 1 ? "+" : "-"), plain);
    expect(canvas.lines()).toEqual(["-+", "--"]);
  });

  test("what lies outside leaves no trace, however far, and what is no number neither", () => {
    const canvas = new Canvas(2, 1);
    canvas.mark(1, 0.5, "x", plain);
    canvas.line([5, 5], [1e300, Number.POSITIVE_INFINITY], plain, null);
    canvas.line([0, 0], [Number.NaN, 1], plain, null);
    expect(canvas.lines()).toEqual(["  "]);
  });

  test("each cell has the colour of what was drawn there last", () => {
    const canvas = new Canvas(2, 1);
    canvas.mark(0, 0.5, "a", paintIn("red", true));
    canvas.mark(0.5, 0.5, "b", paintIn("red", false));
    expect(canvas.lines()).toEqual(["\u001b[31ma\u001b[39mb"]);
  });
});
