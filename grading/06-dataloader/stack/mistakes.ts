import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in stackSamples, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "stack.joined",
    file: "src/stack-samples.ts",
    find: "stack(samples.map((sample) => sample[part]))",
    replace:
      "samples.map((sample) => sample[part]).reduce((a, b) => stack([a, b]).flatten(0, Math.min(1, a.ndim)))",
    caughtBy: ["stack.parts"],
    diagnosis: "joins the samples along their first dimension where a new one is due",
  },
  {
    id: "stack.first-part-only",
    file: "src/stack-samples.ts",
    find: "mapSample(samples[0], (_, part) =>",
    replace: "mapSample([samples[0][0]], (_, part) =>",
    caughtBy: ["stack.parts"],
    diagnosis: "stacks the first part and forgets the others",
  },
  {
    id: "stack.last-dimension",
    file: "src/stack-samples.ts",
    find: "stack(samples.map((sample) => sample[part]))",
    replace: "stack(samples.map((sample) => sample[part]), -1)",
    caughtBy: ["stack.parts"],
    diagnosis: "stacks along a new last dimension",
  },
  {
    id: "stack.one-unstacked",
    file: "src/stack-samples.ts",
    find: "  return mapSample",
    replace: `  if (samples.length === 1) return samples[0];
  return mapSample`,
    caughtBy: ["stack.parts"],
    diagnosis: "gives a single sample back as it is, without a batch dimension and not copied",
  },
  {
    id: "stack.scalars-as-rows",
    file: "src/stack-samples.ts",
    find: "sample[part])",
    replace: "sample[part].ndim === 0 ? sample[part].reshape([1]) : sample[part])",
    caughtBy: ["stack.parts"],
    diagnosis: "makes a column of the labels, [B, 1] where [B] is due",
  },
  {
    id: "stack.one-dtype",
    file: "src/stack-samples.ts",
    find: "sample[part])",
    replace: 'sample[part].to("float32"))',
    caughtBy: ["stack.parts"],
    diagnosis: "turns whole-number labels into float32",
  },
  {
    id: "stack.samples-as-parts",
    file: "src/stack-samples.ts",
    find: "mapSample(samples[0], (_, part) => stack(samples.map((sample) => sample[part])))",
    replace: "samples.map((sample) => stack(sample))",
    caughtBy: ["stack.parts"],
    diagnosis: "stacks the parts of each sample, and not the samples of each part",
  },
  {
    id: "stack.unchecked",
    file: "src/stack-samples.ts",
    find: "samples.length === 0",
    replace: "false",
    caughtBy: ["stack.parts"],
    diagnosis: "says something else than the rule of a batch without samples",
  },
  {
    id: "stack.single-not-copied",
    file: "src/stack-samples.ts",
    find: "stack(samples.map((sample) => sample[part]))",
    replace:
      "samples.length === 1 ? samples[0][part].unsqueeze(0) : stack(samples.map((sample) => sample[part]))",
    caughtBy: ["stack.parts"],
    diagnosis: "behaves like a batch of one that is only a view: writing into it changes the sample",
  },
  {
    id: "stack.parts-by-identity",
    file: "src/stack-samples.ts",
    find: "mapSample(samples[0], (_, part) => stack(samples.map((sample) => sample[part])))",
    replace:
      "mapSample(samples[0], (each) => stack(samples.map((sample) => sample[samples[0].indexOf(each)])))",
    caughtBy: ["stack.parts"],
    diagnosis:
      "behaves like a search for the part in the first sample: when that has one tensor in two places, both parts of the batch are the first part",
  },
  {
    id: "stack.float32-throughout",
    file: "src/stack-samples.ts",
    find: "samples.map((sample) => sample[part])",
    replace:
      'samples.map((sample) => (sample[part].dtype === "float64" ? sample[part].to("float32") : sample[part]))',
    caughtBy: ["stack.parts"],
    diagnosis: "behaves like a batch of float32 throughout: of float64 numbers half of the digits are lost",
  },
  {
    id: "stack.stretches",
    file: "src/stack-samples.ts",
    find: "samples.map((sample) => sample[part])",
    replace: "samples.map((sample) => sample[part].broadcastTo(samples[0][part].shape))",
    caughtBy: ["stack.parts"],
    diagnosis:
      "behaves like a batch that stretches samples to the shape of the first one, where unlike shapes are to be refused",
  },
]);
