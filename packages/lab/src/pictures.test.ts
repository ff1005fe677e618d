import { describe, expect, test } from "vitest";
import { bars } from "./bars.ts";
import { heatMap } from "./heat-map.ts";
import { legendLine, stylesFor } from "./style.ts";

describe("bars", () => {
  test("the longest fills the room, and the others are as long as their share of it, in eighths", () => {
    const lines = bars(
      [
        { name: "weights", value: 8 },
        { name: "bias", value: 3 },
        { name: "none", value: 0 },
      ],
      18,
    );
    expect(lines).toEqual(["weights ████████ 8", "bias    ███      3", "none             0"]);
    expect(
      bars(
        [
          { name: "a", value: 16 },
          { name: "b", value: 1 },
        ],
        12,
      )[1],
    ).toBe("b ▌        1");
  });

  test("a bar may say something else than its value, and what is no number has none", () => {
    expect(
      bars(
        [
          { name: "a", value: 1, text: "1 MB" },
          { name: "b", value: null },
        ],
        15,
      ),
    ).toEqual(["a ████████ 1 MB", "b          ?"]);
  });
});

describe("heatMap", () => {
  test("numbers become shades between the smallest and the largest", () => {
    expect(
      heatMap([
        [0, 1, 2],
        [3, 4, null],
      ]),
    ).toEqual(["  ░░▒▒", "▓▓██??"]);
  });

  test("a range may be given, which numbers outside do not leave", () => {
    expect(heatMap([[-5, 0.5, 9]], [0, 1])).toEqual(["  ▒▒██"]);
    expect(heatMap([[2, 2]])).toEqual(["    "]);
  });
});

describe("styles", () => {
  test("each name has a letter of its own, its first that is free", () => {
    expect(stylesFor(["SGD", "Step", "Adam", "(s)"], false).map(({ letter }) => letter)).toEqual(["s", "t", "a", "s"]);
  });

  test("a legend shows the letter, or the colour where there is one", () => {
    const [plainStyle] = stylesFor(["Adam"], false);
    const [redStyle] = stylesFor(["Adam"], true);
    if (!plainStyle || !redStyle) throw new Error("one name must have one style");
    expect(legendLine("Adam", plainStyle, false, "loss 1")).toBe(`  aa ${"Adam".padEnd(24)} loss 1`);
    expect(legendLine("Adam", redStyle, true)).toBe("  \u001b[31m━━\u001b[39m Adam");
  });
});
