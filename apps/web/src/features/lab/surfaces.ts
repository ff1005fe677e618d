import { sliceHeight } from "./network-slice.ts";
import { spiralsNetwork } from "./spirals-network.ts";

/** A loss over two parameters, on plain numbers, for the map. */
export interface Surface {
  readonly title: string;
  /** What the two parameters are, where the title does not say it. */
  readonly axes?: string;
  readonly height: (x: number, y: number) => number;
  readonly start: readonly [number, number];
  readonly minima: readonly (readonly [number, number])[];
  /** What the map shows: [from, to] along x and y. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export const surfaces = {
  quadratic: {
    title: "A long bowl: x²/2 + 10y²",
    height: (x, y) => 0.5 * x * x + 10 * y * y,
    start: [-9, 2],
    minima: [[0, 0]],
    x: [-10, 6],
    y: [-4, 4],
  },
  rosenbrock: {
    title: "Rosenbrock's valley: (1 − x)² + 100(y − x²)²",
    height: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    start: [-1.2, 1],
    minima: [[1, 1]],
    x: [-2, 2],
    y: [-1, 3],
  },
  beale: {
    title: "Beale's function, a narrow valley that bends",
    height: (x, y) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2,
    start: [0.5, 1.4],
    minima: [[3, 0.5]],
    x: [-1, 4],
    y: [-1, 1.8],
  },
  himmelblau: {
    title: "Himmelblau's function, with four minima",
    height: (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
    start: [-0.5, -0.5],
    minima: [
      [3, 2],
      [-2.805, 3.131],
      [-3.779, -3.283],
      [3.584, -1.848],
    ],
    x: [-5, 5],
    y: [-5, 5],
  },
  saddle: {
    title: "A saddle: x²/2 − y²/2 + y⁴/16",
    height: (x, y) => x ** 2 / 2 - y ** 2 / 2 + y ** 4 / 16,
    start: [-2.5, 0.001],
    minima: [
      [0, 2],
      [0, -2],
    ],
    x: [-3, 3],
    y: [-3, 3],
  },
  network: {
    title: "A small network's loss on two spirals",
    axes: "Each place is a whole network of 67 weights, mixed of three. Near the left cross is one that was trained on the spirals, near the right cross one that was trained from another seed; runners start where the first was before its training. Across, the weights go from the one to the other; up, from the trained to that start.",
    height: sliceHeight(spiralsNetwork),
    start: [0, 1],
    minima: spiralsNetwork.minima,
    x: [-0.8, 1.8],
    y: [-0.6, 1.35],
  },
} satisfies Record<string, Surface>;

export type SurfaceName = keyof typeof surfaces;
export const surfaceNames: readonly SurfaceName[] = [
  "quadratic",
  "rosenbrock",
  "beale",
  "himmelblau",
  "saddle",
  "network",
];
