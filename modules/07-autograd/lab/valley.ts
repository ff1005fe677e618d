import { curves, legendLine, stylesFor, type View } from "@tinytorch/lab";
import { tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

/** How far two ways to differ are from the slope of eˣ at 1, for smaller and smaller ε: from 1 to 10⁻¹⁵. */
export interface Valley {
  readonly steps: readonly number[];
  readonly yours: readonly number[];
  readonly oneSided: readonly number[];
}

const perDecade = 4;

export function measureValley({ numericGradient }: Pick<typeof mine, "numericGradient">): Valley {
  const steps = Array.from({ length: 15 * perDecade + 1 }, (_, i) => 10 ** (-i / perDecade));
  const x = tensor([1], { dtype: "float64" });
  return {
    steps,
    yours: steps.map((eps) => Math.abs(numericGradient((at) => at.exp(), x, eps).item() - Math.E)),
    oneSided: steps.map((eps) => Math.abs((Math.exp(1 + eps) - Math.E) / eps - Math.E)),
  };
}

export function drawValley(
  { yours, oneSided }: Valley,
  { columns, colour }: Pick<View, "columns" | "colour">,
): string[] {
  const [mine, other] = stylesFor(["yours", "one side"], colour);
  if (mine === undefined || other === undefined) return [];
  return [
    ...curves(
      [
        { values: oneSided, ...other },
        { values: yours, ...mine },
      ],
      {
        columns: Math.min(columns, 80) - 10,
        rows: 8,
        colour,
        scale: "logarithmic",
        floor: 1e-12,
        axis: ["ε = 1", "10⁻¹⁵"],
      },
    ),
    legendLine("numericGradient (yours)", mine, colour),
    legendLine("to one side only", other, colour),
  ];
}
