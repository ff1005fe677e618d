import { describe, expect, test } from "vitest";
import { type CurvesOptions, curves } from "./curves.ts";
import { plain } from "./paint.ts";

const room: CurvesOptions = { columns: 8, rows: 4, colour: false };
const curve = (values: readonly (number | null)[], letter = "a") => ({ values, letter, paint: plain });

describe("curves", () => {
  test("the axis carries the largest and the smallest value", () => {
    expect(curves([curve([0, 1, 2, 3])], room)).toEqual([
      "    3.0│     aa ",
      "       │    a   ",
      "       │  aa    ",
      "    0.0│aa      ",
    ]);
  });

  test("on a logarithmic scale equal factors are equal distances", () => {
    const lines = curves([curve([1000, 100, 10, 1])], { ...room, scale: "logarithmic" });
    expect(lines[0]).toMatch(/^ 1\.0e\+3│a/);
    expect(lines[3]).toMatch(/^ {4}1\.0│/);
    // One row for each tenth.
    expect(lines.map((line) => line.slice(8).includes("a"))).toEqual([true, true, true, true]);
  });

  test("half of a run is drawn in its place in the whole", () => {
    const whole = curves([curve([0, 1, 2, 3])], room);
    const half = curves([curve([0, 1, 2, 3])], { ...room, until: 1 });
    expect(half.map((line) => line.slice(8, 10))).toEqual(whole.map((line) => line.slice(8, 10)));
    expect(half.map((line) => line.slice(11))).toEqual(["     ", "     ", "     ", "     "]);
  });

  test("what is not a number is a gap, and curves without any are an empty frame", () => {
    const [line = ""] = curves([curve([1, 1, null, Number.NaN, Number.POSITIVE_INFINITY, 1, 1, 1])], {
      ...room,
      rows: 1,
    });
    expect(line).toBe("    1.0│aa   aaa".padEnd(16));
    expect(curves([curve([null, null])], { ...room, rows: 1 })).toEqual(["    0.0│        "]);
    expect(curves([], { ...room, rows: 1 })).toEqual(["    0.0│        "]);
  });

  test("a horizontal axis has a label at either end", () => {
    expect(curves([curve([1, 2])], { ...room, axis: ["0", "60"] }).at(-1)).toBe("       └0─────60");
  });
});
