import { loadMine } from "@tinytorch/lab/terminal";
import { Generator, randn, type Tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

/** What the measurement needs of a module. */
export type Measured = Pick<typeof mine, "Linear" | "Dropout" | "heNormal" | "matmul">;

export interface Cost {
  readonly name: string;
  /** Median time of a call. */
  readonly milliseconds: number;
}

/** Times one call of each thing that the module builds, and beside your matmul the library's, on the same numbers. */
export function measure({ Linear, Dropout, heNormal, matmul }: Measured, rounds: number): Cost[] {
  const generator = new Generator(1);
  const square = (n: number) => randn([n, n], { generator });
  const rowsOf = (x: Tensor) => {
    const { data } = x;
    const [rows, columns] = x.shape;
    return Array.from({ length: rows }, (_, row) =>
      Array.from(data.slice(row * columns, (row + 1) * columns)),
    );
  };
  const costs: Cost[] = [];
  const time = (name: string, call: () => unknown) => {
    const times = Array.from({ length: rounds }, () => {
      const start = performance.now();
      call();
      return performance.now() - start;
    }).sort((a, b) => a - b);
    costs.push({ name, milliseconds: times[Math.floor(rounds / 2)] ?? Number.NaN });
  };
  for (const n of [64, 128, 256]) {
    const [a, b] = [square(n), square(n)];
    const [left, right] = [rowsOf(a), rowsOf(b)];
    time(`your matmul, ${n} × ${n}`, () => matmul(left, right));
    time(`Tensor.matmul, ${n} × ${n}`, () => a.matmul(b));
  }
  const linear = new Linear(784, 128, { generator, parameter: (initial) => initial });
  const batch = randn([64, 784], { generator });
  time("Linear(784, 128), 64 rows", () => linear.forward(batch));
  const dropout = new Dropout<Tensor>(0.5, { generator });
  const million = randn([1000, 1000], { generator });
  time("Dropout, a million numbers", () => dropout.forward(million));
  time("heNormal, a million numbers", () => heNormal([1000, 1000], { generator }));
  return costs;
}

if (import.meta.main) {
  const layers = await loadMine<typeof mine>(import.meta.dirname);
  for (const { name, milliseconds } of measure(layers, 15)) {
    process.stdout.write(`${name.padEnd(28)}${milliseconds.toFixed(2).padStart(9)} ms\n`);
  }
}
