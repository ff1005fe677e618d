import type { Tensor } from "@tinytorch/tensor";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";

// This module and all inside, however deep, there and back.
hidden(
  "switches.everywhere",
  {
    title: "Module: train(mode) reaches this module and everything inside",
    points: 3,
    visibility: "visible",
    hint: "Whose switch do you set: only this module's, its children's, or that of all inside? Each child can pass it on to its own. Without an argument the mode is true.",
  },
  async ({ submission, inputs }) => {
    const modes = Array.from({ length: 3 }, () => inputs.integer(0, 1) === 1);
    const calls = [false, false, ...modes, false, null, false, true, null];
    const seen = await submission.evaluate(({ Module }, calls) => {
      class Net extends Module<Tensor> {
        readonly inner: Net | null;
        readonly blocks: Net[];
        constructor(depth: number) {
          super();
          this.inner = depth > 0 ? new Net(depth - 1) : null;
          this.blocks = depth > 1 ? [new Net(0), new Net(1)] : [];
        }
        override forward(x: Tensor): Tensor {
          return x;
        }
        all(): Net[] {
          return [this, ...(this.inner?.all() ?? []), ...this.blocks.flatMap((block) => block.all())];
        }
      }
      const net = new Net(3);
      const other = new Net(1);
      const look = () => [...net.all(), ...other.all()].map(({ training }) => training);
      return [
        look(),
        ...calls.map((mode) => {
          if (mode === null) net.train();
          else net.train(mode);
          return look();
        }),
      ];
    }, calls);
    // A net of depth 0 is 1, of depth 1 is 2, of depth 2 is 1 + 2 + 1 + 2 and of depth 3 is 1 + 6 + 1 + 2.
    const expected = [true, ...calls.map((mode) => mode ?? true)];
    expect(seen).toEqual(expected.map((mode) => [...Array(10).fill(mode), true, true]));
  },
);

// Evaluation, and back to training.
hidden(
  "switches.eval",
  {
    title: "Module: eval() is evaluation, train() is training again",
    points: 2,
    visibility: "visible",
    hint: "eval() sets every switch to false, train() every one to true. Both give back the module itself, so that calls can be chained.",
  },
  async ({ submission, inputs }) => {
    const p = inputs.number(0.4, 0.6);
    const seen = await submission.evaluate(({ Sequential }, p) => {
      const dropout = { p, training: true, forward: (x: Tensor) => x, parameters: () => [] };
      const inner = new Sequential<Tensor>(dropout);
      const net = new Sequential<Tensor>(inner);
      const look = () => [net, inner, dropout].map(({ training }) => training);
      const same: boolean[] = [];
      const looks = [look()];
      for (const step of ["eval", "eval", "train", "eval", "train"] as const) {
        same.push(net[step]() === net);
        looks.push(look());
      }
      same.push(net.train(false) === net, inner.train(true) === inner);
      looks.push(look());
      // The net's own switch is off already; what is inside is not.
      net.eval();
      looks.push(look());
      return { looks, same };
    }, p);
    expect(seen.looks).toEqual([
      ...[true, false, false, true, false, true].map((mode) => [mode, mode, mode]),
      [false, true, true],
      [false, false, false],
    ]);
    expect(seen.same).toEqual(Array(7).fill(true));
  },
);

// Layers that are not modules: with a switch, without one, with a `train` of their own.
hidden(
  "switches.layers",
  {
    title: "Module: layers with a switch are switched, those without stay as they are",
    points: 3,
    visibility: "visible",
    hint: "Dropout is no Module: it has `training` and no `train`. A relu has neither, and gets none. A layer with a `train` of its own decides by itself, and is told the mode.",
  },
  async ({ submission, inputs }) => {
    const p = inputs.number(0.2, 0.8);
    const seen = await submission.evaluate(({ Module }, p) => {
      const told: (boolean | undefined)[] = [];
      // A normalisation whose numbers are frozen stays in evaluation.
      class Frozen extends Module<Tensor> {
        override forward(x: Tensor): Tensor {
          return x;
        }
        override train(mode?: boolean): this {
          told.push(mode);
          this.training = false;
          return this;
        }
      }
      const own = {
        training: true,
        inside: true,
        forward: (x: Tensor) => x,
        parameters: () => [],
        train(mode?: boolean) {
          told.push(mode);
          this.inside = mode ?? true;
        },
      };
      class Net extends Module<Tensor> {
        readonly dropouts = [1, 2].map(() => ({
          p,
          training: true,
          forward: (x: Tensor) => x,
          parameters: () => [],
        }));
        readonly relu = { forward: (x: Tensor) => x, parameters: () => [] };
        readonly fixed = Object.freeze({ forward: (x: Tensor) => x, parameters: () => [] });
        readonly frozen = new Frozen();
        readonly own = own;
        // All that makes it a layer is parameters().
        readonly lookup = { training: true, parameters: () => [] };
        // No layer, though it has a switch.
        readonly course = { training: true };
        override forward(x: Tensor): Tensor {
          return x;
        }
      }
      const net = new Net();
      return ["train off", "train on", "eval", "train on", "frozen eval"].map((step) => {
        if (step === "train off") net.train(false);
        else if (step === "train on") net.train(true);
        else if (step === "eval") net.eval();
        // As train(false) does: by the train that it has.
        else net.frozen.eval();
        return {
          dropouts: net.dropouts.map(({ training }) => training),
          keys: Object.keys(net.relu),
          frozen: net.frozen.training,
          own: [own.training, own.inside],
          lookup: net.lookup.training,
          course: net.course.training,
          told: told.splice(0),
        };
      });
    }, p);
    expect(seen).toEqual(
      [false, true, false, true, true].map((mode, step) => ({
        dropouts: [mode, mode],
        keys: ["forward", "parameters"],
        frozen: false,
        own: [true, mode],
        lookup: mode,
        course: true,
        told: step === 4 ? [false] : [mode, mode],
      })),
    );
  },
);
