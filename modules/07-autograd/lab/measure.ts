import { parseArgs } from "node:util";
import { loadMine } from "@tinytorch/lab/terminal";
import { Generator, rand, type Tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

/** What a layer of `size` × `size` costs: medians of several runs, in milliseconds. */
export interface Cost {
  readonly size: number;
  readonly forward: number;
  readonly backward: number;
  /** By `numericGradient`, for all its weights: two forwards for each. Worked out from the time of one forward. */
  readonly numeric: number;
}

/** Times relu(x W) summed, forward and backward, and what trying every weight out would take. */
export function measure({ Variable }: Pick<typeof mine, "Variable">, size: number, runs: number): Cost {
  const generator = new Generator(1);
  const draw = (): Tensor => rand([size, size], { generator }).sub(0.5);
  const [x, weight] = [new Variable(draw(), { requiresGrad: false }), new Variable(draw())];
  const [forwards, backwards]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    weight.zeroGrad();
    const start = performance.now();
    const loss = x.matmul(weight).maximum(0).sum();
    const middle = performance.now();
    loss.backward();
    backwards.push(performance.now() - middle);
    forwards.push(middle - start);
  }
  const forward = median(forwards);
  return { size, forward, backward: median(backwards), numeric: forward * 2 * size * size };
}

/** Times a chain of steps on one number: what recording itself costs, in microseconds a step. */
export function measureChain(
  { Variable }: Pick<typeof mine, "Variable">,
  links: number,
): { record: number; backward: number } {
  const x = new Variable([1]);
  const start = performance.now();
  let y = x.neg();
  for (let link = 1; link < links; link += 1) y = y.neg();
  const middle = performance.now();
  y.backward();
  const [record, backward] = [middle - start, performance.now() - middle];
  return { record: (1000 * record) / links, backward: (1000 * backward) / links };
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { runs: { type: "string", default: "25" } } });
  const own = await loadMine<typeof mine>(import.meta.dirname);
  for (const size of [32, 128, 512]) {
    const { forward, backward, numeric } = measure(own, size, Number(values.runs));
    const [there, back] = [forward, backward].map((time) => `${time.toFixed(2)} ms`);
    process.stdout.write(
      `${size} × ${size} weights: forward ${there}, backward ${back}, by trying ${(numeric / 1000).toPrecision(2)} s\n`,
    );
  }
  measureChain(own, 20_000);
  const chain = measureChain(own, 20_000);
  process.stdout.write(
    `a step on one number: ${chain.record.toFixed(1)} µs to record, ${chain.backward.toFixed(1)} µs backward\n`,
  );
}
