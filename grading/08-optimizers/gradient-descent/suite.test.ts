import { exact, firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { sgd } from "../sgd/expected.ts";
import { course, roughWeather } from "../weather.ts";

// GradientDescentStep moves θ to θ − αg and leaves the gradient as it was.
hidden(
  "gradient-descent.step",
  {
    title: "gradientDescentStep: θ − αg",
    points: 3,
    visibility: "visible",
    hint: "Subtract the gradient times the learning rate from parameter.data. Write into the parameter only: the gradient must be the same afterwards. A parameter whose grad is null stays as it is.",
  },
  async ({ submission, inputs }) => {
    const [start] = inputs.start(4);
    const gradients = course(inputs, 2, { size: 4, weather: roughWeather }).gradients.map(
      ([one]) => one ?? [],
    );
    const rates = gradients.map((_, step) =>
      step % 7 === 3 ? 0 : Math.abs(inputs.magnitudes(1, 1e-3, 8)[0]),
    );
    // A single number, a matrix that is a view, and more: each with a rate above 1.
    const shaped = [[], [2, 3], [2, 1, 2]].map((shape) => {
      const size = shape.reduce((size, length) => size * length, 1);
      const [start, gradient] = [inputs.start(size)[0], inputs.magnitudes(size, 0.1, 1)];
      return { shape, start, gradient, rate: inputs.number(1.5, 4) };
    });
    const seen = await submission.evaluate(
      ({ gradientDescentStep, Variable, tensor }, start, gradients, rates, shaped) => {
        const numbers = ({ data: { data } }: { data: { data: ArrayLike<number> } }) =>
          Array.from({ length: data.length }, (_, e) => data[e]);
        const [parameter, resting, twin] = [0, 1, 2].map(() => new Variable([...start]));
        const trace: number[][][] = [];
        const left: number[][] = [];
        for (const [step, gradient] of gradients.entries()) {
          const grad = new Variable([...gradient], { requiresGrad: false });
          parameter.grad = grad;
          // Of the same shape, and with the very same gradient; its rate is another.
          twin.grad = grad;
          gradientDescentStep(parameter, rates[step]);
          gradientDescentStep(resting, rates[step]);
          gradientDescentStep(twin, rates[rates.length - 1 - step]);
          trace.push([numbers(parameter), numbers(resting), numbers(twin)]);
          left.push(numbers(grad));
        }
        const kept = [parameter, resting, twin].map(({ grad }) => grad && numbers(grad));
        const whole = shaped.map(({ shape, start, gradient, rate }) => {
          const [theta, slope] = [start, gradient].map((values) => {
            const one = tensor([...values]).reshape([...shape]);
            return shape.length === 2 ? one.t().contiguous().t() : one;
          });
          const moved = new Variable(theta);
          moved.grad = new Variable(slope, { requiresGrad: false });
          gradientDescentStep(moved, rate);
          return { values: numbers({ data: moved.data.contiguous() }), shape: [...moved.data.shape] };
        });
        return { trace, left, kept, whole };
      },
      start,
      gradients,
      rates,
      shaped,
    );
    const follow = (rates: readonly number[]) => {
      const thetas = start.map(exact);
      const step = sgd();
      return gradients.map((gradient, t) => {
        for (const [e, theta] of thetas.entries())
          thetas[e] = step(theta, gradient[e], { learningRate: rates[t] });
        return [...thetas];
      });
    };
    const [moved, twins] = [follow(rates), follow(rates.toReversed())];
    const expected = gradients.map((_, t) => [moved[t], start.map(exact), twins[t]]);
    expect(firstDifference(seen.trace, expected, "trace")).toBe(null);
    const wholes = shaped.map(({ start, gradient, rate }) =>
      start.map((value, e) => sgd()(exact(value), gradient[e], { learningRate: rate })),
    );
    const values = seen.whole.map((one) => one.values);
    expect(firstDifference(values, wholes, "values")).toBe(null);
    expect(seen.whole.map(({ shape }) => shape)).toEqual(shaped.map(({ shape }) => shape));
    expect(seen.left).toEqual(gradients);
    expect(seen.kept).toEqual([gradients.at(-1), null, gradients.at(-1)]);
  },
);
