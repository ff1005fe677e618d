import { expect } from "vitest";
import { hidden } from "../hidden.ts";

// Inside nothing is recorded; afterwards it is again.
hidden(
  "no-grad.inside",
  {
    title: "noGrad: nothing is recorded inside",
    points: 1,
    visibility: "visible",
    hint: "apply must ask isGradEnabled() each time: inside, a result requires no gradient and has no step. noGrad gives back what its function gives.",
  },
  async ({ submission, inputs }) => {
    const [a, b] = inputs.signed(2, 1, 2);
    const seen = await submission.evaluate(
      ({ Variable, noGrad }, a, b) => {
        const look = ({ requiresGrad, step, data }: InstanceType<typeof Variable>) => ({
          requiresGrad,
          hasStep: step !== null,
          value: data.item(),
        });
        const x = new Variable(a);
        const before = x.mul(b);
        const inside = noGrad(() => {
          const product = x.mul(b);
          // What is made by hand asks for what it is told, wherever it is made.
          return [look(product), look(product.add(x)), look(new Variable(b)), look(before)];
        });
        const after = x.mul(b);
        // A tape from before can be run inside.
        noGrad(() => before.backward());
        // Whatever the function gives is given back, the very same.
        const given = [undefined, null, 0, false, "", [a], () => b, after];
        const back = given.map((one) =>
          Object.is(
            noGrad(() => one),
            one,
          ),
        );
        return { inside, after: look(after), gradient: x.grad?.item(), back };
      },
      a,
      b,
    );
    const constant = { requiresGrad: false, hasStep: false };
    expect(seen.inside).toEqual([
      { ...constant, value: Math.fround(a * b) },
      { ...constant, value: Math.fround(Math.fround(a * b) + a) },
      { requiresGrad: true, hasStep: false, value: b },
      { requiresGrad: true, hasStep: true, value: Math.fround(a * b) },
    ]);
    expect(seen.after).toEqual({ requiresGrad: true, hasStep: true, value: Math.fround(a * b) });
    expect(seen.gradient).toBe(b);
    expect(seen.back).toEqual(Array(8).fill(true));
  },
);

// Afterwards it is as it was before: nested, and when the function throws.
hidden(
  "no-grad.restored",
  {
    title: "noGrad: afterwards it is as it was",
    points: 3,
    visibility: "visible",
    hint: "Remember what it was before you switch it off, and put that back in a finally block. Inside another noGrad what it was is off; and a function that throws ends too.",
  },
  async ({ submission, inputs }) => {
    const value = inputs.number(1, 2);
    const seen = await submission.evaluate(({ Variable, noGrad }, value) => {
      const x = new Variable(value);
      const isRecorded = () => x.mul(x).requiresGrad;
      const thrown = (run: () => unknown) => {
        try {
          return run();
        } catch (error) {
          return Object(error).message;
        }
      };
      const fail = () => {
        throw new Error("stop");
      };
      return [
        isRecorded(),
        noGrad(() => [noGrad(isRecorded), isRecorded(), noGrad(() => noGrad(isRecorded)), isRecorded()]),
        isRecorded(),
        thrown(() => noGrad(fail)),
        isRecorded(),
        noGrad(() => [thrown(() => noGrad(fail)), isRecorded()]),
        isRecorded(),
        noGrad(() => null),
        noGrad(() => value),
        isRecorded(),
      ];
    }, value);
    expect(seen).toEqual([
      true,
      [false, false, false, false],
      true,
      "stop",
      true,
      ["stop", false],
      true,
      null,
      value,
      true,
    ]);
  },
);
