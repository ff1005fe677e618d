import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { float32 } from "../tolerances.ts";

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
    const [start, gradient, learningRate] = [
      inputs.signed(4, 1, 2),
      inputs.magnitudes(4, 0.01, 1),
      inputs.number(0.05, 0.2),
    ];
    const seen = await submission.evaluate(
      ({ gradientDescentStep, Variable }, start, gradient, learningRate) => {
        const parameter = new Variable([...start]);
        const resting = new Variable([...start]);
        const grad = new Variable([...gradient], { requiresGrad: false });
        parameter.grad = grad;
        gradientDescentStep(parameter, learningRate);
        gradientDescentStep(resting, learningRate);
        const standing = new Variable([...start]);
        standing.grad = grad;
        gradientDescentStep(standing, 0);
        return {
          parameter: Array.from(parameter.data.data),
          gradient: Array.from(grad.data.data),
          resting: Array.from(resting.data.data),
          standing: Array.from(standing.data.data),
        };
      },
      start,
      gradient,
      learningRate,
    );
    expect(seen.parameter).toBeAllClose(
      start.map((theta, i) => theta - learningRate * (gradient[i] ?? Number.NaN)),
      float32,
    );
    expect(seen.gradient).toEqual(gradient);
    expect(seen.resting).toEqual(start);
    expect(seen.standing).toEqual(start);
  },
);
