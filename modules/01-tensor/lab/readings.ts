import type * as mine from "../src/index.ts";

/** In which order a view reads its storage. */
export interface Reading {
  readonly name: string;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  /** Whether the view looks at the first tensor's storage, and not at a copy of it. */
  readonly shared: boolean;
  /** The places, row after row of the view: what the student's code reads. */
  readonly places: readonly number[];
  /** The same as the reference reads it. */
  readonly expected: readonly number[];
}

/** A view that could not be made, and why. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

export interface Readings {
  /** How many places the storage has. */
  readonly storage: number;
  readonly readings: readonly Reading[];
  readonly absent: readonly Absent[];
  /** The first number that is read from another place than the reference reads it from; null when there is none. */
  readonly firstApart: Apart | null;
}

/** Which number of a view it is, from 1, where it is read, and where it should be; null for a number that is not there. */
export interface Apart {
  readonly name: string;
  readonly number: number;
  readonly place: number | null;
  readonly expected: number | null;
}

type Tensor = mine.Tensor;

/** The views that are drawn, with the order in which each must read. */
const views: readonly {
  readonly name: string;
  readonly of: (x: Tensor) => Tensor;
  readonly expected: readonly number[];
}[] = [
  { name: "x", of: (x) => x, expected: [0, 1, 2, 3, 4, 5] },
  { name: "x.t()", of: (x) => x.t(), expected: [0, 3, 1, 4, 2, 5] },
  { name: "x.select(0, 1)", of: (x) => x.select(0, 1), expected: [3, 4, 5] },
  { name: "x.select(1, 2)", of: (x) => x.select(1, 2), expected: [2, 5] },
  {
    name: "x.select(0, 1).broadcastTo([2, 3])",
    of: (x) => x.select(0, 1).broadcastTo([2, 3]),
    expected: [3, 4, 5, 3, 4, 5],
  },
  { name: "x.reshape([3, 2])", of: (x) => x.reshape([3, 2]), expected: [0, 1, 2, 3, 4, 5] },
  { name: "x.t().reshape([2, 3])", of: (x) => x.t().reshape([2, 3]), expected: [0, 3, 1, 4, 2, 5] },
];

/** Makes every view of 0 to 5 in two rows. Each number is its own place, so that a view's numbers tell where it reads. */
export function follow(arange: typeof mine.arange): Readings {
  const readings: Reading[] = [];
  const absent: Absent[] = [];
  for (const { name, of, expected } of views) {
    try {
      const x = arange(6).reshape([2, 3]);
      const view = of(x);
      readings.push({
        name,
        shape: [...view.shape],
        strides: [...view.strides],
        offset: view.offset,
        shared: view.storage === x.storage,
        places: flat(view.toArray()),
        expected,
      });
    } catch (error) {
      absent.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return {
    storage: 6,
    readings,
    absent,
    firstApart: readings.map(apartIn).find((apart) => apart !== null) ?? null,
  };
}

function apartIn({ name, places, expected }: Reading): Apart | null {
  const longest = Math.max(places.length, expected.length);
  for (let index = 0; index < longest; index += 1) {
    const [place, right] = [places[index] ?? null, expected[index] ?? null];
    if (place !== right) return { name, number: index + 1, place, expected: right };
  }
  return null;
}

function flat(values: mine.NestedNumbers): number[] {
  return typeof values === "number" ? [values] : values.flatMap(flat);
}
