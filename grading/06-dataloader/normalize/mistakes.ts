import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in fitNormalizer, normalize and splitAndNormalize, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "normalize.unbiased",
    file: "src/normalizer.ts",
    find: "Math.sqrt(average(values.map((value) => (value - mean[channel]) ** 2)))",
    replace:
      "Math.sqrt(values.reduce((sum, value) => sum + (value - mean[channel]) ** 2, 0) / Math.max(1, values.length - 1))",
    caughtBy: ["normalize.fit"],
    diagnosis: "divides by N − 1 where N is due",
  },
  {
    id: "normalize.absolute",
    file: "src/normalizer.ts",
    find: "Math.sqrt(average(values.map((value) => (value - mean[channel]) ** 2)))",
    replace: "average(values.map((value) => Math.abs(value - mean[channel])))",
    caughtBy: ["normalize.fit"],
    diagnosis: "takes the mean absolute distance for the deviation",
  },
  {
    id: "normalize.global",
    file: "src/normalizer.ts",
    find: "inputs.flatMap((x) => [...x.select(0, channel).contiguous().data])",
    replace: "inputs.flatMap((x) => [...x.contiguous().data])",
    caughtBy: ["normalize.fit"],
    diagnosis: "measures all channels together",
  },
  {
    id: "normalize.first-sample",
    file: "src/normalizer.ts",
    find: "Array.from({ length: dataset.length }, (_, i) => dataset.at(i)[0])",
    replace: "[dataset.at(0)[0]]",
    caughtBy: ["normalize.fit"],
    diagnosis: "measures the first sample only",
  },
  {
    id: "normalize.last-missed",
    file: "src/normalizer.ts",
    find: "Array.from({ length: dataset.length }, (_, i)",
    replace: "Array.from({ length: Math.max(1, dataset.length - 1) }, (_, i)",
    caughtBy: ["normalize.fit"],
    diagnosis: "forgets the last sample",
  },
  {
    id: "normalize.last-dimension",
    file: "src/normalizer.ts",
    find: `Array.from({ length: inputs[0].shape[0] }, (_, channel) =>
    inputs.flatMap((x) => [...x.select(0, channel).contiguous().data]),`,
    replace: `Array.from({ length: inputs[0].shape.at(-1) }, (_, channel) =>
    inputs.flatMap((x) => [...x.select(-1, channel).contiguous().data]),`,
    caughtBy: ["normalize.fit"],
    diagnosis: "takes the last dimension for the channels",
  },
  {
    id: "normalize.targets",
    file: "src/normalizer.ts",
    find: "dataset.at(i)[0]",
    replace: "dataset.at(i).at(-1)",
    caughtBy: ["normalize.fit"],
    diagnosis: "measures the last part of each sample, which is the target",
  },
  {
    id: "normalize.about-zero",
    file: "src/normalizer.ts",
    find: "(value - mean[channel]) ** 2",
    replace: "value ** 2",
    caughtBy: ["normalize.fit"],
    diagnosis: "takes the root of the mean square, about 0 and not about the mean",
  },
  {
    id: "normalize.no-subset",
    file: "src/normalizer.ts",
    find: "const inputs = Array.from({ length: dataset.length }, (_, i) => dataset.at(i)[0]);",
    replace: `const all = dataset.dataset ?? dataset;
  const inputs = Array.from({ length: all.length }, (_, i) => all.at(i)[0]);`,
    caughtBy: ["normalize.fit", "normalize.training-only"],
    diagnosis: "measures the whole data set that a part was cut from",
  },
  {
    id: "normalize.zero-deviation",
    file: "src/normalizer.ts",
    find: "deviation.map((each) => (each === 0 ? 1 : each))",
    replace: "deviation",
    caughtBy: ["normalize.constant"],
    diagnosis: "leaves a deviation of 0 that is divided by",
  },
  {
    id: "normalize.any-zero",
    file: "src/normalizer.ts",
    find: "deviation.map((each) => (each === 0 ? 1 : each))",
    replace: "deviation.some((each) => each === 0) ? deviation.map(() => 1) : deviation",
    caughtBy: ["normalize.constant"],
    diagnosis: "gives every channel a deviation of 1 when one never changes",
  },
  {
    id: "normalize.small-as-zero",
    file: "src/normalizer.ts",
    find: "each === 0 ? 1",
    replace: "each < 1e-4 ? 1",
    caughtBy: ["normalize.constant"],
    diagnosis: "takes a small deviation for none",
  },
  {
    id: "normalize.epsilon-for-zero",
    file: "src/normalizer.ts",
    find: "each === 0 ? 1",
    replace: "each === 0 ? 1e-8",
    caughtBy: ["normalize.constant"],
    diagnosis: "puts 10⁻⁸ in the place of a deviation of 0, where 1 is due",
  },
  {
    id: "normalize.squares",
    file: "src/normalizer.ts",
    find: "Math.sqrt(average(values.map((value) => (value - mean[channel]) ** 2)))",
    replace:
      "Math.sqrt(Math.max(0, Math.fround(Math.fround(average(values.map((value) => Math.fround(value * value)))) - Math.fround(mean[channel] ** 2))))",
    caughtBy: ["normalize.digits"],
    diagnosis: "subtracts the square of the mean from the mean of the squares, in float32",
  },
  {
    id: "normalize.only-mean",
    file: "src/normalizer.ts",
    find: ".div(tensor([...deviation]).reshape(perChannel))",
    replace: "",
    caughtBy: ["normalize.apply"],
    diagnosis: "subtracts the mean and does not divide",
  },
  {
    id: "normalize.divides-first",
    file: "src/normalizer.ts",
    find: "x.sub(tensor([...mean]).reshape(perChannel)).div(tensor([...deviation]).reshape(perChannel))",
    replace: "x.div(tensor([...deviation]).reshape(perChannel)).sub(tensor([...mean]).reshape(perChannel))",
    caughtBy: ["normalize.apply"],
    diagnosis: "divides before it subtracts the mean",
  },
  {
    id: "normalize.wrong-dimension",
    file: "src/normalizer.ts",
    find: "[mean.length, ...x.shape.slice(1).map(() => 1)]",
    replace: "[...x.shape.slice(1).map(() => 1), mean.length]",
    caughtBy: ["normalize.apply"],
    diagnosis: "spreads the channels along the last dimension, which only a square image hides",
  },
  {
    id: "normalize.rank-three",
    file: "src/normalizer.ts",
    find: "[mean.length, ...x.shape.slice(1).map(() => 1)]",
    replace: "[mean.length, 1, 1]",
    caughtBy: ["normalize.apply"],
    diagnosis: "takes everything for an image [C, H, W]",
  },
  {
    id: "normalize.first-channel",
    file: "src/normalizer.ts",
    find: "tensor([...mean]).reshape(perChannel)",
    replace: "mean[0]",
    caughtBy: ["normalize.apply"],
    diagnosis: "uses the first channel’s mean for all",
  },
  {
    id: "normalize.in-place",
    file: "src/normalizer.ts",
    find: "x.sub(tensor",
    replace: "x.sub_(tensor",
    caughtBy: ["normalize.apply"],
    diagnosis: "writes into the x that it is given, so that the data set changes",
  },
  {
    id: "normalize.measures-again",
    file: "src/normalizer.ts",
    find: "    return x.sub(tensor([...mean])",
    replace: `    const centre = x.mean();
    return x.sub(centre.add(tensor([...mean]).mul(0))`,
    caughtBy: ["normalize.apply"],
    diagnosis: "measures the x that it is given, and not what was measured before",
  },
  {
    id: "normalize.clamped",
    file: "src/normalizer.ts",
    find: ".div(tensor([...deviation]).reshape(perChannel))",
    replace: ".div(tensor([...deviation]).reshape(perChannel)).clamp({ min: -3, max: 3 })",
    caughtBy: ["normalize.apply"],
    diagnosis: "cuts off what lies more than three deviations away",
  },
  {
    id: "normalize.dtype-of-x",
    file: "src/normalizer.ts",
    find: "tensor([...mean])",
    replace: "tensor([...mean], { dtype: x.dtype })",
    caughtBy: ["normalize.apply"],
    diagnosis: "gives the means the dtype of x, and of whole numbers only whole means are left",
  },
  {
    id: "normalize.reads-all",
    file: "src/split-and-normalize.ts",
    find: "  const transform =",
    replace: `  for (let i = 0; i < dataset.length; i += 1) dataset.at(i);
  const transform =`,
    caughtBy: ["normalize.training-only"],
    diagnosis: "reads all samples before it measures",
  },
  {
    id: "normalize.deviation-unchecked",
    file: "src/normalizer.ts",
    find: " || !deviation.every((each) => each > 0)",
    replace: "",
    caughtBy: ["transform.refuses"],
    diagnosis: "takes a deviation of 0",
  },
  {
    id: "normalize.lengths-unchecked",
    file: "src/normalizer.ts",
    find: "mean.length !== deviation.length || ",
    replace: "",
    caughtBy: ["transform.refuses"],
    diagnosis: "takes fewer deviations than means",
  },
  {
    id: "normalize.empty-unchecked",
    file: "src/normalizer.ts",
    find: "dataset.length === 0",
    replace: "false",
    caughtBy: ["transform.refuses"],
    diagnosis: "says something else than the rule of a data set without samples",
  },
  {
    id: "normalize.fitted-on-all",
    file: "src/split-and-normalize.ts",
    find: "fitNormalizer(parts[0])",
    replace: "fitNormalizer(dataset)",
    caughtBy: ["normalize.training-only"],
    diagnosis: "measures all data, test samples included: the test has leaked into training",
  },
  {
    id: "normalize.fitted-on-each",
    file: "src/split-and-normalize.ts",
    find: `  const transform = normalize(fitNormalizer(parts[0]));
  return parts.map(
    (part) =>
      new MappedDataset(part, (sample) =>
        mapSample(sample, (each, position) => (position === 0 ? transform(each) : each)),
      ),
  );`,
    replace: `  return parts.map((part) => {
    const transform = normalize(fitNormalizer(part));
    return new MappedDataset(part, (sample) => mapSample(sample, (each, position) => (position === 0 ? transform(each) : each)));
  });`,
    caughtBy: ["normalize.training-only"],
    diagnosis: "measures each part by itself, so that the parts are no longer comparable",
  },
  {
    id: "normalize.fitted-on-second",
    file: "src/split-and-normalize.ts",
    find: "fitNormalizer(parts[0])",
    replace: "fitNormalizer(parts[1])",
    caughtBy: ["normalize.training-only"],
    diagnosis: "measures the second part",
  },
  {
    id: "normalize.training-alone",
    file: "src/split-and-normalize.ts",
    find: `return parts.map(
    (part) =>`,
    replace: `return parts.map(
    (part, which) => which > 0 ? part :`,
    caughtBy: ["normalize.training-only"],
    diagnosis: "normalizes the first part and leaves the others as they are",
  },
  {
    id: "normalize.fitted-before-shuffle",
    file: "src/split-and-normalize.ts",
    find: "fitNormalizer(parts[0])",
    replace: "fitNormalizer({ length: sizes[0], at: (index) => dataset.at(index) })",
    caughtBy: ["normalize.training-only"],
    diagnosis: "measures the first samples of the data set, which are not those of the first part",
  },
  {
    id: "normalize.targets-too",
    file: "src/split-and-normalize.ts",
    find: "(position === 0 ? transform(each) : each)",
    replace: "(position === 0 || each.shape[0] === 2 ? transform(each) : each)",
    caughtBy: ["normalize.training-only"],
    diagnosis: "normalizes targets of the same shape too",
  },
  {
    id: "normalize.parts-lost",
    file: "src/split-and-normalize.ts",
    find: "mapSample(sample, (each, position) => (position === 0 ? transform(each) : each))",
    replace: "[transform(sample[0]), sample[1]]",
    caughtBy: ["normalize.training-only"],
    diagnosis: "keeps input and target, and loses what else a sample has",
  },
  {
    id: "normalize.split-unseeded",
    file: "src/split-and-normalize.ts",
    find: "randomSplit(dataset, sizes, { generator })",
    replace:
      "randomSplit(dataset, sizes, { generator: { integer: (k) => Math.floor(Math.random() * k), uniform: Math.random } })",
    caughtBy: ["normalize.training-only"],
    diagnosis: "deals the parts by Math.random",
  },
  {
    id: "normalize.all-but-the-last",
    file: "src/split-and-normalize.ts",
    find: "        mapSample(sample, (each, position) => (position === 0 ? transform(each) : each)),",
    replace:
      "        mapSample(sample, (each, position) => (position < sample.length - 1 ? transform(each) : each)),",
    caughtBy: ["normalize.training-only"],
    diagnosis:
      "behaves like a normalizer that takes the last tensor of a sample for the target and all others for inputs: a sample of one stays as it is, of three a second one changes",
  },
  {
    id: "normalize.squares-minus-square",
    file: "src/normalizer.ts",
    find: "Math.sqrt(average(values.map((value) => (value - mean[channel]) ** 2))),",
    replace: "Math.sqrt(average(values.map((value) => value ** 2)) - mean[channel] ** 2),",
    caughtBy: ["normalize.digits"],
    diagnosis:
      "behaves like the mean of the squares minus the square of the mean: with a large mean nothing is left of the difference, or it is below 0 and the root is NaN",
  },
  {
    id: "normalize.small-is-constant",
    file: "src/normalizer.ts",
    find: "each === 0 ? 1 : each",
    replace: "each < 1e-6 ? 1 : each",
    caughtBy: ["normalize.constant"],
    diagnosis:
      "behaves like a normalizer that takes every deviation below 1e-6 for none: a channel of tiny numbers stays tiny",
  },
  {
    id: "normalize.images-or-features",
    file: "src/normalizer.ts",
    find: "[mean.length, ...x.shape.slice(1).map(() => 1)]",
    replace: "x.ndim === 1 ? [mean.length] : [mean.length, 1, 1]",
    caughtBy: ["normalize.apply"],
    diagnosis:
      "behaves like a transform for features [F] and images [C, H, W] only: a series [C, L] becomes [C, C, L]",
  },
  {
    id: "normalize.largest-is-training",
    file: "src/split-and-normalize.ts",
    find: "fitNormalizer(parts[0])",
    replace: "fitNormalizer(parts.toSorted((a, b) => b.length - a.length)[0])",
    caughtBy: ["normalize.training-only"],
    diagnosis: "behaves like a split that measures the largest part: with sizes [2, 8] the test part decides",
  },
  {
    id: "normalize.two-parts-back",
    file: "src/split-and-normalize.ts",
    find: "  return parts.map(",
    replace: "  return parts.slice(0, 2).map(",
    caughtBy: ["normalize.training-only"],
    diagnosis: "behaves like a split for training and test: a third part does not come back",
  },
  {
    id: "normalize.mean-of-means",
    file: "src/normalizer.ts",
    find: "channels.map((values) => average(values))",
    replace:
      "channels.map((_, channel) => average(inputs.map((x) => average([...x.select(0, channel).contiguous().data]))))",
    caughtBy: ["normalize.fit"],
    diagnosis: "behaves like a mean of the images' means: small images count as much as large ones",
  },
  {
    id: "normalize.float32-mean",
    file: "src/normalizer.ts",
    find: "channels.map((values) => average(values))",
    replace: "channels.map((values) => tensor(values).mean().item())",
    caughtBy: ["normalize.digits"],
    diagnosis:
      "behaves like a mean in float32: of 16777216 and 16777218 it is 16777216, and the deviation is wrong with it",
  },
  {
    id: "normalize.shape-of-the-first",
    file: "src/normalizer.ts",
    find: `  return (x) => {
    const perChannel = [mean.length, ...x.shape.slice(1).map(() => 1)];`,
    replace: `  let perChannel: number[] = [];
  return (x) => {
    if (perChannel.length === 0) perChannel = [mean.length, ...x.shape.slice(1).map(() => 1)];`,
    caughtBy: ["normalize.apply"],
    diagnosis:
      "behaves like a transform that remembers the rank of its first x: after features [C] an image [C, H, W] is normalized along its last dimension",
  },
  {
    id: "normalize.scales-first",
    file: "src/normalizer.ts",
    find: "    return x.sub(tensor([...mean]).reshape(perChannel)).div(tensor([...deviation]).reshape(perChannel));",
    replace: `    const scale = tensor([...deviation]).reshape(perChannel);
    return x.div(scale).sub(tensor(mean.map((each, channel) => each / deviation[channel])).reshape(perChannel));`,
    caughtBy: ["normalize.apply"],
    diagnosis:
      "behaves like x / s − m / s: with a large mean and numbers close to it float32 loses the difference",
  },
  {
    id: "normalize.nan-deviation",
    file: "src/normalizer.ts",
    find: "!deviation.every((each) => each > 0)",
    replace: "deviation.some((each) => each <= 0)",
    caughtBy: ["transform.refuses"],
    diagnosis: "behaves like a check for <= 0: a deviation of NaN passes, and everything becomes NaN",
  },
  {
    id: "normalize.views-refused",
    file: "src/normalizer.ts",
    find: "[...x.select(0, channel).contiguous().data]",
    replace: "[...x.select(0, channel).data]",
    caughtBy: ["normalize.fit"],
    diagnosis:
      "behaves like a normalizer that wants contiguous inputs: a transposed or mirrored image is refused",
  },
  {
    id: "normalize.pushes-all",
    file: "src/normalizer.ts",
    find: `  const channels = Array.from({ length: inputs[0].shape[0] }, (_, channel) =>
    inputs.flatMap((x) => [...x.select(0, channel).contiguous().data]),
  );`,
    replace: `  const channels = Array.from({ length: inputs[0].shape[0] }, (_, channel) => {
    const values: number[] = [];
    for (const x of inputs) values.push(...x.select(0, channel).contiguous().data);
    return values;
  });`,
    caughtBy: ["normalize.fit"],
    diagnosis:
      "behaves like a push with as many arguments as an image has numbers: of more than a hundred thousand the stack is full",
  },
  {
    id: "normalize.reads-for-each-channel",
    file: "src/normalizer.ts",
    find: "inputs.flatMap((x) => [...x.select(0, channel).contiguous().data]),",
    replace: `Array.from({ length: dataset.length }, (_, i) => dataset.at(i)[0]).flatMap((x) => [
      ...x.select(0, channel).contiguous().data,
    ]),`,
    caughtBy: ["normalize.fit"],
    diagnosis:
      "behaves like a measure that reads all samples anew for each channel: where chance is at work it measures others each time",
  },
  {
    id: "normalize.float32-squares",
    file: "src/normalizer.ts",
    find: "values.map((value) => (value - mean[channel]) ** 2)",
    replace: "values.map((value) => Math.fround((value - mean[channel]) ** 2))",
    caughtBy: ["normalize.constant"],
    diagnosis:
      "behaves like squares in float32: those of small differences are 0, and of large ones infinite",
  },
  {
    id: "normalize.float32-inputs",
    file: "src/normalizer.ts",
    find: "[...x.select(0, channel).contiguous().data]",
    replace: '[...x.select(0, channel).to("float32").contiguous().data]',
    caughtBy: ["normalize.digits"],
    diagnosis:
      "behaves like inputs turned into float32 before they are measured: float64 numbers lose half of their digits",
  },
  {
    id: "normalize.nothing-to-do",
    file: "src/normalizer.ts",
    find: "    const perChannel =",
    replace: `    if (mean.every((each) => each === 0) && deviation.every((each) => each === 1)) return x;
    const perChannel =`,
    caughtBy: ["normalize.apply"],
    diagnosis:
      "behaves like a transform that gives x itself back when there is nothing to do: who writes into the result changes the data set",
  },
  {
    id: "normalize.copies-targets",
    file: "src/split-and-normalize.ts",
    find: "transform(each) : each",
    replace: "transform(each) : each.clone()",
    caughtBy: ["normalize.training-only"],
    diagnosis:
      "behaves like a copy of the targets: a number that changes in one does not change in the samples",
  },
  {
    id: "normalize.deals-twice",
    file: "src/split-and-normalize.ts",
    find: `  const transform = normalize(fitNormalizer(parts[0]));
  return parts.map(`,
    replace: `  const transform = normalize(fitNormalizer(parts[0]));
  return randomSplit(dataset, sizes, { generator }).map(`,
    caughtBy: ["normalize.training-only"],
    diagnosis:
      "behaves like two deals, one to measure and one to give back: samples of the test part were measured",
  },
  {
    id: "normalize.first-part-read",
    file: "src/split-and-normalize.ts",
    find: `  const transform = normalize(fitNormalizer(parts[0]));
  return parts.map(
    (part) =>
      new MappedDataset(part, (sample) =>
        mapSample(sample, (each, position) => (position === 0 ? transform(each) : each)),
      ),`,
    replace: `  // Measured when the first sample is read, and once for all parts.
  let transform: ReturnType<typeof normalize> | undefined;
  return parts.map(
    (part) =>
      new MappedDataset(part, (sample) => {
        transform ??= normalize(fitNormalizer(part));
        const input = transform;
        return mapSample(sample, (each, position) => (position === 0 ? input(each) : each));
      }),`,
    caughtBy: ["normalize.training-only"],
    diagnosis: "behaves like a measure of whatever part is read first",
  },
]);
