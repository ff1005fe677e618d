import { noGrad, type Variable } from "@tinytorch/autograd";
import { DataLoader, digits } from "@tinytorch/data";
import { Dropout, Flatten, Linear, ReLU, Sequential } from "@tinytorch/nn";
import { Adam, StepLR } from "@tinytorch/optimizers";
import { Generator, type Tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

/** What the lab needs of a module. */
export type Training = Pick<typeof mine, "Trainer" | "crossEntropy" | "confusionMatrix">;

export type Losses = { readonly loss: readonly number[]; readonly validation: readonly number[] };

/** A network that reads digits, with few images to learn from and noise on all of them: enough to remember, hardly to learn. */
export function makeReader(
  { Trainer, crossEntropy }: Training,
  { dropout, seed }: { dropout: number; seed: number },
) {
  const [drawn, generator] = [new Generator(seed), new Generator(seed + 1)];
  const learned = digits({ count: 300, noise: 0.4, generator: new Generator(1) });
  const kept = digits({ count: 200, noise: 0.4, generator: new Generator(2) });
  const model = new Sequential(
    new Flatten(),
    new Linear(64, 48, { generator: drawn }),
    new ReLU(),
    new Dropout(dropout, { generator }),
    new Linear(48, 10, { generator: drawn }),
  );
  const optimizer = new Adam(model.parameters(), { learningRate: 0.008 });
  const scheduler = new StepLR(optimizer, { stepSize: 15, gamma: 0.5 });
  const criterion = (output: Variable, targets: Tensor) => crossEntropy(output, targets);
  return {
    model,
    trainer: new Trainer({ model, optimizer, criterion, scheduler, generator }),
    loader: new DataLoader(learned, { batchSize: 30, shuffle: true, generator }),
    validation: new DataLoader(kept, { batchSize: 50 }),
    images: kept,
  };
}

export type Curves = Losses & { readonly best: number | null };

/** Both losses of a training that goes on too long. */
export function overfit(training: Training): Curves {
  const { trainer, loader, validation } = makeReader(training, { dropout: 0, seed: 3 });
  const history = trainer.fit(loader, { epochs: 40, validation });
  return { loss: history.loss, validation: history.validation, best: trainer.best?.epoch ?? null };
}

export type Misread = {
  readonly image: readonly (readonly number[])[];
  readonly right: number;
  readonly read: number;
  readonly loss: number;
};

export type Reading = { readonly matrix: readonly (readonly number[])[]; readonly worst: readonly Misread[] };

/** What the best model takes for what, and the three digits that surprise it most. */
export function readDigits(training: Training): Reading {
  const { model, trainer, loader, validation, images } = makeReader(training, { dropout: 0, seed: 3 });
  trainer.fit(loader, { epochs: 12, validation });
  if (trainer.best !== null) model.loadStateDict(trainer.best.model);
  model.eval();
  const [pixels, labels] = images.tensors;
  const logits = noGrad(() => model.forward(pixels));
  const losses = [...training.crossEntropy(logits.data, labels, { reduction: "none" }).data];
  const read = logits.data.argmax(1).data;
  const places = losses.map((_, place) => place).sort((a, b) => (losses[b] ?? 0) - (losses[a] ?? 0));
  return {
    matrix: training.confusionMatrix(logits, labels, 10),
    worst: places.slice(0, 3).map((place) => ({
      image: rowsOf(pixels.select(0, place)),
      right: labels.data[place] ?? -1,
      read: read[place] ?? -1,
      loss: losses[place] ?? 0,
    })),
  };
}

export type Resumed = {
  readonly whole: readonly number[];
  readonly resumed: readonly number[];
  /** The first epoch with another loss, counted from 1; null when there is none. */
  readonly firstApart: number | null;
};

/** A training of 20 epochs, with dropout and shuffled data, and one that stopped after 10 and was loaded by a new trainer. */
export function stopAndGoOn(training: Training): Resumed {
  const [first, second] = [
    makeReader(training, { dropout: 0.3, seed: 5 }),
    makeReader(training, { dropout: 0.3, seed: 50 }),
  ];
  const start = first.trainer.fit(first.loader, { epochs: 10 }).loss;
  second.trainer.load(first.trainer.save());
  const whole = [...start, ...first.trainer.fit(first.loader, { epochs: 10 }).loss];
  const resumed = [...start, ...second.trainer.fit(second.loader, { epochs: 10 }).loss];
  const apart = whole.findIndex((loss, epoch) => loss !== resumed[epoch]);
  return { whole, resumed, firstApart: apart === -1 ? null : apart + 1 };
}

function rowsOf(image: Tensor): number[][] {
  const flat = [...image.contiguous().data].slice(-64);
  return Array.from({ length: 8 }, (_, row) => flat.slice(row * 8, row * 8 + 8));
}
