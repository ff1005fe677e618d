import { paintIn, type View } from "@tinytorch/lab";
import { type Tensor, tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

const names = ["w", "b", "h", "y", "L"] as const;
type Name = (typeof names)[number];

/** Somewhere a gradient arrived, in the order in which your backward went. */
export type Arrival = { readonly at: Name; readonly gradient: number };

export interface Graph {
  readonly values: Readonly<Record<Name | "x", number>>;
  readonly arrivals: readonly Arrival[];
  /** The first gradient that is not the one by hand, or that never came (null); null when each is as it should be. */
  readonly firstApart: Apart | null;
}

interface Apart {
  readonly at: Name;
  readonly gradient: number | null;
  readonly expected: number;
}

/** With w = 2, x = 3 and b = 1 by hand: L = y h, so ∂y = h = 6, ∂h = y + ∂y = 13, ∂w = 3 ∂h, ∂b = ∂y. */
const byHand: Readonly<Record<Name, number>> = { L: 1, y: 6, b: 6, h: 13, w: 39 };

/**
 * Runs h = w x, y = h + b, L = y h forward and backward. Behind each variable sits an operation of the lab's own, which
 * changes nothing and writes down what comes back through it.
 */
export function runGraph({ Variable, apply }: Pick<typeof mine, "Variable" | "apply">): Graph {
  const arrivals: Arrival[] = [];
  type Variable = InstanceType<typeof mine.Variable>;
  const watched = (at: Name, variable: Variable): Variable => {
    const watch = {
      name: "watch",
      reads: "shapes" as const,
      forward: (x: Tensor) => x,
      gradient(g: Tensor) {
        arrivals.push({ at, gradient: g.item() });
        return [g];
      },
    };
    return apply(watch, [variable]);
  };
  const x = new Variable(tensor(3), { requiresGrad: false });
  const w = watched("w", new Variable(tensor(2)));
  const b = watched("b", new Variable(tensor(1)));
  const h = watched("h", w.mul(x));
  const y = watched("y", h.add(b));
  const loss = watched("L", y.mul(h));
  loss.backward();
  const values = { x: x.item(), w: w.item(), b: b.item(), h: h.item(), y: y.item(), L: loss.item() };
  return { values, arrivals, firstApart: apartIn(arrivals) };
}

function apartIn(arrivals: readonly Arrival[]): Apart | null {
  const wrong = arrivals.find(({ at, gradient }) => gradient !== byHand[at]);
  if (wrong !== undefined) return { ...wrong, expected: byHand[wrong.at] };
  const missing = [...names].reverse().find((name) => arrivals.every(({ at }) => at !== name));
  return missing === undefined ? null : { at: missing, gradient: null, expected: byHand[missing] };
}

/** The graph with its values, and the gradients that had arrived by a frame; the latest one is lit. */
export function drawGraph(
  { values, arrivals, firstApart }: Graph,
  { frame, colour }: Pick<View, "frame" | "colour">,
): string[] {
  const [lit, done] = [paintIn("yellow", colour), paintIn("cyan", colour)];
  const there = arrivals.slice(0, frame);
  const latest = there.at(-1)?.at;
  /** A field of nine columns, painted after it was filled up. */
  const value = (name: Name | "x") => {
    const text = `${name} = ${shown(values[name])}`.padEnd(9);
    return name === latest ? lit(text) : text;
  };
  const slope = (name: Name) => {
    const own = there.filter(({ at }) => at === name);
    const last = own.at(-1);
    const times = own.length > 1 ? ` (${own.length}×)` : "";
    const text = (last === undefined ? "" : `∂ ${shown(last.gradient)}${times}`).padEnd(9);
    return name === latest ? lit(text) : done(text);
  };
  const [bar, gap] = ["─", " "].map((one) => one.repeat(23));
  return [
    `  ${value("w")}──┐`,
    `  ${slope("w")}  ├─ mul ── ${value("h")}──┬${bar}┐`,
    `  ${value("x")}──┘         ${slope("h")}  │${gap}│`,
    `${" ".repeat(34)}├─ add ── ${value("y")}─────┴─ mul ── ${value("L")}`,
    `  ${value("b")}${bar}┘         ${slope("y")}${" ".repeat(15)}${slope("L")}`,
    `  ${slope("b")}`,
    stepLine(there, frame),
    ...(frame >= arrivals.length ? [apartLine(firstApart)] : []),
  ].map((line) => line.trimEnd());
}

function stepLine(there: readonly Arrival[], frame: number): string {
  if (frame === 0) return "  forward: every value is there, and no gradient yet";
  const way = there.map(({ at }) => at).join(" → ");
  return `  backward: ${way}`;
}

function apartLine(firstApart: Apart | null): string {
  if (firstApart === null) return "  each gradient is the one by hand";
  const { at, gradient, expected } = firstApart;
  return `  first apart: ∂ at ${at} ${gradient === null ? "never came" : `is ${shown(gradient)}`}, and should be ${expected}`;
}

/** A whole number as it is, another in three digits. */
function shown(value: number | null): string {
  if (value === null) return "?";
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
