import { Variable } from "@tinytorch/autograd";
import { conv2d, crossEntropy, elu, Linear, maxPool2d, mseLoss, ReLU, Sequential } from "@tinytorch/nn";
import { Adam, SGD } from "@tinytorch/optimizers";
import {
  type ElementArray,
  Generator,
  type KernelName,
  kernelsInUse,
  scope,
  setNumThreads,
  softmax,
  type Tensor,
  tensor,
  useKernels,
} from "@tinytorch/tensor";
import type { Contender, Prepared } from "../contender.ts";
import type { Job, Rule } from "../work.ts";
import { networkTraining } from "./tinytorch-networks.ts";

/** Reads one of the job's arrays as a tensor. */
type Read = (name: string, shape: readonly number[]) => Tensor;

/** How this library takes part. */
interface Manner {
  readonly dtype?: "float32" | "float64";
  readonly threads?: number;
}

/**
 * This library on kernels of that name, or null when the fastest are the plain ones. In float64 on the JavaScript kernels it is what all
 * others are compared with. What a run makes is freed at the end of a scope.
 */
export async function tinytorch(
  kernels: KernelName,
  { dtype = "float32", threads = 1 }: Manner = {},
): Promise<Contender | null> {
  await setNumThreads(threads);
  useKernels(kernels);
  if (kernels === "fastest" && kernelsInUse() === "js") return null;
  return {
    description: `${kernelsInUse()} kernels, ${dtype}, ${threads === 1 ? "1 thread" : `${threads} threads`}`,
    prepare(job, inputs, learningRate) {
      const read: Read = (name, shape) => tensor(inputs.read(name), { shape, dtype });
      if (job.kind === "train") return training(job, read, learningRate);
      if (job.kind === "network") return networkTraining(job.network, read, dtype, learningRate);
      if (job.kind === "update") return updates(job, read, learningRate);
      const compute = operation(job, read);
      if (compute === null) return null;
      return {
        run() {
          scope(() => {
            compute();
          });
        },
        result: () => scope(() => copied(compute())),
      };
    },
  };
}

function operation(job: Job, read: Read): (() => Tensor) | null {
  switch (job.kind) {
    case "matmul": {
      const [a, b] = [read("a", [job.size, job.size]), read("b", [job.size, job.columns])];
      return () => a.matmul(b);
    }
    case "elementwise": {
      const [x, y] = [read("x", [1000, 1000]), read("y", [1000, 1000])];
      const operations = {
        add: () => x.add(y),
        relu: () => x.relu(),
        elu: () => elu(x).data,
        exp: () => x.exp(),
        sin: () => x.sin(),
        softmax: () => softmax(x, 1),
      };
      return operations[job.operation];
    }
    case "sum": {
      const x = read("x", [job.size, job.size]);
      return () => x.sum(job.axis);
    }
    case "conv2d": {
      const x = read("x", [job.batch, job.channels, job.side, job.side]);
      const weight = read("weight", [job.outChannels, job.channels / job.groups, 3, 3]);
      return () => conv2d(x, weight, null, { padding: 1, groups: job.groups }).data;
    }
    case "maxPool2d": {
      const x = read("x", [job.batch, job.channels, job.side, job.side]);
      return () => maxPool2d(x, 2).data;
    }
    default:
      return null;
  }
}

function training(job: Extract<Job, { kind: "train" }>, read: Read, learningRate: number): Prepared {
  const { layers, batch, loss } = job;
  const last = layers[layers.length - 1];
  const x = read("x", [batch, layers[0]]);
  const targets = read("targets", loss === "mse" ? [batch, last] : [batch]);
  const generator = new Generator(0);
  const model = new Sequential(
    ...layers
      .slice(1)
      .flatMap((out, index) => [
        ...(index > 0 ? [new ReLU()] : []),
        new Linear(layers[index], out, { generator, dtype: x.dtype }),
      ]),
  );
  const initial = layers
    .slice(1)
    .flatMap((out, index) => [read(`weight${index}`, [out, layers[index]]), read(`bias${index}`, [out])]);
  const parameters = model.parameters();
  for (const [index, parameter] of parameters.entries()) parameter.data.copy_(initial[index]);
  const optimizer = optimizerFor(job.rule, parameters, learningRate);
  const lossOf = loss === "mse" ? mseLoss : crossEntropy;
  return {
    run() {
      scope(() => {
        const value = lossOf(model.forward(x), targets);
        optimizer.zeroGrad();
        value.backward();
        optimizer.step();
        return value.item();
      });
    },
    result: () => parameters.flatMap(({ data }) => [...data.data]),
  };
}

function updates(job: Extract<Job, { kind: "update" }>, read: Read, learningRate: number): Prepared {
  const parameter = new Variable(read("parameters", [job.count]));
  parameter.grad = new Variable(read("gradient", [job.count]));
  const optimizer = optimizerFor(job.rule, [parameter], learningRate);
  return { run: () => scope(() => optimizer.step()), result: () => copied(parameter.data) };
}

function optimizerFor(rule: Rule, parameters: readonly Variable[], learningRate: number): Adam | SGD {
  return rule === "adam"
    ? new Adam(parameters, { learningRate })
    : new SGD(parameters, { learningRate, momentum: 0.9 });
}

function copied(result: Tensor): ElementArray {
  return result.data.slice();
}
