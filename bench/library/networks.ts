// Two networks as students build them, of which a step of training is a row: a small convolutional one, and a small GPT.

/** A parameter that starts from drawn numbers; the weights and biases of layer normalization start as 1 and 0. */
export interface NetworkParameter {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A network, and the batch that it is trained on. Both are trained on cross-entropy by Adam. */
export type Network =
  /** Images `[batch, 1, side, side]`; two convolutions of 3 × 3 with padding 1, each with ReLU and max pooling of 2 × 2; and a linear layer. */
  | {
      readonly of: "cnn";
      readonly batch: number;
      readonly side: number;
      readonly channels: readonly [number, number];
      readonly classes: number;
    }
  /**
   * Sequences `[batch, context]` of whole numbers, each of which predicts the next: embeddings of those and of positions; layers of causal
   * attention and of two linear layers with GELU between them, each after layer normalization and added to what goes in; another
   * normalization, and a linear layer.
   */
  | {
      readonly of: "gpt";
      readonly batch: number;
      readonly context: number;
      readonly width: number;
      readonly heads: number;
      readonly layers: number;
      readonly vocabulary: number;
    };

export const cnn: Network = { of: "cnn", batch: 32, side: 28, channels: [8, 16], classes: 10 };
export const gpt: Network = { of: "gpt", batch: 16, context: 64, width: 128, heads: 4, layers: 4, vocabulary: 65 };

/** The parameters that are drawn, in the order in which they are compared. */
export function parametersOf(network: Network): NetworkParameter[] {
  if (network.of === "cnn") {
    const { channels, side, classes } = network;
    const [first, second] = channels;
    return [
      { name: "kernels0", shape: [first, 1, 3, 3] },
      { name: "offset0", shape: [first] },
      { name: "kernels1", shape: [second, first, 3, 3] },
      { name: "offset1", shape: [second] },
      { name: "weight", shape: [classes, second * (side / 4) ** 2] },
      { name: "bias", shape: [classes] },
    ];
  }
  const { width, layers, context, vocabulary } = network;
  return [
    { name: "tokens", shape: [vocabulary, width] },
    { name: "positions", shape: [context, width] },
    ...Array.from({ length: layers }, (_, layer) => [
      ...["query", "key", "value", "output"].map((name) => ({ name: `${name}${layer}`, shape: [width, width] })),
      { name: `up${layer}`, shape: [4 * width, width] },
      { name: `upBias${layer}`, shape: [4 * width] },
      { name: `down${layer}`, shape: [width, 4 * width] },
      { name: `downBias${layer}`, shape: [width] },
    ]).flat(),
    { name: "head", shape: [vocabulary, width] },
    { name: "headBias", shape: [vocabulary] },
  ];
}

/** The multiply-adds of a step: forward, and backward into every weight and into every input that depends on one. */
export function multiplyAddsOf(network: Network): number {
  if (network.of === "cnn") {
    const { batch, side, channels, classes } = network;
    const [first, second] = channels;
    const places = side ** 2;
    const convolutions = [places * first * 9, (places / 4) * second * first * 9];
    return batch * (2 * convolutions[0] + 3 * convolutions[1] + 3 * (places / 16) * second * classes);
  }
  const { batch, context, width, layers, vocabulary } = network;
  return 3 * batch * context * (layers * (12 * width ** 2 + 2 * context * width) + vocabulary * width);
}
