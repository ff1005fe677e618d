import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import type { Contender, Prepared } from "../contender.ts";
import type { Inputs } from "../inputs.ts";
import { versionOf } from "../version-of.ts";
import type { Job, Rule } from "../work.ts";

/**
 * TensorFlow.js on one of its backends, in its own layouts (images NHWC, kernels HWIO). Results are disposed of by hand or by
 * `tidy`. Its WebAssembly backend falls back to the other one in silence, so the backend in use is asked for.
 */
export async function tfjs(backend: "cpu" | "wasm"): Promise<Contender> {
  await tf.setBackend(backend);
  await tf.ready();
  if (tf.getBackend() !== backend) throw new Error(`tfjs: the backend must be ${backend}, got ${tf.getBackend()}`);
  return {
    description: `${versionOf("@tensorflow/tfjs")}, backend ${tf.getBackend()}`,
    prepare(job, inputs, learningRate) {
      if (job.kind === "train") return training(job, inputs, learningRate);
      if (job.kind === "update") return updates(job, inputs, learningRate);
      const compute = operation(job, inputs);
      if (compute === null) return null;
      return {
        run() {
          compute().dispose();
        },
        result() {
          const out = compute();
          return (out.rank === 4 ? tf.transpose(out, [0, 3, 1, 2]) : out).dataSync();
        },
      };
    },
  };
}

function operation(job: Job, inputs: Inputs): (() => tf.Tensor) | null {
  switch (job.kind) {
    case "matmul": {
      const a = tf.tensor2d(inputs.read("a"), [job.size, job.size]);
      const b = tf.tensor2d(inputs.read("b"), [job.size, job.columns]);
      return () => tf.matMul(a, b);
    }
    case "elementwise": {
      const [x, y] = ["x", "y"].map((name) => tf.tensor2d(inputs.read(name), [1000, 1000]));
      const operations = {
        add: () => tf.add(x, y),
        relu: () => tf.relu(x),
        elu: () => tf.elu(x),
        exp: () => tf.exp(x),
        sin: () => tf.sin(x),
        softmax: () => tf.softmax(x),
      };
      return operations[job.operation];
    }
    case "sum": {
      const x = tf.tensor2d(inputs.read("x"), [job.size, job.size]);
      return () => tf.sum(x, job.axis);
    }
    case "conv2d": {
      const x = images(inputs, job);
      const kernels = tf.tensor4d(inputs.read("weight"), [job.outChannels, job.channels / job.groups, 3, 3]);
      if (job.groups === 1) {
        const weight = tf.transpose<tf.Tensor4D>(kernels, [2, 3, 1, 0]);
        return () => tf.conv2d(x, weight, 1, "same");
      }
      const weight = tf.transpose<tf.Tensor4D>(kernels, [2, 3, 0, 1]);
      return () => tf.depthwiseConv2d(x, weight, 1, "same");
    }
    case "maxPool2d": {
      const x = images(inputs, job);
      return () => tf.maxPool(x, 2, 2, "valid");
    }
    default:
      return null;
  }
}

/** A job's images in the library's own layout. */
function images(inputs: Inputs, job: Extract<Job, { kind: "conv2d" | "maxPool2d" }>): tf.Tensor4D {
  const x = tf.tensor4d(inputs.read("x"), [job.batch, job.channels, job.side, job.side]);
  return tf.transpose<tf.Tensor4D>(x, [0, 2, 3, 1]);
}

function training(job: Extract<Job, { kind: "train" }>, inputs: Inputs, learningRate: number): Prepared {
  const { layers, batch, loss } = job;
  const last = layers[layers.length - 1];
  const x = tf.tensor2d(inputs.read("x"), [batch, layers[0]]);
  const values = inputs.read("targets");
  const targets =
    loss === "mse"
      ? tf.tensor2d(values, [batch, last])
      : tf.oneHot(tf.tensor1d(Int32Array.from(values), "int32"), last);
  const weights = layers.slice(1).map((out, index) => ({
    weight: tf.variable(tf.transpose(tf.tensor2d(inputs.read(`weight${index}`), [out, layers[index]]))),
    bias: tf.variable(tf.tensor1d(inputs.read(`bias${index}`))),
  }));
  const optimizer = optimizerFor(job.rule, learningRate);
  const forward = () =>
    weights.reduce<tf.Tensor>(
      (input, { weight, bias }, index) => tf.add(tf.matMul(index > 0 ? tf.relu(input) : input, weight), bias),
      x,
    );
  const lossOf = (): tf.Scalar =>
    loss === "mse" ? tf.losses.meanSquaredError(targets, forward()) : tf.losses.softmaxCrossEntropy(targets, forward());
  return {
    run() {
      const value = optimizer.minimize(lossOf, true);
      value?.dataSync();
      value?.dispose();
    },
    result: () => weights.flatMap(({ weight, bias }) => [...tf.transpose(weight).dataSync(), ...bias.dataSync()]),
  };
}

function updates(job: Extract<Job, { kind: "update" }>, inputs: Inputs, learningRate: number): Prepared {
  const parameters = tf.variable(tf.tensor1d(inputs.read("parameters")));
  const gradient = tf.tensor1d(inputs.read("gradient"));
  const optimizer = optimizerFor(job.rule, learningRate);
  return {
    run: () => optimizer.applyGradients({ [parameters.name]: gradient }),
    result: () => parameters.dataSync(),
  };
}

function optimizerFor(rule: Rule, learningRate: number): tf.Optimizer {
  return rule === "adam" ? tf.train.adam(learningRate, 0.9, 0.999, 1e-8) : tf.train.momentum(learningRate, 0.9);
}
