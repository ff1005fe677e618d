import { parseArgs } from "node:util";
import { Variable } from "@tinytorch/autograd";
import type { Lab } from "@tinytorch/lab";
import { labFlags, runLab } from "@tinytorch/lab/terminal";
import { Adam, SGD } from "@tinytorch/optimizers";
import { earliest, firstApart } from "./apart.ts";
import { type Lane, picture, verdict } from "./picture.ts";
import { plotOf } from "./plot.ts";
import { type Surface, type SurfaceName, surfaces } from "./surface.ts";

/** What the race needs of a module. */
export interface Racers {
  readonly SGD: new (
    params: Variable[],
    options: { readonly learningRate: number; readonly momentum?: number },
  ) => Walker;
  readonly Adam: new (params: Variable[], options: { readonly learningRate: number }) => Walker;
}

interface Walker {
  zeroGrad(): void;
  step(): void;
}

export interface Race {
  readonly surface: string;
  readonly lanes: readonly Lane[];
  /** Who could not start, and why. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
  /** The first step after which somebody is elsewhere than the reference; null when nobody ever is. */
  readonly firstApart: { readonly name: string; readonly step: number } | null;
}

/** The race on one surface: what happened as plain data, and the pictures of it. */
export function raceOn(surface: Surface, steps: number): Lab<Racers, Race> {
  return {
    data: (racers) => runRace(racers, surface, steps),
    frames: ({ lanes }) => (lanes.length > 0 ? steps : 0),
    say: ({ lanes, absent }) =>
      [
        `${surface.title}: ${lanes.map(lossOf).join(", ") || "nobody is at the start yet"}.`,
        ...(lanes.length > 0 ? [verdict(lanes, steps)] : []),
        ...absent.map(({ name }) => `${name} is not at the start yet.`),
      ].join(" "),
    plot: ({ lanes }) => plotOf(surface, lanes),
    draw({ lanes, absent }, view) {
      const drawn = lanes.length > 0 ? [picture(surface, lanes, view)] : [];
      // Beside a moving picture there is no room for more than itself.
      if (absent.length === 0 || (lanes.length > 0 && view.frame < steps)) return drawn.join("\n");
      const missing = absent.map(({ name, reason }) => `  ${name} is not at the start yet: ${reason}`);
      return [...drawn, ...missing, "", "Write it in src/, try tito test 08, and come back."].join("\n");
    },
  };
}

function lossOf({ name, loss }: Lane): string {
  return `${name} comes to a loss of ${loss.at(-1)?.toPrecision(2)} after ${loss.length - 1} steps`;
}

/** Lets SGD, momentum and Adam walk down one surface from one place, a student's and beside them the library's. */
export function runRace(racers: Racers, surface: Surface, steps: number): Race {
  const theirs = runners(reference, surface);
  const lanes: Lane[] = [];
  const absent: { name: string; reason: string }[] = [];
  for (const [index, { name, build }] of runners(racers, surface).entries()) {
    try {
      const own = follow(build, surface, steps, "float32");
      const other = theirs[index];
      const path = other === undefined ? [] : follow(other.build, surface, steps, "float64").path;
      lanes.push({ name, ...own, reference: path, firstApart: firstApart(own.path, path, surface) });
    } catch (error) {
      absent.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { surface: surface.title, lanes, absent, firstApart: earliest(lanes) };
}

/** The library's own, which are held to PyTorch's recorded numbers. */
const reference: Racers = { SGD, Adam };

function runners({ SGD, Adam }: Racers, { rates: { sgd, momentum, adam } }: Surface) {
  return [
    { name: "SGD", build: (params: Variable[]) => new SGD(params, { learningRate: sgd }) },
    {
      name: "Momentum (SGD, 0.9)",
      build: (params: Variable[]) => new SGD(params, { learningRate: momentum, momentum: 0.9 }),
    },
    { name: "Adam", build: (params: Variable[]) => new Adam(params, { learningRate: adam }) },
  ];
}

function follow(
  build: (params: Variable[]) => Walker,
  surface: Surface,
  steps: number,
  dtype: "float32" | "float64",
): Pick<Lane, "path" | "loss"> {
  const [x, y] = surface.start.map((coordinate) => new Variable([coordinate], { dtype }));
  if (x === undefined || y === undefined) throw new Error("internal: a surface has two coordinates");
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
      ...labFlags,
    },
  });
  const steps = Number(values.steps);
  if (!isSurface(values.surface) || !Number.isInteger(steps) || steps < 1) {
    process.stderr.write("race: usage is --surface bowl|beale --steps 60 --json\n");
    process.exitCode = 2;
    return;
  }
  await runLab(raceOn(surfaces[values.surface], steps), import.meta.dirname, { flags: values });
}

function isSurface(name: string): name is SurfaceName {
  return Object.hasOwn(surfaces, name);
}

if (import.meta.main) await main();
