import { type Approximate, firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { behind, drawRecipe, forwardDerivatives, type Recipe, requiring, sizes } from "../graphs.ts";
import { hidden, submission } from "../hidden.ts";
import type { Scope } from "../scope.ts";

type Run = {
  readonly recipe: Recipe;
  /** Where backward starts, one after the other, on one graph. */
  readonly roots: readonly number[];
};

/** Runs in the sandbox: the gradients of all variables after each backward, in float64. */
function run(scope: Scope, ...runs: readonly Run[]): { value: number; gradients: (number | null)[][] }[] {
  type Variable = InstanceType<Scope["Variable"]>;
  return runs.map(({ recipe, roots }) => {
    const made: Variable[] = [];
    for (const one of recipe) {
      if ("leaf" in one) {
        const data = scope.tensor(one.leaf, { dtype: "float64" });
        made.push(new scope.Variable(data, { requiresGrad: one.constant !== true }));
        continue;
      }
      const [a, b] = one.of.map((at) => made[at]);
      const result = one.by === "add" ? a.add(b) : a.mul(b);
      const { data, step } = result;
      made.push(
        one.constant ? new scope.Variable(data, { requiresGrad: false, ...(step && { step }) }) : result,
      );
    }
    const gradients = roots.map((root) => {
      made[root].backward();
      return made.map(({ grad }) => (grad === null ? null : grad.item()));
    });
    return { value: made[recipe.length - 1].item(), gradients };
  });
}

/** Leaves have the sum of the derivatives so far, if anything reached them; whatever else there is has no gradient. */
async function expectRuns(...runs: readonly Run[]): Promise<void> {
  const received = await submission.evaluate(run, ...runs);
  expect(received.length).toBe(runs.length);
  for (const [index, { recipe, roots }] of runs.entries()) {
    const last = recipe.length - 1;
    expect(
      firstDifference(
        received[index].value,
        rounded(recipe, [last], ({ value }) => value),
      ),
    ).toBe(null);
    const leaves = recipe.flatMap((made, at) => ("leaf" in made ? [at] : []));
    const expected = roots.map((_, call) => {
      const sofar = roots.slice(0, call + 1);
      const isReached = (at: number) =>
        sofar.some((root) => requiring(recipe)[root] && behind(recipe, root).has(at));
      return recipe.map((_, at) =>
        leaves.includes(at) && isReached(at)
          ? rounded(recipe, sofar, ({ slopes }) => slopes[leaves.indexOf(at)])
          : null,
      );
    });
    expect(firstDifference(received[index].gradients, expected)).toBe(null);
  }
}

/** The sum of something of each root, and how far float64 may be from it. */
function rounded(
  recipe: Recipe,
  roots: readonly number[],
  pick: (derivatives: ReturnType<typeof forwardDerivatives>) => number,
): Approximate {
  const total = (graph: Recipe) =>
    roots.reduce((sum, root) => sum + pick(forwardDerivatives(graph, root)), 0);
  return { value: total(recipe), error: 1e-13 * total(sizes(recipe)) };
}

// Where arms of different lengths meet, nobody goes on before all has arrived.
hidden(
  "backward.diamond",
  {
    title: "backward: arms of different lengths",
    points: 3,
    visibility: "visible",
    hint: "A variable passes on what arrived only when all its uses have reported. In topologicalOrder its turn comes just then.",
  },
  async ({ inputs }) => {
    const diamond = (length: number, isReversed: boolean): Recipe => [
      { leaf: inputs.number(0.6, 0.9) },
      { leaf: inputs.number(0.6, 0.9) },
      { by: "mul", of: [0, 1] },
      ...Array.from({ length }, (_, i) => ({
        by: i % 2 === 0 ? ("mul" as const) : ("add" as const),
        of: [i + 2, 1] as const,
      })),
      { by: "mul", of: isReversed ? [2, length + 2] : [length + 2, 2] },
      { by: "add", of: isReversed ? [0, length + 3] : [length + 3, 0] },
    ];
    const diamonds = [diamond(inputs.integer(3, 6), false), diamond(inputs.integer(3, 6), true)];
    const random = [drawRecipe(inputs, 3, 12), drawRecipe(inputs, 4, 25)];
    await expectRuns(...[...diamonds, ...random].map((recipe) => ({ recipe, roots: [recipe.length - 1] })));
  },
);

// One variable used twice by the same operation, and 2⁶⁰ paths through a graph of 60 steps.
hidden(
  "backward.used-twice",
  {
    title: "backward: a · a, and 2⁶⁰ paths",
    points: 2,
    visibility: "visible",
    hint: "a · a has the parent a twice, and each use brings a share. Visit each variable once, with the sum: who follows every path by itself is never done.",
  },
  async ({ inputs }) => {
    const doubled = (by: "add" | "mul", steps: number): Recipe => [
      { leaf: inputs.number(0.999, 1.001) },
      ...Array.from({ length: steps }, (_, i) => ({ by, of: [i, i] as const })),
    ];
    const recipes = [doubled("mul", 1), doubled("mul", 3), doubled("add", 60), doubled("mul", 8)];
    await expectRuns(...recipes.map((recipe) => ({ recipe, roots: [recipe.length - 1] })));
  },
);

// A second backward through the same graph, or through a part of it, counts nothing twice.
hidden(
  "backward.again",
  {
    title: "backward again, through the same graph",
    points: 2,
    visibility: "visible",
    hint: "What arrives at a variable belongs to one call. If it is kept on the variable, the second call adds the first one's share once more. Only leaves remember.",
  },
  async ({ submission, inputs }) => {
    const recipe: Recipe = [
      { leaf: inputs.signed(1, 0.5, 1.5)[0] },
      { leaf: inputs.signed(1, 0.5, 1.5)[0] },
      { by: "mul", of: [0, 1] },
      { by: "mul", of: [2, 2] },
      { by: "add", of: [3, 2] },
      { by: "mul", of: [3, 0] },
      { by: "add", of: [4, 5] },
    ];
    const random = drawRecipe(inputs, 3, 16);
    const last = random.length - 1;
    await expectRuns(
      { recipe, roots: [6, 6, 6] },
      { recipe, roots: [4, 5, 6, 2, 0] },
      { recipe: random, roots: [last, last - 3, last, last - 1] },
    );
    // A call that ends half way, for an operation has no gradient yet, leaves nothing behind.
    const [x, factor] = inputs.signed(2, 1, 2);
    const ended = await submission.evaluate(
      ({ Variable, apply, tensor }, x, factor) => {
        type Tensor = ReturnType<typeof tensor>;
        const ready = [false];
        const unready = {
          name: "unready",
          reads: "shapes" as const,
          forward: (a: Tensor) => a,
          gradient(g: Tensor) {
            if (!ready[0]) throw new Error("not yet");
            return [g];
          },
        };
        const a = new Variable(tensor(x, { dtype: "float64" }));
        const middle = a.mul(factor);
        // The middle has got one of its two shares by then.
        const loss = apply(unready, [middle]).mul(2).add(middle);
        let message = null;
        try {
          loss.backward();
        } catch (error) {
          message = Object(error).message;
        }
        const before = a.grad;
        ready[0] = true;
        loss.backward();
        return [message, before, a.grad?.item()];
      },
      x,
      factor,
    );
    expect(ended).toEqual(["not yet", null, 3 * factor]);
  },
);

// Branches through which nothing flows hold nobody up.
hidden(
  "backward.dead-branch",
  {
    title: "backward: a branch through which nothing flows",
    points: 1,
    visibility: "after-due",
    hint: "An operation may give null for an input, and a variable may be reached by no gradient at all. That is no reason to wait, nor to stop: go on to the next.",
  },
  async ({ submission, inputs }) => {
    const [x, y] = inputs.signed(2, 1, 2);
    const seen = await submission.evaluate(
      ({ Variable, apply, tensor }, x, y) => {
        type Tensor = ReturnType<typeof tensor>;
        // Like rounding: nothing flows back through it.
        const stop = (shares: readonly boolean[]) => ({
          name: "stop",
          reads: "shapes" as const,
          forward: (...inputs: readonly Tensor[]) => inputs.reduce((total, input) => total.add(input)),
          gradient: (g: Tensor) => shares.map((flows) => (flows ? g : null)),
        });
        const graph = () => ({ a: new Variable([x]), b: new Variable([y]), c: new Variable([x]) });
        const gradients = ({ a, b, c }: ReturnType<typeof graph>) =>
          [a, b, c].map(({ grad }) => (grad === null ? null : grad.item()));
        const first = graph();
        const shared = first.a.mul(first.b);
        // By two ways, of which one is dead; the dead one first, then last.
        apply(stop([false]), [shared.mul(2)])
          .add(shared)
          .add(apply(stop([false]), [shared]))
          .backward();
        const second = graph();
        apply(stop([false, true, false]), [second.a.mul(2), second.b.mul(3), second.c]).backward();
        const third = graph();
        const dead = apply(stop([false]), [third.a.mul(third.b).mul(third.c)]);
        dead.mul(third.c).add(third.b).backward();
        const fourth = graph();
        apply(stop([false]), [fourth.a]).backward();
        const { a: leftover, b: other } = graph();
        apply(stop([true, false]), [leftover, leftover])
          .mul(other)
          .backward();
        return [first, second, third, fourth].map(gradients).concat([[leftover.grad?.item() ?? null]]);
      },
      x,
      y,
    );
    const third = Math.fround(Math.fround(x * y) * x);
    expect(seen).toEqual([[y, x, null], [null, 3, null], [null, 1, third], [null, null, null], [y]]);
    // Constants that still know how they were made: nothing flows through them, whatever else leads to what is behind.
    const [leaf, other, hidden] = inputs.signed(3, 0.8, 1.2).map((value) => ({ leaf: value }));
    const cut: Recipe = [
      leaf,
      other,
      hidden,
      { by: "mul", of: [0, 2] },
      { by: "mul", of: [3, 0], constant: true },
      { by: "add", of: [4, 1] },
      { by: "mul", of: [0, 4] },
      { by: "mul", of: [5, 6] },
    ];
    await expectRuns({ recipe: cut, roots: [5, 7, 3] }, { recipe: cut, roots: [7, 7] });
  },
);

// Other data given to a parameter after the forward pass changes nothing: the gradient belongs to what was computed with.
hidden(
  "backward.saved",
  {
    title: "backward reads what the forward pass read",
    points: 1,
    visibility: "after-due",
    hint: "An optimizer assigns new tensors to parameter.data. The gradient of what was computed before needs the old ones: keep the tensors in the step, and do not ask the parents for theirs.",
  },
  async ({ submission, inputs }) => {
    const [a, b, other] = [inputs.signed(2, 1, 2), inputs.signed(2, 1, 2), inputs.signed(2, 3, 4)];
    const seen = await submission.evaluate(
      ({ Variable, tensor }, a, b, other) => {
        const [x, y] = [new Variable([...a]), new Variable([...b])];
        const middle = x.mul(y);
        const grown = middle.mul(x).exp();
        const loss = grown.log().sum();
        x.data = tensor([...other]);
        y.data = tensor([...other]);
        middle.data = tensor([...other]);
        grown.data = tensor([...other]);
        loss.backward();
        return [x, y].map(({ grad }) =>
          grad === null ? null : Array.from(grad.data.contiguous().data, (n) => n),
        );
      },
      a,
      b,
      other,
    );
    // x²y, and its derivatives.
    expect(seen[0]).toBeAllClose(
      a.map((x, i) => 2 * x * b[i]),
      { rtol: 1e-4 },
    );
    expect(seen[1]).toBeAllClose(
      a.map((x) => x * x),
      { rtol: 1e-4 },
    );
  },
);

// A tensor that was written in place after it was read is an error, and one that no gradient reads is none.
hidden(
  "backward.in-place",
  {
    title: "backward refuses what was changed in place",
    points: 3,
    visibility: "visible",
    hint: "Compare versionsOf(…) of each step now with step.versions, for all steps before the first gradient is written. What the gradient reads counts alone: add reads nothing, exp its output, mul its inputs.",
  },
  async ({ submission, inputs }) => {
    const values = inputs.signed(3, 1, 2).map(Math.abs);
    const seen = await submission.evaluate(({ Variable, apply, tensor }, values) => {
      type Variables = InstanceType<typeof Variable>[];
      type Tensor = ReturnType<typeof tensor>;
      const names = [
        "mul",
        "exp",
        "log",
        "sqrt",
        "div",
        "pow",
        "maximum",
        "max",
        "matmul",
        "pow2",
        "mul2",
        "mul3",
        "mul4",
        "mul5",
        "mul6",
        "div2",
        "maximum2",
        "pow3",
        "matmul2",
        "mul7",
        "exp2",
        "log2",
        "chosen",
        "exp3",
      ];
      // Somebody's own operation, of more than two.
      const chosen = {
        name: "chosen",
        reads: "inputs" as const,
        forward: (a: Tensor, b: Tensor, c: Tensor) => a.add(b.mul(c)),
        gradient: (g: Tensor, [, b, c]: readonly Tensor[]) => [g, g.mul(c), g.mul(b)],
      };
      // What is computed, and what is written in place afterwards.
      const changed: ((x: Variables) => [InstanceType<typeof Variable>, { add_(by: number): unknown }])[] = [
        ([x, y]) => [x.mul(y).add(1), y.data],
        ([x]) => {
          const y = x.exp();
          return [y.add(1), y.data];
        },
        ([x]) => [x.log(), x.data],
        ([x]) => {
          const y = x.sqrt();
          return [y, y.data];
        },
        ([x, y]) => [x.div(y), x.data],
        ([x]) => [x.pow(3), x.data],
        ([x, y]) => [x.maximum(y), y.data],
        ([x]) => [x.reshape([3, 1]).max(0), x.data],
        ([x, y]) => [x.reshape([1, 3]).matmul(y.reshape([3, 1])), y.data],
        ([x, y]) => [x.pow(y), y.data],
        // Deep inside, behind steps that are fine.
        ([x, y]) => [x.mul(y).mul(y).add(x).sum().add(y.sum()), x.data],
        // Beside a leaf that may be reached before, by the first operand or by the second.
        ([x, y, z]) => [x.mul(y).add(z), x.data],
        ([x, y, z]) => [z.add(x.mul(y)), x.data],
        // What was computed on the way there, and not by an operation that reads it itself.
        ([x]) => {
          const y = x.add(1);
          return [y.mul(y), y.data];
        },
        // Constants are read as well: a tensor, a variable without a gradient, on either side.
        ...(["mul", "div", "maximum", "pow"] as const).map((name): (typeof changed)[number] => ([x]) => {
          const constant = tensor(values.map((value) => value + 0.5));
          return [x[name](constant), constant];
        }),
        ([x]) => {
          const constant = new Variable(values, { requiresGrad: false });
          return [constant.reshape([1, 3]).matmul(x.reshape([3, 1])), constant.data];
        },
        // What counts is the tensor that was read, whatever its variable has been given since.
        ([x]) => {
          const [y, read] = [x.mul(x), x.data];
          x.data = tensor(values);
          return [y, read];
        },
        ([x]) => {
          const y = x.exp();
          const read = y.data;
          y.data = tensor(values);
          return [y.add(x), read];
        },
        ([x, y]) => {
          const [z, read] = [x.add(1), y.data];
          const result = y.log().add(z);
          y.data = z.data;
          return [result, read];
        },
        ([x, y, z]) => [apply(chosen, [x, y, z]), z.data],
        ([x]) => {
          const y = x.neg().exp();
          return [y.add(y), y.data];
        },
      ];
      const kept: typeof changed = [
        ([x, y]) => [x.add(y).sub(y).neg(), x.data],
        ([x]) => [x.sum().add(x.mean()), x.data],
        ([x]) => [x.reshape([3, 1]).transpose(0, 1), x.data],
        ([x]) => [x.reshape([1, 1, 3, 1]).unfold2d([2, 1]), x.data],
        ([x]) => [x.exp(), x.data],
        ([x]) => [x.sqrt(), x.data],
        ([x]) => {
          const y = x.mul(2);
          return [y.sum(), y.data];
        },
        ([x]) => {
          const y = x.log();
          return [y.mean(), y.data];
        },
        ([x, y]) => {
          y.data.add_(1);
          return [x.mul(y), tensor([0])];
        },
        ([x, y]) => [x.add(y), y.data],
        // What reads no numbers does not read its own result.
        ([x, y]) => {
          const z = x.add(y);
          return [z.sum(), z.data];
        },
        ([x, y]) => {
          const z = x.sub(y);
          return [z.sum(), z.data];
        },
        ([x]) => {
          const z = x.neg();
          return [z.sum(), z.data];
        },
        ([x]) => {
          const z = x.sum();
          return [z.neg(), z.data];
        },
        ([x]) => {
          const z = x.mean();
          return [z.neg(), z.data];
        },
        ([x]) => {
          const z = x.reshape([1, 1, 3, 1]).unfold2d(1);
          return [z.sum(), z.data];
        },
        // Beside the way: a step that leads elsewhere has read it.
        ([x, y]) => {
          y.mul(x);
          return [x.sub(y), y.data];
        },
        ([x, y]) => {
          const z = x.mul(2);
          z.exp();
          return [z.add(y), z.data];
        },
        // What a variable was given after it was read has been written before, and is written again.
        ([x]) => {
          const [z, other] = [x.mul(x), tensor(values)];
          other.add_(1);
          x.data = other;
          return [z, other];
        },
        ([x]) => {
          const [z, other] = [x.exp(), tensor(values)];
          z.data = other;
          return [z.sum(), other];
        },
        // What reads its inputs does not read its own result.
        ...(["mul", "div", "pow", "maximum"] as const).flatMap((name): (typeof kept)[number][] => [
          ([x, y]) => {
            const z = x[name](y);
            return [z.sum(), z.data];
          },
          ([x, y]) => {
            const z = y[name](x);
            return [z.sum(), z.data];
          },
        ]),
        ([x, y]) => {
          const z = y.neg().maximum(x);
          return [z.sum(), z.data];
        },
        ([x]) => {
          const z = x.pow(3);
          return [z.sum(), z.data];
        },
        ([x, y]) => {
          const z = y.reshape([1, 3]).matmul(x.reshape([3, 1]));
          return [z.sum(), z.data];
        },
        ([x]) => {
          const z = x.max();
          return [z.neg(), z.data];
        },
        ([x]) => {
          const z = x.reshape([1, 3]).max(1);
          return [z.sum(), z.data];
        },
        ([x]) => {
          const z = x.reshape([1, 3]).max([1], { keepdim: true });
          return [z.sum(), z.data];
        },
        // Behind a constant no gradient is asked for.
        ([x, y]) => {
          const { data, step } = x.mul(y);
          const cut = new Variable(data, { requiresGrad: false, ...(step && { step }) });
          return [cut.add(x), y.data];
        },
        ([x, y]) => [x.mul(y).exp().detach().sub(x), y.data],
      ];
      const run = (one: (typeof changed)[number], isUsedBefore: boolean) => {
        const variables = [0, 1, 2].map((shift) => new Variable(values.map((value) => value + shift)));
        const [result, written] = one(variables);
        const loss = result.sum();
        const arrived = () =>
          variables.map(({ grad }) =>
            grad === null ? null : Array.from(grad.data.contiguous().data, (n) => n),
          );
        const attempt = () => {
          try {
            loss.backward();
            return null;
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        };
        // Once before, when nothing has changed yet.
        const early = isUsedBefore ? attempt() : null;
        const before = arrived();
        written.add_(1);
        const thrown = attempt();
        const after = arrived();
        return { early, before, thrown, arrived: after, again: attempt() };
      };
      return {
        names,
        changed: [false, true].map((isUsedBefore) => changed.map((one) => run(one, isUsedBefore))),
        kept: kept.map((one) => run(one, false)),
      };
    }, values);
    expect(seen.changed.map(({ length }) => length)).toEqual([seen.names.length, seen.names.length]);
    for (const { early, before, thrown, arrived, again } of seen.changed[1]) {
      expect([early, thrown?.name, again?.name]).toEqual([null, "Error", "Error"]);
      // What came before the change is all that there is.
      expect(before).toContainEqual(expect.any(Array));
      expect(arrived).toEqual(before);
    }
    for (const [index, { thrown, arrived, again }] of seen.changed[0].entries()) {
      expect(again).toEqual(thrown);
      expect(thrown?.name).toBe("Error");
      const name = String(seen.names[index]).replace(/\d/, "");
      expect(thrown?.message).toEqual(
        expect.stringMatching(new RegExp(`^backward: .*\\b${name}\\b.*in place`)),
      );
      // No leaf has been touched, also none that was reached before the change was found.
      expect(arrived).toEqual([null, null, null]);
    }
    expect(seen.kept.map(({ thrown }) => thrown)).toEqual(seen.kept.map(() => null));
    // Each gradient is that of the numbers that were there in the forward pass, whatever stands in their place now.
    const ofPowers = [
      (x: number) => (x + 1) * x ** x,
      (x: number) => (x + 1) ** x * Math.log(x + 1),
    ] as const;
    const slopes: ((x: number, i: number) => number)[] = [
      () => -1,
      () => 4 / 3,
      () => 1,
      (_, i) => (i === 1 ? 2 : 1),
      (x) => Math.exp(x),
      (x) => 1 / (2 * Math.sqrt(x)),
      () => 2,
      (x) => 1 / (3 * x),
      (x) => x + 2,
      () => 1,
      () => 1,
      () => 1,
      () => -1,
      () => -1,
      () => -1 / 3,
      () => 1,
      () => 1,
      () => 2,
      (x) => 2 * x,
      (x) => Math.exp(x),
      // By mul, div, pow and maximum with y = x + 1, on either side.
      (x) => x + 1,
      (x) => x + 1,
      (x) => 1 / (x + 1),
      (x) => -(x + 1) / x ** 2,
      ...ofPowers,
      () => 0,
      () => 0,
      () => 1,
      (x) => 3 * x ** 2,
      (x) => x + 1,
      (x) => (x === Math.max(...values) ? -1 : 0),
      (x) => (x === Math.max(...values) ? 1 : 0),
      (x) => (x === Math.max(...values) ? 1 : 0),
      () => 1,
      () => -1,
    ];
    expect(seen.kept.length).toBe(slopes.length);
    for (const [index, slope] of slopes.entries()) {
      const rtol = slope === ofPowers[0] || slope === ofPowers[1] ? 1e-5 : 1e-6;
      expect(seen.kept[index].arrived[0]).toBeAllClose(values.map(slope), { rtol });
      expect(seen.kept[index].again).toBe(null);
    }
  },
);
