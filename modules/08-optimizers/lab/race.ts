import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Variable } from "@tinytorch/autograd";
import type * as mine from "../src/index.ts";
import { loadMine } from "./mine.ts";
import { type Lane, picture } from "./picture.ts";
import { type Surface, type SurfaceName, surfaces } from "./surface.ts";

/** What the race needs of a module. */
export type Racers = Pick<typeof mine, "SGD" | "Adam">;

export interface Race {
  readonly lanes: readonly Lane[];
  /** Who could not start, and why. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
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
  return { lanes, absent };
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
  const surface = surfaces[values.surface];
  const { lanes, absent } = runRace(await loadMine(), surface, steps);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ surface: surface.title, lanes, absent }, null, 2)}\n`);
    return;
  }
  if (lanes.length > 0) await show(surface, lanes, steps);
  for (const { name, reason } of absent)
    process.stdout.write(`  ${name} is not at the start yet: ${reason}\n`);
  if (absent.length > 0) process.stdout.write("\nWrite it in src/, try pnpm tito test 08, and come back.\n");
}

/** A moving picture in a terminal; into a pipe or a file only the last one. */
async function show(surface: Surface, lanes: readonly Lane[], steps: number): Promise<void> {
  const { stdout } = process;
  const room = { columns: stdout.columns ?? 80, rows: stdout.rows ?? 40 };
  const colour = stdout.isTTY === true && stdout.hasColors();
  if (stdout.isTTY) {
    for (let step = 0; step < steps; step += 1) {
      // Home, clear, draw: the whole picture fits in one write, so it does not flicker.
      stdout.write(`\u001b[H\u001b[2J${picture(surface, lanes, { ...room, colour, steps: step })}`);
      await pause(50);
    }
    stdout.write("\u001b[H\u001b[2J");
  }
  stdout.write(`${picture(surface, lanes, { ...room, colour, steps })}\n`);
}

function isSurface(name: string): name is SurfaceName {
  return Object.hasOwn(surfaces, name);
}

if (import.meta.main) await main();
