import { Variable } from "@tinytorch/autograd";
import type { LabChoice, Runner } from "../../features/lab/lab-choice.ts";
import type { Lane } from "../../features/lab/lane.ts";
import { rules, schedules } from "../../features/lab/rules.ts";
import { type SurfaceName, surfaces } from "../../features/lab/surfaces.ts";
import { losses as lossOf } from "./losses.ts";
import { makeOptimizer, makeSchedule } from "./make-optimizer.ts";

const beyond = 1e9;

/** Lets each go down the surface by the library, in float64, as its references are recorded. */
export function runRace({ surface, steps, runners }: LabChoice): readonly Lane[] {
  return runners.map((runner) => runLane(surface, steps, runner));
}

function runLane(surface: SurfaceName, steps: number, { rule, rate, schedule }: Runner): Lane {
  const [across, up] = surfaces[surface].start;
  const [x, y] = [start(across), start(up)];
  const optimizer = makeOptimizer[rule]([x, y], rate);
  const changing = makeSchedule[schedule](optimizer, steps);
  const points: [number, number][] = [];
  const losses: number[] = [];
  const title = `${rules[rule].title}, ${rate}${schedule === "constant" ? "" : `, ${schedules[schedule].title}`}`;
  for (let step = 0; step <= steps; step += 1) {
    optimizer.zeroGrad();
    const loss = lossOf[surface](x, y).sum();
    const place: [number, number] = [x.item(), y.item()];
    const value = loss.item();
    if (![value, ...place].every((number) => Math.abs(number) < beyond)) return { title, points, losses, lostAt: step };
    points.push(place);
    losses.push(value);
    loss.backward();
    optimizer.step();
    changing?.step();
  }
  return { title, points, losses, lostAt: null };
}

function start(coordinate: number): Variable {
  return new Variable([coordinate], { dtype: "float64" });
}
