import type { Inputs } from "@tinytorch/testkit";

/** How each variable of a graph is made: of numbers, or by adding and multiplying earlier ones. */
export type Recipe = readonly (Leaf | Made)[];

type Leaf = { readonly leaf: number; readonly constant?: boolean };
type Made = {
  readonly by: "add" | "mul";
  readonly of: readonly [number, number];
  /** Whether it is a constant that still knows how it was made. */
  readonly constant?: boolean;
};

/**
 * A graph in which every variable but the first ones is made of two earlier ones, often of the same, and of near and far ones:
 * arms of all lengths meet. Values stay of ordinary size. The
 * first leaf is a constant, the last variable the root.
 */
export function drawRecipe(inputs: Inputs, leaves: number, steps: number): Recipe {
  const values = inputs.signed(leaves, 0.5, 1.2);
  const recipe: Recipe[number][] = values.map((leaf, index) => ({
    leaf,
    ...(index === 0 && { constant: true }),
  }));
  for (let step = 0; step < steps; step += 1) {
    const last = recipe.length - 1;
    const draw = (): Made => {
      // Near ones make it deep, far ones make arms that skip much of it.
      const near = last - inputs.integer(0, 1);
      const far = step % 4 === 3 ? near : inputs.integer(0, last);
      const of = inputs.number(0, 1) < 0.5 ? ([near, far] as const) : ([far, near] as const);
      return { by: inputs.number(0, 1) < 0.5 ? "add" : "mul", of };
    };
    const resultOf = ({ by, of: [a, b] }: Made) =>
      by === "add" ? values[a] + values[b] : values[a] * values[b];
    const isOrdinary = (made: Made) => Math.abs(resultOf(made)) > 0.1 && Math.abs(resultOf(made)) < 8;
    const made = Array.from({ length: 12 }, draw).find(isOrdinary) ?? { by: "mul", of: [last, 0] };
    recipe.push(made);
    values.push(resultOf(made));
  }
  return recipe;
}

/** The variables that depend on a leaf which is no constant. */
export function requiring(recipe: Recipe): boolean[] {
  const requires: boolean[] = [];
  for (const made of recipe) {
    const isAsked = "leaf" in made || requires[made.of[0]] || requires[made.of[1]];
    requires.push(isAsked && made.constant !== true);
  }
  return requires;
}

/** What a backward pass from a variable visits. */
export function behind(recipe: Recipe, root: number): Set<number> {
  const requires = requiring(recipe);
  const visited = new Set([root]);
  for (let index = root; index >= 0; index -= 1) {
    const made = recipe[index];
    if (!visited.has(index) || "leaf" in made) continue;
    for (const parent of made.of) if (requires[parent]) visited.add(parent);
  }
  return visited;
}

/**
 * Of one variable its value and its derivative by each leaf, carried *forward* with the values (Wengert, 1964): another way
 * than the one on trial. Leaves that it does not depend on have a derivative of 0.
 */
export function forwardDerivatives(
  recipe: Recipe,
  root: number,
): { readonly value: number; readonly slopes: readonly number[] } {
  const leaves = recipe.flatMap((made, index) => ("leaf" in made ? [index] : []));
  const all: { value: number; slopes: number[] }[] = [];
  for (const [index, made] of recipe.entries()) {
    if ("leaf" in made) {
      all.push({ value: made.leaf, slopes: leaves.map((leaf) => (leaf === index ? 1 : 0)) });
      continue;
    }
    const [a, b] = made.of.map((parent) => all[parent]);
    const isSum = made.by === "add";
    all.push({
      value: isSum ? a.value + b.value : a.value * b.value,
      slopes: leaves.map((_, leaf) => {
        if (made.constant) return 0;
        return isSum ? a.slopes[leaf] + b.slopes[leaf] : a.slopes[leaf] * b.value + a.value * b.slopes[leaf];
      }),
    });
  }
  return all[root];
}

/** The same graph without signs: what is added up in it, and so how far rounding may get. */
export function sizes(recipe: Recipe): Recipe {
  return recipe.map((made) => ("leaf" in made ? { ...made, leaf: Math.abs(made.leaf) } : made));
}
