import type { Tensor } from "@tinytorch/tensor";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

// The sum of products of sizes.
hidden(
  "count.sizes",
  {
    title: "countParameters: the sum of all sizes",
    points: 3,
    visibility: "visible",
    hint: "How many numbers has a tensor of shape [2, 3]? And one of shape []? Multiply the sizes of each parameter, and add up.",
  },
  async ({ submission, inputs }) => {
    const any = () => inputs.integer(2, 5);
    const lists = [
      [[any(), any()], [any()]],
      [[any(), any(), any(), any()], [1, any()], []],
      [[], []],
      [[0, any()], [any()]],
      [],
      [[1], [1, 1], [any(), 1]],
    ];
    const seen = await submission.evaluate(
      ({ countParameters, zeros, Variable }, lists) =>
        lists.map((shapes) => {
          type Learned = InstanceType<typeof Variable>;
          const parameters = shapes.map((shape) => zeros(shape));
          const variables = parameters.map((values) => new Variable(values));
          // As module 07 makes them: of all that says how large they are they have a shape alone.
          const bare = parameters.map((data) => ({ data, shape: data.shape }) as unknown as Learned);
          const layer = { forward: (x: Tensor) => x, parameters: () => parameters };
          const learning = [variables, bare].map((list) => ({
            forward: (x: Learned) => x,
            parameters: () => list,
          }));
          return [countParameters(layer), countParameters(layer), ...learning.map(countParameters<Learned>)];
        }),
      lists,
    );
    const sums = lists.map((shapes) => shapes.map(sizeOf).reduce((sum, size) => sum + size, 0));
    expect(seen).toEqual(sums.map((sum) => [sum, sum, sum, sum]));
  },
);

// Once each, whoever lists it twice.
hidden(
  "count.once",
  {
    title: "countParameters: a parameter that is used twice counts once",
    points: 2,
    visibility: "visible",
    hint: "What is shared is learned once, and takes the memory of one. A layer that is no Module may list an object twice: count objects, not lines. Two objects of one shape are two.",
  },
  async ({ submission, inputs }) => {
    const sizes = [inputs.integer(2, 4), inputs.integer(5, 7)];
    const seen = await submission.evaluate(
      ({ countParameters, Sequential, Variable, zeros }, [one, other]) => {
        const [shared, alike, bias] = [zeros([one, other]), zeros([one, other]), zeros([other])];
        const layer = (...parameters: Tensor[]) => ({
          forward: (x: Tensor) => x,
          parameters: () => parameters,
        });
        const first = layer(shared, bias);
        const learned = new Variable(shared);
        const learning = (...variables: (typeof learned)[]) => ({
          forward: (x: typeof learned) => x,
          parameters: () => variables,
        });
        return [
          countParameters(layer(shared, bias, shared)),
          countParameters(layer(shared, alike)),
          countParameters(new Sequential<Tensor>(first, layer(shared), first)),
          countParameters(new Sequential<Tensor>(first, layer(alike), new Sequential<Tensor>(layer(bias)))),
          countParameters(new Sequential<Tensor>()),
          // A view of the same numbers, and a variable over the same tensor, are objects of their own.
          countParameters(layer(shared, shared.transpose(0, 1))),
          countParameters(learning(learned, new Variable(shared), learned)),
        ];
      },
      sizes,
    );
    const [one, other] = sizes;
    const area = one * other;
    expect(seen).toEqual([area + other, 2 * area, area + other, 2 * area + other, 0, 2 * area, 2 * area]);
  },
);
