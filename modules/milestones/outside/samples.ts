import { digits, spirals } from "@tinytorch/data";
import { Generator, stack, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import type { Batch } from "./reference.ts";

/** What is learned from, and what is never shown before the end. */
export interface Samples {
  readonly training: Batch;
  readonly unseen: Batch;
}

/** The four points of XOR; there are no others. */
export function xorSamples(): Samples {
  const points: Batch = [
    tensor([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]),
    tensor([[0], [1], [1], [0]]),
  ];
  return { training: points, unseen: points };
}

/** Two arms, 200 points each to learn from and as many others. */
export function spiralSamples(seed: number): Samples {
  const generator = new Generator(seed);
  const draw = (): Batch => spirals({ perClass: 200, noise: 0.02, generator }).tensors;
  return { training: draw(), unseen: draw() };
}

/** 1 000 digits on 8 × 8 pixels to learn from, and as many others. */
export function digitSamples(seed: number): Samples {
  const generator = new Generator(seed);
  const draw = (): Batch => digits({ count: 1000, noise: 0.25, generator }).tensors;
  return { training: draw(), unseen: draw() };
}

/** Side of the images of moved digits, of 8 the drawn ones. */
const SIDE = 12;

/** Digits on 12 × 12 pixels: 600 at the left to learn from, and 600 others at the right. */
export function movedDigitSamples(seed: number): Samples {
  const generator = new Generator(seed);
  const draw = (left: number): Batch => {
    const [images, classes] = digits({ count: 600, noise: 0.1, generator }).tensors;
    const moved = Array.from({ length: images.shape[0] }, (_, index) =>
      placed(images.select(0, index), generator.integer(SIDE - 8 + 1), left),
    );
    return [stack(moved), classes];
  };
  return { training: draw(0), unseen: draw(SIDE - 8) };
}

/** An image [1, 8, 8] on empty paper. */
function placed(image: Tensor, top: number, left: number): Tensor {
  const paper = zeros([1, SIDE, SIDE]);
  const pixels = image.contiguous().data;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      paper.data[(top + row) * SIDE + left + column] = pixels[row * 8 + column];
    }
  }
  return paper;
}
