import { rules } from "@tinytorch/options";
import { formatShape, type Shape } from "../core/shape.ts";

/** What an equation of `einsum` says of operands: a name for each dimension, and how long what is named so is. */
export interface Equation {
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * Reads an equation such as `ij,jk->ik` beside the shapes of its operands. The dimensions that an ellipsis stands for are named from the
 * last one on.
 * @throws TypeError on anything but text, RangeError on text that is no equation or does not fit the shapes
 */
export function readEquation(text: string, shapes: readonly Shape[]): Equation {
  if (typeof text !== "string")
    throw new TypeError(`einsum: the equation must be text, such as "ij,jk->ik", got ${rules.shown(text)}`);
  const [left, right, ...more] = text.replaceAll(" ", "").split("->");
  if (more.length > 0) throw refused("there must be at most one arrow", text);
  const terms = left.split(",");
  if (terms.length !== shapes.length) {
    throw new RangeError(
      `einsum: there must be a term for every operand, got ${terms.length} of "${text}" for ${shapes.length}`,
    );
  }
  const inputs = terms.map((term, i) => namesOf(term, text, shapes[i]));
  const sizes = sizesOf(inputs, shapes);
  return { inputs, output: right === undefined ? implied(inputs) : outputOf(right, text, inputs, sizes), sizes };
}

/** A name for each dimension that a term stands for. */
function namesOf(term: string, text: string, shape: Shape): string[] {
  const [before, after] = halves(term, text);
  const named = before.length + (after ?? "").length;
  if (after === undefined ? named !== shape.length : named > shape.length) {
    throw new RangeError(
      `einsum: a term must name every dimension, or have an ellipsis, got "${term}" for ${formatShape(shape)}`,
    );
  }
  return after === undefined ? [...before] : [...before, ...ellipsis(shape.length - named), ...after];
}

/** What stands before an ellipsis and after it; without one there is nothing after it. */
function halves(term: string, text: string): readonly [before: string, after: string | undefined] {
  const [before, after, ...more] = term.split("...");
  if (more.length > 0 || !/^[a-zA-Z]*$/.test(before + (after ?? "")))
    throw refused('terms must be letters, with at most one "..."', text);
  return [before, after];
}

/** The names of dimensions that an ellipsis stands for, counted from the last. */
function ellipsis(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `.${count - 1 - i}`);
}

function sizesOf(inputs: readonly (readonly string[])[], shapes: readonly Shape[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [i, names] of inputs.entries()) {
    const own = new Map<string, number>();
    for (const [d, name] of names.entries()) {
      const length = shapes[i][d];
      const known = sizes.get(name) ?? 1;
      const isAsLong = known === length || known === 1 || length === 1;
      if (!isAsLong || (own.get(name) ?? length) !== length) {
        const what = name.startsWith(".") ? "what an ellipsis stands for" : `"${name}"`;
        throw new RangeError(
          `einsum: ${what} must be of one size, got ${own.get(name) ?? known} and ${length} in ${shapes.map(formatShape).join(" and ")}`,
        );
      }
      own.set(name, length);
      sizes.set(name, known === 1 ? length : known);
    }
  }
  return sizes;
}

/** Without an arrow the result has what an ellipsis stands for, and then the letters that come once, in the order of their codes. */
function implied(inputs: readonly (readonly string[])[]): string[] {
  const all = inputs.flat();
  const once = all.filter((name) => !name.startsWith(".") && all.indexOf(name) === all.lastIndexOf(name));
  return [...ellipsis(longestEllipsis(inputs)), ...once.sort()];
}

function outputOf(
  term: string,
  text: string,
  inputs: readonly (readonly string[])[],
  sizes: ReadonlyMap<string, number>,
): string[] {
  const [before, after] = halves(term, text);
  const output = after === undefined ? [...before] : [...before, ...ellipsis(longestEllipsis(inputs)), ...after];
  for (const [d, name] of output.entries()) {
    if (!sizes.has(name)) throw refused(`a letter of the result must be in a term, "${name}" is not`, text);
    if (output.indexOf(name) !== d) throw refused(`a letter may appear once in the result, "${name}" does again`, text);
  }
  return output;
}

function longestEllipsis(inputs: readonly (readonly string[])[]): number {
  return Math.max(0, ...inputs.map((names) => names.filter((name) => name.startsWith(".")).length));
}

function refused(rule: string, text: string): RangeError {
  return new RangeError(`einsum: ${rule}, got "${text}"`);
}
