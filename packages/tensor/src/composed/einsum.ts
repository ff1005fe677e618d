import { requireNumbers } from "../core/promotion.ts";
import { sizeOf } from "../core/shape.ts";
import type { Composable } from "./composable.ts";
import { readEquation } from "./equation.ts";

/** An operand, with a name for each of its dimensions. */
interface Named<T> {
  readonly value: T;
  readonly names: readonly string[];
}

/**
 * Sums of products of elements, as an equation names them: two operands at a time, as a matrix product, those first whose result is
 * smallest.
 */
export function einsum<T extends Composable<T>>(text: string, operands: readonly T[]): T {
  const { inputs, output, sizes } = readEquation(
    text,
    operands.map(({ shape }) => shape),
  );
  for (const { dtype } of operands) requireNumbers("einsum", dtype);
  let named = operands.map((value, i) => withoutOnes(diagonal({ value, names: inputs[i] }), sizes));
  while (named.length > 1) {
    const [i, j] = cheapest(named, output, sizes);
    const rest = named.filter((_, k) => k !== i && k !== j);
    named = [...rest, contracted(named[i], named[j], neededBy(rest, output))];
  }
  return arranged(named[0], output);
}

/** Of a name that comes several times, the elements whose positions along all of its dimensions are one. */
function diagonal<T extends Composable<T>>({ value, names }: Named<T>): Named<T> {
  const again = names.findIndex((name, d) => names.indexOf(name) !== d);
  if (again < 0) return { value, names };
  const first = names.indexOf(names[again]);
  const others = [...names.keys()].filter((d) => d !== first && d !== again);
  const length = value.shape[again];
  const square = value.permute([...others, first, again]).reshape([...others.map((d) => value.shape[d]), length ** 2]);
  return diagonal({
    value: square.slice(-1, 0, undefined, length + 1),
    names: [...others.map((d) => names[d]), names[again]],
  });
}

/** Without dimensions of one element where others of that name are longer: it is repeated there. */
function withoutOnes<T extends Composable<T>>(
  { value, names }: Named<T>,
  sizes: ReadonlyMap<string, number>,
): Named<T> {
  const kept = [...names.keys()].filter((d) => value.shape[d] === sizes.get(names[d]));
  if (kept.length === names.length) return { value, names };
  return { value: value.reshape(kept.map((d) => value.shape[d])), names: kept.map((d) => names[d]) };
}

/** The names that what is still to be done asks for. */
function neededBy<T>(rest: readonly Named<T>[], output: readonly string[]): ReadonlySet<string> {
  return new Set([...output, ...rest.flatMap(({ names }) => names)]);
}

/** The two operands whose product is smallest. */
function cheapest<T>(
  named: readonly Named<T>[],
  output: readonly string[],
  sizes: ReadonlyMap<string, number>,
): readonly [number, number] {
  let best: readonly [number, number] = [0, 1];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < named.length; i++) {
    for (let j = i + 1; j < named.length; j++) {
      const rest = named.filter((_, k) => k !== i && k !== j);
      const needed = neededBy(rest, output);
      const names = new Set([...named[i].names, ...named[j].names]);
      const size = sizeOf([...names].filter((name) => needed.has(name)).map((name) => sizes.get(name) ?? 1));
      if (size < least) [best, least] = [[i, j], size];
    }
  }
  return best;
}

/** Two operands as batches of matrices, multiplied: `[shared, left, summed] @ [shared, summed, right]`. */
function contracted<T extends Composable<T>>(a: Named<T>, b: Named<T>, needed: ReadonlySet<string>): Named<T> {
  const left = summed(a, (name) => needed.has(name) || b.names.includes(name));
  const right = summed(b, (name) => needed.has(name) || a.names.includes(name));
  const both = left.names.filter((name) => right.names.includes(name));
  const [shared, inner] = [both.filter((name) => needed.has(name)), both.filter((name) => !needed.has(name))];
  const rows = left.names.filter((name) => !both.includes(name));
  const columns = right.names.filter((name) => !both.includes(name));
  const [batch, m, n] = [lengths(left, shared), lengths(left, rows), lengths(right, columns)];
  const names = [...shared, ...rows, ...columns];
  if (inner.length === 0) {
    const x = ordered(left, [...shared, ...rows]).reshape([...batch, ...m, ...n.map(() => 1)]);
    const y = ordered(right, [...shared, ...columns]).reshape([...batch, ...m.map(() => 1), ...n]);
    return { value: x.mul(y), names };
  }
  const k = sizeOf(lengths(left, inner));
  const x = ordered(left, [...shared, ...rows, ...inner]).reshape([sizeOf(batch), sizeOf(m), k]);
  const y = ordered(right, [...shared, ...inner, ...columns]).reshape([sizeOf(batch), k, sizeOf(n)]);
  return { value: x.matmul(y).reshape([...batch, ...m, ...n]), names };
}

/** Summed over every dimension that nobody needs. */
function summed<T extends Composable<T>>({ value, names }: Named<T>, isNeeded: (name: string) => boolean): Named<T> {
  const gone = [...names.keys()].filter((d) => !isNeeded(names[d]));
  if (gone.length === 0) return { value, names };
  return { value: value.sum(gone), names: names.filter(isNeeded) };
}

/** The one operand that is left, as the result should be. */
function arranged<T extends Composable<T>>(last: Named<T>, output: readonly string[]): T {
  const kept = summed(last, (name) => output.includes(name));
  return ordered(kept, output);
}

function ordered<T extends Composable<T>>({ value, names }: Named<T>, order: readonly string[]): T {
  const dims = order.map((name) => names.indexOf(name));
  return dims.every((d, i) => d === i) ? value : value.permute(dims);
}

function lengths<T extends Composable<T>>({ value, names }: Named<T>, some: readonly string[]): number[] {
  return some.map((name) => value.shape[names.indexOf(name)]);
}
