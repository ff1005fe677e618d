import { Variable } from "@tinytorch/autograd";
import { beyond, type Path } from "../../features/lab/lane.ts";
import { type SurfaceName, surfaces } from "../../features/lab/surfaces.ts";
import { losses as lossOf } from "./losses.ts";

/** What a step is taken with: it forgets the gradients of before, steps, and changes its rate for the next one. */
export interface Descent {
  zeroGrad(): void;
  step(): void;
  afterStep(): void;
}

/** Goes down a surface from its start, in float64, as PyTorch's paths are recorded. */
export function descend(surface: SurfaceName, steps: number, begin: (params: Variable[]) => Descent): Path {
  const [across, up] = surfaces[surface].start;
  const [x, y] = [start(across), start(up)];
  const descent = begin([x, y]);
  const points: [number, number][] = [];
  const losses: number[] = [];
  for (let step = 0; step <= steps; step += 1) {
    descent.zeroGrad();
    const loss = lossOf[surface](x, y).sum();
    const place: [number, number] = [x.item(), y.item()];
    const value = loss.item();
    if (![value, ...place].every((number) => Math.abs(number) < beyond)) return { points, losses, lostAt: step };
    points.push(place);
    losses.push(value);
    if (step === steps) break;
    loss.backward();
    descent.step();
    descent.afterStep();
  }
  return { points, losses, lostAt: null };
}

function start(coordinate: number): Variable {
  return new Variable([coordinate], { dtype: "float64" });
}
