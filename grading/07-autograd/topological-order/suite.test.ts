import { expect } from "vitest";
import { behind, drawRecipe, type Recipe } from "../graphs.ts";
import { hidden, submission } from "../hidden.ts";
import type { Scope } from "../scope.ts";

/** Runs in the sandbox: the order from each root, as positions in the recipe. */
function ordersOf(scope: Scope, recipe: Recipe, roots: readonly number[]): number[][] {
  type Variable = InstanceType<Scope["Variable"]>;
  const made: Variable[] = [];
  for (const one of recipe) {
    if ("leaf" in one) made.push(new scope.Variable(one.leaf, { requiresGrad: one.constant !== true }));
    else {
      const [a, b] = one.of.map((at) => made[at]);
      const result = one.by === "add" ? a.add(b) : a.mul(b);
      const { data, step } = result;
      made.push(
        one.constant ? new scope.Variable(data, { requiresGrad: false, ...(step && { step }) }) : result,
      );
    }
  }
  const all: readonly object[] = made;
  return roots.map((root) => scope.topologicalOrder(made[root]).map((one) => all.indexOf(one)));
}

/** Root first, everyone once, nobody after what it was computed from. */
async function expectOrders(recipe: Recipe, roots: readonly number[]): Promise<void> {
  const orders = await submission.evaluate(ordersOf, recipe, roots);
  expect(orders.length).toBe(roots.length);
  for (const [index, root] of roots.entries()) {
    const order = orders[index];
    expect(order[0]).toBe(root);
    const visited = behind(recipe, root);
    expect([...order].sort((a, b) => a - b)).toEqual([...visited].sort((a, b) => a - b));
    for (const [place, variable] of order.entries()) {
      const made = recipe[variable];
      if ("leaf" in made) continue;
      for (const parent of made.of)
        if (visited.has(parent)) expect(order.indexOf(parent)).toBeGreaterThan(place);
    }
  }
}

// Diamonds with arms of different lengths, and graphs at random.
hidden(
  "topological-order.order",
  {
    title: "topologicalOrder: everyone before what it was made of",
    points: 2,
    visibility: "visible",
    hint: "Think of a variable that is used by its neighbour and by one ten steps away. Walking down one arm first meets it too early. It may be listed only when everything that was made of it is listed: add a variable after all its parents, and reverse the list.",
  },
  async ({ inputs }) => {
    // x → a → b → c → y, and x → y; in either order of operands.
    const arm = (from: number, length: number): Recipe =>
      Array.from({ length }, (_, i) => ({ by: "add", of: [from + i, 0] as const }));
    const diamonds = ([false, true] as const).map((isReversed): Recipe => {
      const top = inputs.integer(4, 7);
      return [
        { leaf: inputs.number(1, 2) },
        { by: "mul", of: [0, 0] },
        ...arm(1, top),
        { by: "mul", of: isReversed ? [1, top + 1] : [top + 1, 1] },
        { by: "add", of: isReversed ? [1, top + 2] : [top + 2, 1] },
      ];
    });
    for (const diamond of diamonds) await expectOrders(diamond, [diamond.length - 1]);
    const random = drawRecipe(inputs, 4, 40);
    await expectOrders(random, [random.length - 1, 30, 20, 0]);
  },
);

// What requires no gradient is left out, with all that lies behind it.
hidden(
  "topological-order.constants",
  {
    title: "topologicalOrder: constants are left out",
    points: 1,
    visibility: "after-due",
    hint: "Look at requiresGrad of each parent before you go there. Only the root is there in any case.",
  },
  async ({ inputs }) => {
    const constant = () => ({ leaf: inputs.number(1, 2), constant: true });
    const recipe: Recipe = [
      constant(),
      { leaf: inputs.number(1, 2) },
      { by: "mul", of: [0, 0] },
      { by: "add", of: [2, 0] },
      { by: "mul", of: [3, 1] },
      { by: "mul", of: [1, 2] },
      { by: "add", of: [4, 5] },
      { by: "add", of: [6, 3] },
      { by: "mul", of: [7, 7] },
    ];
    await expectOrders(recipe, [8, 5, 4, 3, 0, 1]);
    // Constants that still know how they were made: what lies behind them is left out, but for what another way leads to.
    const [leaf, other] = [0, 1].map(() => ({ leaf: inputs.number(1, 2) }));
    const cut: Recipe = [
      leaf,
      other,
      { by: "mul", of: [0, 1] },
      { by: "mul", of: [2, 0], constant: true },
      { by: "add", of: [3, 1] },
      { by: "mul", of: [1, 3] },
      { by: "add", of: [3, 3] },
      { by: "mul", of: [5, 2] },
      { by: "add", of: [6, 4] },
      { by: "mul", of: [8, 3], constant: true },
      { by: "add", of: [9, 4] },
    ];
    await expectOrders(cut, [2, 4, 5, 6, 7, 8, 10]);
  },
);

// Chains of many thousand steps.
hidden(
  "topological-order.deep",
  {
    title: "20 000 steps deep",
    points: 3,
    visibility: "visible",
    hint: "A function that calls itself for each parent needs a frame of the stack for each step, and there are not that many. Keep the path from the root in an array of your own.",
  },
  async ({ submission, inputs }) => {
    const links = 60_000 + inputs.integer(0, 99);
    const slope = inputs.number(1, 2);
    const seen = await submission.evaluate(
      ({ Variable, tensor, topologicalOrder }, links, slope) => {
        type Tensor = ReturnType<typeof tensor>;
        // Takes one of two, the first or the second in turn.
        const pass = [0, 1].map((taken) => ({
          name: "pass",
          reads: "shapes" as const,
          forward: (...inputs: readonly Tensor[]) => inputs[taken],
          gradient: (g: Tensor) => [0, 1].map((index) => (index === taken ? g : null)),
        }));
        const x = new Variable([slope]);
        let y = x.mul(slope);
        for (let link = 0; link < links; link += 1) {
          // What apply would make, at a fraction of its price.
          const [operation, output] = [pass[link % 2], y.data];
          const parents = link % 2 === 0 ? [y, x] : [x, y];
          const inputs = [output, output];
          y = new Variable(output, { step: { operation, parents, inputs, output, versions: [] } });
        }
        const order = topologicalOrder(y);
        y.backward();
        return {
          length: order.length,
          isFirst: order[0] === y,
          isLast: order.at(-1) === x,
          gradient: x.grad?.item(),
        };
      },
      links,
      slope,
    );
    expect(seen).toEqual({ length: links + 2, isFirst: true, isLast: true, gradient: slope });
  },
);
