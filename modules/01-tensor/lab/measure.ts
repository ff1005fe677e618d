import { loadMine } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";

/** What the measurement needs of a module. */
export type Measured = Pick<typeof mine, "arange">;

export interface Cost {
  readonly name: string;
  /** Of a new storage; 0 where there is none. */
  readonly bytes: number;
  /** Median. */
  readonly milliseconds: number;
}

/** Weighs and times operations on square matrices of `side` rows; matrix products on those of `side / 8`. */
export function measure({ arange }: Measured, side: number, rounds: number): Cost[] {
  const matrix = (rows: number) => arange(rows * rows).reshape([rows, rows]);
  const [x, small] = [matrix(side), matrix(Math.max(1, Math.floor(side / 8)))];
  const row = x.select(0, 1);
  const calls: Record<string, () => mine.Tensor> = {
    "t(), a view": () => x.t(),
    "select(0, 1), a view": () => x.select(0, 1),
    "broadcastTo, a view": () => row.broadcastTo([side, side]),
    "t().contiguous(), a copy": () => x.t().contiguous(),
    "add, same shape": () => x.add(x),
    "add, a row": () => x.add(row),
    "add, a transpose": () => x.add(x.t()),
    "sum(0)": () => x.sum(0),
    "sum(1)": () => x.sum(1),
    [`matmul, ${small.shape.join(" × ")}`]: () => small.matmul(small),
  };
  return Object.entries(calls).map(([name, call]) => {
    const { storage } = call();
    const times = Array.from({ length: rounds }, () => {
      const start = performance.now();
      call();
      return performance.now() - start;
    }).sort((a, b) => a - b);
    const shared = storage === x.storage;
    return {
      name,
      bytes: shared ? 0 : storage.byteLength,
      milliseconds: times[Math.floor(rounds / 2)] ?? Number.NaN,
    };
  });
}

if (import.meta.main) {
  const module = await loadMine<typeof mine>(import.meta.dirname);
  for (const { name, bytes, milliseconds } of measure(module, 1000, 15)) {
    process.stdout.write(
      `${name.padEnd(26)}${String(bytes).padStart(9)} bytes${milliseconds.toFixed(3).padStart(10)} ms\n`,
    );
  }
}
