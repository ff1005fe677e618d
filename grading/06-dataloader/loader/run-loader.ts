import type { Scope } from "../scope.ts";

/** A loader over samples of two features and a label, and how often it is gone through. */
export type LoaderProblem = {
  readonly rows: readonly (readonly number[])[];
  /** None at all where it is null. */
  readonly options: {
    readonly batchSize?: number;
    readonly shuffle?: boolean;
    readonly dropLast?: boolean;
  } | null;
  /** Of the generator that is given; none is given without. */
  readonly seed?: number;
  readonly passes: number;
  /** Leaves each pass after so many batches. */
  readonly leaveAfter?: number;
};

/** What came of one loader: its batches, pass by pass, each as shapes and numbers. The label of row i is i. */
export function runLoader({ DataLoader, Generator, tensor }: Scope, ...problems: readonly LoaderProblem[]) {
  return problems.map(({ rows, options, seed, passes, leaveAfter = Number.POSITIVE_INFINITY }) => {
    // One that knows its rows by itself: its method is called as a method.
    const dataset = {
      rows,
      length: rows.length,
      at(index: number) {
        return [tensor([...this.rows[index]]), tensor(index, { dtype: "int32" })] as const;
      },
    };
    const generator = seed === undefined ? undefined : new Generator(seed);
    const state = () => JSON.stringify(generator?.saveState() ?? null);
    const before = state();
    const loader =
      options === null
        ? new DataLoader(dataset)
        : new DataLoader(dataset, { ...options, ...(generator && { generator }) });
    const { length } = loader;
    const made = state();
    const all = Array.from({ length: passes }, () => {
      const batches = [];
      for (const [x, y] of loader) {
        batches.push({
          shapes: [[...x.shape], [...y.shape]],
          dtypes: [x.dtype, y.dtype],
          x: x.toArray(),
          y: [...y.contiguous().data],
        });
        if (batches.length === leaveAfter) break;
      }
      return batches;
    });
    return {
      length,
      passes: all,
      generator: { before, made, after: state() },
    };
  });
}
