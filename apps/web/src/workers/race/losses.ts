import type { Variable } from "@tinytorch/autograd";
import { spiralsNetwork } from "../../features/lab/spirals-network.ts";
import type { SurfaceName } from "../../features/lab/surfaces.ts";
import { sliceLoss } from "./network/slice-loss.ts";

/** The surfaces as the library works with them. */
export const losses: Readonly<Record<SurfaceName, (x: Variable, y: Variable) => Variable>> = {
  quadratic: (x, y) => x.pow(2).mul(0.5).add(y.pow(2).mul(10)),
  rosenbrock: (x, y) =>
    x
      .mul(-1)
      .add(1)
      .pow(2)
      .add(y.sub(x.pow(2)).pow(2).mul(100)),
  beale(x, y) {
    const corner = (target: number, power: number) => x.mul(y.pow(power)).sub(x).add(target).pow(2);
    return corner(1.5, 1).add(corner(2.25, 2)).add(corner(2.625, 3));
  },
  himmelblau: (x, y) =>
    x
      .pow(2)
      .add(y)
      .sub(11)
      .pow(2)
      .add(x.add(y.pow(2)).sub(7).pow(2)),
  saddle: (x, y) =>
    x
      .pow(2)
      .mul(0.5)
      .sub(y.pow(2).mul(0.5))
      .add(y.pow(4).mul(1 / 16)),
  network: sliceLoss(spiralsNetwork),
};
