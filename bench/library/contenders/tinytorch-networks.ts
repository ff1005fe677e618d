import type { Variable } from "@tinytorch/autograd";
import {
  Conv2d,
  crossEntropy,
  Embedding,
  GELU,
  LayerNorm,
  Linear,
  MaxPool2d,
  Module,
  MultiheadAttention,
  ReLU,
  Sequential,
} from "@tinytorch/nn";
import { Adam } from "@tinytorch/optimizers";
import { arange, type DType, Generator, scope, type Tensor } from "@tinytorch/tensor";
import type { Prepared } from "../contender.ts";
import { type Network, parametersOf } from "../networks.ts";

/** Reads one of the job's arrays as a tensor. */
type Read = (name: string, shape: readonly number[]) => Tensor;

/** How layers are made that are given their numbers later. */
interface Making {
  readonly generator: Generator;
  readonly dtype: DType;
}

/** A network with its parameters by name, and the loss of the batch. */
interface Built {
  readonly model: Module;
  readonly named: ReadonlyMap<string, Variable>;
  loss(): Variable;
}

/** Steps of training one of the networks. */
export function networkTraining(network: Network, read: Read, dtype: DType, learningRate: number): Prepared {
  const making = { generator: new Generator(0), dtype };
  const { model, named, loss } = network.of === "cnn" ? cnn(network, read, making) : gpt(network, read, making);
  const drawn = parametersOf(network).map(({ name, shape }) => {
    const parameter = named.get(name);
    if (parameter === undefined) throw new Error(`internal: there must be a parameter ${name}, got none`);
    parameter.data.copy_(read(name, shape));
    return parameter;
  });
  const optimizer = new Adam(model.parameters(), { learningRate });
  return {
    run() {
      scope(() => {
        const value = loss();
        optimizer.zeroGrad();
        value.backward();
        optimizer.step();
        return value.item();
      });
    },
    result: () => drawn.flatMap(({ data }) => [...data.data]),
  };
}

function cnn(network: Extract<Network, { of: "cnn" }>, read: Read, making: Making): Built {
  const { batch, side, channels, classes } = network;
  const [first, second] = channels;
  const convolutions = [
    new Conv2d(1, first, 3, { padding: 1, ...making }),
    new Conv2d(first, second, 3, { padding: 1, ...making }),
  ];
  const linear = new Linear(second * (side / 4) ** 2, classes, making);
  const model = new Sequential(
    ...convolutions.flatMap((convolution) => [convolution, new ReLU(), new MaxPool2d(2)]),
    linear,
  );
  const features = new Sequential(
    ...convolutions.flatMap((convolution) => [convolution, new ReLU(), new MaxPool2d(2)]),
  );
  const x = read("x", [batch, 1, side, side]);
  const targets = read("targets", [batch]);
  return {
    model,
    named: parameters({
      kernels0: convolutions[0].weight,
      offset0: convolutions[0].bias,
      kernels1: convolutions[1].weight,
      offset1: convolutions[1].bias,
      weight: linear.weight,
      bias: linear.bias,
    }),
    loss: () => crossEntropy(linear.forward(features.forward(x).flatten(1)), targets),
  };
}

/** A layer of the GPT. */
class Block extends Module {
  readonly beforeAttention: LayerNorm;
  readonly attention: MultiheadAttention;
  readonly beforeLinear: LayerNorm;
  readonly up: Linear;
  readonly bend = new GELU();
  readonly down: Linear;

  constructor(width: number, heads: number, making: Making) {
    super();
    this.beforeAttention = new LayerNorm(width, { dtype: making.dtype });
    this.attention = new MultiheadAttention(width, heads, { bias: false, ...making });
    this.beforeLinear = new LayerNorm(width, { dtype: making.dtype });
    this.up = new Linear(width, 4 * width, making);
    this.down = new Linear(4 * width, width, making);
  }

  override forward(x: Variable): Variable {
    const seen = this.beforeAttention.forward(x);
    const attended = x.add(this.attention.attend(seen, seen, seen, { causal: true }));
    return attended.add(this.down.forward(this.bend.forward(this.up.forward(this.beforeLinear.forward(attended)))));
  }
}

class Gpt extends Module {
  readonly tokens: Embedding;
  readonly positions: Embedding;
  readonly blocks: Sequential;
  readonly last: LayerNorm;
  readonly head: Linear;
  readonly layers: readonly Block[];

  constructor({ width, heads, layers, context, vocabulary }: Extract<Network, { of: "gpt" }>, making: Making) {
    super();
    this.tokens = new Embedding(vocabulary, width, making);
    this.positions = new Embedding(context, width, making);
    this.layers = Array.from({ length: layers }, () => new Block(width, heads, making));
    this.blocks = new Sequential(...this.layers);
    this.last = new LayerNorm(width, { dtype: making.dtype });
    this.head = new Linear(width, vocabulary, making);
  }

  override forward(x: Tensor): Variable {
    const places = this.positions.forward(arange(x.shape[1]));
    return this.head.forward(this.last.forward(this.blocks.forward(this.tokens.forward(x).add(places))));
  }
}

function gpt(network: Extract<Network, { of: "gpt" }>, read: Read, making: Making): Built {
  const { batch, context, vocabulary } = network;
  const model = new Gpt(network, making);
  const x = read("x", [batch, context]);
  const targets = read("targets", [batch * context]);
  const { tokens, positions, layers, head } = model;
  return {
    model,
    named: parameters({
      tokens: tokens.weight,
      positions: positions.weight,
      ...Object.assign(
        {},
        ...layers.map(({ attention, up, down }, layer) => ({
          [`query${layer}`]: attention.query.weight,
          [`key${layer}`]: attention.key.weight,
          [`value${layer}`]: attention.value.weight,
          [`output${layer}`]: attention.output.weight,
          [`up${layer}`]: up.weight,
          [`upBias${layer}`]: up.bias,
          [`down${layer}`]: down.weight,
          [`downBias${layer}`]: down.bias,
        })),
      ),
      head: head.weight,
      headBias: head.bias,
    }),
    loss: () => crossEntropy(model.forward(x).reshape([batch * context, vocabulary]), targets),
  };
}

function parameters(byName: Readonly<Record<string, Variable | null>>): ReadonlyMap<string, Variable> {
  return new Map(Object.entries(byName).flatMap(([name, each]) => (each === null ? [] : [[name, each] as const])));
}
