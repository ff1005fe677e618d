import type { Variable } from "@tinytorch/autograd";

/** A loss over two parameters, to be drawn as a map. */
export interface Surface {
  readonly title: string;
  readonly loss: (x: Variable, y: Variable) => Variable;
  /** The same loss for drawing, on plain numbers. */
  readonly height: (x: number, y: number) => number;
  readonly start: readonly [number, number];
  readonly minimum: readonly [number, number];
  /** What the map shows: [from, to] along x and y. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly rates: { readonly sgd: number; readonly momentum: number; readonly adam: number };
}

export const surfaces = {
  /** A hundred times steeper across than along: the usual shape of a loss near its minimum. */
  bowl: {
    title: "A long bowl, L = x²/2 + 50y²",
    loss: (x, y) => x.mul(x).mul(0.5).add(y.mul(y).mul(50)),
    height: (x, y) => 0.5 * x * x + 50 * y * y,
    start: [-9, 1],
    minimum: [0, 0],
    x: [-10, 4],
    y: [-1.25, 1.25],
    rates: { sgd: 0.0185, momentum: 0.012, adam: 0.4 },
  },
  /** Beale (1958): a flat plain, steep corners and one minimum in a narrow valley. */
  beale: {
    title: "Beale's function, a narrow valley that bends",
    loss: (x, y) => {
      const corner = (target: number, power: number) => x.mul(y.pow(power)).sub(x).add(target).pow(2);
      return corner(1.5, 1).add(corner(2.25, 2)).add(corner(2.625, 3));
    },
    height: (x, y) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2,
    start: [0.5, 1.4],
    minimum: [3, 0.5],
    x: [-1, 4],
    y: [-1, 1.8],
    rates: { sgd: 0.01, momentum: 0.002, adam: 0.1 },
  },
} satisfies Record<string, Surface>;

export type SurfaceName = keyof typeof surfaces;
