import { parseArgs } from "node:util";
import { Variable } from "@tinytorch/autograd";
import type { Lab } from "@tinytorch/lab";
import { loadMine, showLab } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";
import { type Lane, picture } from "./picture.ts";
import { type Surface, type SurfaceName, surfaces } from "./surface.ts";

/** What the race needs of a module. */
export type Racers = Pick<typeof mine, "SGD" | "Adam">;

export interface Race {
  readonly surface: string;
  readonly lanes: readonly Lane[];
  /** Who could not start, and why. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
}

/** The race on one surface: what happened as plain data, and the pictures of it. */
export function raceOn(surface: Surface, steps: number): Lab<Racers, Race> {
  return {
    data: (racers) => runRace(racers, surface, steps),
    frames: ({ lanes }) => (lanes.length > 0 ? steps : 0),
    draw({ lanes, absent }, view) {
      const drawn = lanes.length > 0 ? [picture(surface, lanes, view)] : [];
      // Beside a moving picture there is no room for more than itself.
      if (absent.length === 0 || (lanes.length > 0 && view.frame < steps)) return drawn.join("\n");
      const missing = absent.map(({ name, reason }) => `  ${name} is not at the start yet: ${reason}`);
      return [...drawn, ...missing, "", "Write it in src/, try pnpm tito test 08, and come back."].join("\n");
    },
  };
}

/** Lets SGD, momentum and Adam walk down one surface from one place. */
export function runRace({ SGD, Adam }: Racers, surface: Surface, steps: number): Race {
  const { sgd, momentum, adam } = surface.rates;
  const runners = [
    { name: "SGD", build: (params: Variable[]) => new SGD(params, { learningRate: sgd }) },
    {
      name: "Momentum (SGD, 0.9)",
      build: (params: Variable[]) => new SGD(params, { learningRate: momentum, momentum: 0.9 }),
    },
    { name: "Adam", build: (params: Variable[]) => new Adam(params, { learningRate: adam }) },
  ];
  const lanes: Lane[] = [];
  const absent: { name: string; reason: string }[] = [];
  for (const { name, build } of runners) {
    try {
      lanes.push({ name, ...follow(build, surface, steps) });
    } catch (error) {
      absent.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { surface: surface.title, lanes, absent };
}

function follow(
  build: (params: Variable[]) => { zeroGrad(): void; step(): void },
  surface: Surface,
  steps: number,
): Omit<Lane, "name"> {
  const [x, y] = [new Variable([surface.start[0]]), new Variable([surface.start[1]])];
  const optimizer = build([x, y]);
  const path: [number, number][] = [[x.item(), y.item()]];
  const losses: number[] = [];
  for (let step = 0; step <= steps; step += 1) {
    optimizer.zeroGrad();
    const loss = surface.loss(x, y).sum();
    losses.push(loss.item());
    if (step === steps) break;
    loss.backward();
    optimizer.step();
    path.push([x.item(), y.item()]);
  }
  return { path, loss: losses };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      surface: { type: "string", default: "bowl" },
      steps: { type: "string", default: "60" },
      json: { type: "boolean", default: false },
    },
  });
  const steps = Number(values.steps);
  if (!isSurface(values.surface) || !Number.isInteger(steps) || steps < 1) {
    process.stderr.write("race: usage is --surface bowl|beale --steps 60 --json\n");
    process.exitCode = 2;
    return;
  }
  const racers = await loadMine<typeof mine>(import.meta.dirname);
  await showLab(raceOn(surfaces[values.surface], steps), racers, { json: values.json });
}

function isSurface(name: string): name is SurfaceName {
  return Object.hasOwn(surfaces, name);
}

if (import.meta.main) await main();
