import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { refuseLosses, refuseMetrics } from "./refuse-numbers.ts";
import { refuseTraining } from "./refuse-training.ts";

const refused = (message: string, name = "RangeError") => ({ name, message });

hidden(
  "refuses.losses",
  {
    title: "Losses: refuse what they do not know, by their own name",
    points: 1,
    visibility: "after-due",
    hint: "Whose name stands in the message? Each loss hands its own to reduced and to readClasses. Do the checks that the starter brings still stand?",
  },
  async ({ submission, inputs }) => {
    const words = ["max", "", "Mean", "SUM", "average"];
    const smoothings = [-inputs.number(0.1, 1), 1 + inputs.number(0.1, 1), Number.NaN];
    const given = await submission.evaluate(refuseLosses, words, smoothings);
    const losses = ["mseLoss", "binaryCrossEntropyWithLogits", "crossEntropy"];
    expect(given.words).toEqual(
      losses.map((loss) =>
        words.map((word) => refused(`${loss}: reduction must be mean, sum or none, got ${word}`)),
      ),
    );
    expect(given.smoothings).toEqual(
      smoothings.map((got) => refused(`crossEntropy: labelSmoothing must be in [0, 1], got ${got}`)),
    );
    // At the borders it is none of that.
    expect(given.accepted).toEqual([null, null, null]);
  },
);

hidden(
  "refuses.classes",
  {
    title: "Classes: as many as rows, each of them there",
    points: 1,
    visibility: "after-due",
    hint: "Does readClasses see the classes before anything else does, and under the name of the function that asks? A class is a whole number from 0 to C − 1, at every place.",
  },
  async ({ submission, inputs }) => {
    const [rows, count] = [inputs.integer(3, 5), inputs.integer(6, 9)];
    const labels = Array.from({ length: rows }, () => inputs.integer(0, count - 1));
    const wrong = [count, -1, 0.5, count + inputs.integer(1, 9), Number.NaN];
    const given = await submission.evaluate(refuseMetrics, labels, count, wrong);
    const names = ["crossEntropy", "accuracy", "confusionMatrix"];
    const shapes = (name: string, logits: string, classes: string) =>
      refused(`${name}: logits must be [N, C] with N classes, got [${logits}] and [${classes}]`);
    expect(given.shapes).toEqual(
      names.map((name) => [
        shapes(name, `${rows}, ${count}`, `${rows - 1}`),
        shapes(name, `${rows}, ${count}`, `${rows + 1}`),
        shapes(name, `${rows}, ${count}`, `${rows}, 1`),
        shapes(name, `${rows}, ${count}`, `1, ${rows}`),
        shapes(name, `${rows}, ${count}`, `${rows - 1}`),
        shapes(name, `${rows}`, `${rows}`),
        shapes(name, `${rows}, ${count}, 1`, `${rows}`),
      ]),
    );
    expect(given.classes).toEqual(
      names.map((name) =>
        wrong.flatMap((got) =>
          labels.map(() =>
            refused(`${name}: a class must be a whole number in [0, ${count - 1}], got ${got}`),
          ),
        ),
      ),
    );
    expect(given.counts).toEqual(
      [count - 1, count + 1, 0].map((got) =>
        refused(`confusionMatrix: logits must have ${got} columns, got ${count}`),
      ),
    );
    expect(given.accepted).toEqual([null, null, null]);
  },
);

hidden(
  "refuses.training",
  {
    title: "Trainer and EarlyStopping: refuse what cannot be meant, and change nothing",
    points: 1,
    visibility: "after-due",
    hint: "Are all checks made before anything is done? Of options when they are given, of loaders before the first epoch, of a checkpoint before the first part is loaded.",
  },
  async ({ submission, inputs }) => {
    const counts = [
      0,
      -inputs.integer(1, 9),
      inputs.integer(1, 9) + 0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ];
    const bounds = [0, -inputs.number(0.1, 1), Number.NaN];
    const given = await submission.evaluate(refuseTraining, inputs.signed(2, 0.5, 1), counts, bounds);
    const whole = (name: string) =>
      counts.map((got) => refused(`${name} must be a whole number >= 1, got ${got}`));
    expect(given.options).toEqual({
      accumulate: whole("Trainer: accumulate"),
      epochs: whole("Trainer: epochs"),
      patience: whole("EarlyStopping: patience"),
      maxNorm: bounds.map((got) => refused(`Trainer: maxNorm must be > 0, got ${got}`)),
      minDelta: bounds.slice(1).map((got) => refused(`EarlyStopping: minDelta must be >= 0, got ${got}`)),
    });
    const iterator = refused(
      "Trainer: a loader must start afresh in every epoch, got an iterator; pass the DataLoader itself",
      "TypeError",
    );
    const none = refused("Trainer: a loader must give at least one sample, got none");
    expect(given.loaders).toEqual({
      iterators: [iterator, iterator],
      unwatched: refused("Trainer: early stopping must have a validation loader to watch, got none"),
      empty: [none, none],
      mode: true,
    });
    const part = (must: string, name: string, got: string) =>
      refused(`Trainer: a checkpoint for this trainer must ${must} ${name}, got ${got}`);
    // Trainers with nothing, with a scheduler, with a generator, with both: which can take whose checkpoint?
    const [scheduler, generator] = ["a scheduler", "a generator"];
    const [lacksScheduler, hasScheduler] = [
      part("have", scheduler, "none"),
      part("have no", scheduler, "one"),
    ];
    const [lacksGenerator, hasGenerator] = [
      part("have", generator, "none"),
      part("have no", generator, "one"),
    ];
    expect(given.checkpoints).toEqual([
      [null, hasScheduler, hasGenerator, hasScheduler],
      [lacksScheduler, null, lacksScheduler, hasGenerator],
      [lacksGenerator, hasScheduler, null, hasScheduler],
      [lacksScheduler, lacksGenerator, lacksScheduler, null],
    ]);
    expect(given.loaded).toEqual(
      given.checkpoints.map((row) => row.map((answer) => (answer === null ? ["model", "optimizer"] : []))),
    );
    expect(given.epochs).toEqual(
      given.checkpoints.map((row) => row.map((answer) => (answer === null ? 1 : 2))),
    );
  },
);
