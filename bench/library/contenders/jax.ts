import { blockUntilReady, defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import type { Contender, Prepared } from "../contender.ts";
import type { Inputs } from "../inputs.ts";
import { versionOf } from "../version-of.ts";
import type { Job, Rule } from "../work.ts";

type Training = Extract<Job, { kind: "train" }>;

/** Parameters, and what the rule remembers of each: the velocity, or the two moments. */
type State = { parameters: np.Array[]; memory: np.Array[][] };

/**
 * jax-js on WebAssembly. Every piece of work is one `jit`, a training step as a whole, and what it replaces is given away to it;
 * every run waits until its result is there.
 */
export async function jax(): Promise<Contender> {
  const devices = await init("wasm");
  if (!devices.includes("wasm")) throw new Error(`jax: the device must be wasm, got ${devices.join(", ")}`);
  defaultDevice("wasm");
  return {
    description: `${versionOf("@jax-js/jax")}, device wasm, jit`,
    prepare(job, inputs, learningRate) {
      if (job.kind === "train") return training(job, inputs, learningRate);
      if (job.kind === "update") return updates(job, inputs, learningRate);
      const compute = operation(job, inputs);
      if (compute === null) return null;
      return {
        async run() {
          const out = await blockUntilReady(compute());
          out.dispose();
        },
        result: () => compute().data(),
      };
    },
  };
}

function operation(job: Job, inputs: Inputs): (() => np.Array) | null {
  const read = (name: string, shape: number[]) => array(inputs, name, shape);
  switch (job.kind) {
    case "matmul": {
      const [a, b] = [read("a", [job.size, job.size]), read("b", [job.size, job.columns])];
      const product = jit((left: np.Array, right: np.Array) => np.matmul(left, right));
      return () => product(a.ref, b.ref);
    }
    case "elementwise": {
      const [x, y] = [read("x", [1000, 1000]), read("y", [1000, 1000])];
      if (job.operation === "add") {
        const add = jit((left: np.Array, right: np.Array) => np.add(left, right));
        return () => add(x.ref, y.ref);
      }
      const operations = {
        relu: jit((input: np.Array) => nn.relu(input)),
        elu: jit((input: np.Array) => nn.elu(input)),
        exp: jit((input: np.Array) => np.exp(input)),
        sin: jit((input: np.Array) => np.sin(input)),
        softmax: jit((input: np.Array) => nn.softmax(input, -1)),
      };
      const chosen = operations[job.operation];
      return () => chosen(x.ref);
    }
    case "sum": {
      const x = read("x", [job.size, job.size]);
      const sum = jit((input: np.Array) => np.sum(input, job.axis));
      return () => sum(x.ref);
    }
    case "conv2d": {
      const x = read("x", [job.batch, job.channels, job.side, job.side]);
      const weight = read("weight", [job.outChannels, job.channels / job.groups, 3, 3]);
      const convolve = jit((images: np.Array, kernels: np.Array) =>
        lax.convGeneralDilated(images, kernels, [1, 1], "SAME", { featureGroupCount: job.groups }),
      );
      return () => convolve(x.ref, weight.ref);
    }
    case "maxPool2d": {
      const x = read("x", [job.batch, job.channels, job.side, job.side]);
      const pool = jit((input: np.Array) => lax.reduceWindow(input, np.max, [1, 1, 2, 2], [1, 1, 2, 2]));
      return () => pool(x.ref);
    }
    default:
      return null;
  }
}

function training(job: Training, inputs: Inputs, learningRate: number): Prepared {
  const { layers, batch, loss } = job;
  const last = layers[layers.length - 1];
  const x = array(inputs, "x", [batch, layers[0]]);
  const targets =
    loss === "mse"
      ? array(inputs, "targets", [batch, last])
      : nn.oneHot(array(inputs, "targets", [batch]).astype(np.int32), last);
  const initial = layers
    .slice(1)
    .flatMap((out, index) => [
      np.transpose(array(inputs, `weight${index}`, [out, layers[index]])),
      array(inputs, `bias${index}`, [out]),
    ]);
  const shapes = initial.map(({ shape }) => shape);

  const lossOf = (parameters: np.Array[], input: np.Array, wanted: np.Array): np.Array => {
    let output = input;
    for (let layer = 0; layer < parameters.length; layer += 2) {
      if (layer > 0) output = nn.relu(output);
      output = np.matmul(output, parameters[layer]).add(parameters[layer + 1]);
    }
    if (loss === "mse") return np.mean(np.square(output.sub(wanted)));
    return np.negative(np.sum(nn.logSoftmax(output, -1).mul(wanted))).div(batch);
  };
  const step = jit((state: State, corrections: np.Array, input: np.Array, wanted: np.Array) => {
    const [value, gradients] = valueAndGrad(lossOf)(
      state.parameters.map((parameter) => parameter.ref),
      input,
      wanted,
    );
    return { value, state: updated(job.rule, state, gradients, corrections, learningRate) };
  });

  let state: State = { parameters: initial, memory: emptyMemory(job.rule, shapes) };
  let time = 0;
  return {
    async run() {
      const next = step(state, correctionsAt(++time), x.ref, targets.ref);
      state = next.state;
      await next.value.data();
    },
    async result() {
      const parts = await Promise.all(
        state.parameters.map((parameter, index) =>
          (index % 2 === 0 ? np.transpose(parameter.ref) : parameter.ref).data(),
        ),
      );
      return parts.flatMap((part) => [...part]);
    },
  };
}

function updates(job: Extract<Job, { kind: "update" }>, inputs: Inputs, learningRate: number): Prepared {
  const gradient = array(inputs, "gradient", [job.count]);
  const step = jit((state: State, corrections: np.Array, given: np.Array) =>
    updated(job.rule, state, [given], corrections, learningRate),
  );
  let state: State = {
    parameters: [array(inputs, "parameters", [job.count])],
    memory: emptyMemory(job.rule, [[job.count]]),
  };
  let time = 0;
  return {
    async run() {
      state = await blockUntilReady(step(state, correctionsAt(++time), gradient.ref));
    },
    result: () => state.parameters[0].ref.data(),
  };
}

function updated(rule: Rule, state: State, gradients: np.Array[], corrections: np.Array, rate: number): State {
  const parameters: np.Array[] = [];
  const memory: np.Array[][] = [];
  for (const [index, gradient] of gradients.entries()) {
    if (rule === "sgd") {
      const velocity = state.memory[index][0].mul(0.9).add(gradient);
      parameters.push(state.parameters[index].sub(velocity.ref.mul(rate)));
      memory.push([velocity]);
      continue;
    }
    const first = state.memory[index][0].mul(0.9).add(gradient.ref.mul(0.1));
    const second = state.memory[index][1].mul(0.999).add(np.square(gradient).mul(0.001));
    const denominator = np.sqrt(second.ref).mul(corrections.ref.slice(1)).add(1e-8);
    parameters.push(state.parameters[index].sub(first.ref.mul(corrections.ref.slice(0)).div(denominator).mul(rate)));
    memory.push([first, second]);
  }
  corrections.dispose();
  return { parameters, memory };
}

/** Adam's corrections at a step, worked out once outside: inside, they would be worked out again for every element. */
function correctionsAt(time: number): np.Array {
  return np.array(new Float32Array([1 / (1 - 0.9 ** time), 1 / Math.sqrt(1 - 0.999 ** time)]));
}

function emptyMemory(rule: Rule, shapes: readonly number[][]): np.Array[][] {
  return shapes.map((shape) => Array.from({ length: rule === "adam" ? 2 : 1 }, () => np.zeros(shape)));
}

function array(inputs: Inputs, name: string, shape: number[]): np.Array {
  return np.array(inputs.read(name)).reshape(shape);
}
