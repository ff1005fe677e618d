import { Variable } from "@tinytorch/autograd";
import { type Lab, paintIn } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import * as library from "@tinytorch/nn";
import type { Tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";
import { type Bend, drawBend, follow } from "./bends.ts";
import { drawDepth, type Spread, sendThrough } from "./depth.ts";
import { drawShares, type Shares, shareOut } from "./temperature.ts";

/** What the picture needs of a module. */
export type Drawn = Pick<typeof mine, "relu" | "leakyRelu" | "sigmoid" | "tanh" | "gelu" | "softmax">;

export interface Picture {
  readonly bends: readonly Bend[];
  readonly spreads: readonly Spread[];
  readonly shares: readonly Shares[];
  /** What could not be drawn, and why. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
}

/** Each activation over its slope, a signal on its way through twenty layers, and softmax at three temperatures. */
export const lab: Lab<Drawn, Picture> = {
  data({ relu, leakyRelu, sigmoid, tanh, gelu, softmax }) {
    const absent: { name: string; reason: string }[] = [];
    const attempt = <Result>(name: string, run: () => Result): Result[] => {
      try {
        return [run()];
      } catch (error) {
        absent.push({ name, reason: reasonOf(error) });
        return [];
      }
    };
    const drawn = [
      { name: "relu", mine: (x: Tensor) => relu(x), reference: (x: Tensor) => x.relu() },
      {
        name: "leakyRelu",
        mine: (x: Tensor) => leakyRelu(x),
        reference: (x: Tensor) => library.leakyRelu(new Variable(x)).data,
      },
      {
        name: "gelu",
        mine: (x: Tensor) => gelu(x),
        reference: (x: Tensor) => library.gelu(new Variable(x)).data,
      },
      { name: "sigmoid", mine: (x: Tensor) => sigmoid(x), reference: (x: Tensor) => x.sigmoid() },
      { name: "tanh", mine: (x: Tensor) => tanh(x), reference: (x: Tensor) => x.tanh() },
    ];
    const both = drawn.flatMap(({ name, mine, reference }) =>
      attempt(name, () => ({ bend: follow(name, mine, reference), spread: sendThrough(name, mine) })),
    );
    return {
      bends: both.map(({ bend }) => bend),
      spreads: [...both.map(({ spread }) => spread), sendThrough("none at all", (x) => x)],
      shares: attempt("softmax", () => shareOut(softmax)).flat(),
      absent,
    };
  },

  draw({ bends, spreads, shares, absent }, view) {
    const columns = Math.floor((Math.min(view.columns, 80) - 5) / 3);
    const heading = (text: string) => paintIn("green", view.colour)(text);
    const lines = [];
    if (bends.length > 0) {
      lines.push(
        heading(
          "From −6 to 6, over the slope. Shaded: dead, a slope below 0.01. Dots: the curve it should be",
        ),
      );
      for (let first = 0; first < bends.length; first += 3) {
        lines.push(
          ...sideBySide(bends.slice(first, first + 3).map((bend) => drawBend(bend, columns, view))),
          "",
        );
      }
      lines.push(heading("How far apart 128 samples still are after each of twenty layers (logarithmic)"));
      lines.push(...drawDepth(spreads, view), "");
    }
    if (shares.length > 0) {
      lines.push(heading("Softmax of 2, 1, 0 and −1, divided by a temperature first"));
      lines.push(...sideBySide(drawShares(shares, columns, view)), "");
    }
    for (const { name, reason } of absent) lines.push(`  ${name} is not in the picture yet: ${reason}`);
    if (absent.length > 0) lines.push("", "Write it in src/, try tito test 02, and come back.");
    return lines.join("\n");
  },
};

/** Pictures of one width, row by row. */
function sideBySide(pictures: readonly (readonly string[])[]): string[] {
  const rows = Math.max(0, ...pictures.map((each) => each.length));
  return Array.from({ length: rows }, (_, row) =>
    pictures
      .map((each) => each[row] ?? "")
      .join("  ")
      .trimEnd(),
  );
}

function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.replace(/^TODO\([^)]*\): /, "not written: ");
}

if (import.meta.main) await runLab(lab, import.meta.dirname);
