import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in Linear, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "linear.not-transposed",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: "const product = x.matmul(this.weight);",
    caughtBy: ["linear.square", "linear.forward"],
    diagnosis: "multiplies x by W as it is instead of W transposed",
  },
  {
    id: "linear.transposed-unless-square",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: `const [rows, columns] = this.weight.shape;
    const product = x.matmul(rows === columns ? this.weight : this.weight.transpose(0, 1));`,
    caughtBy: ["linear.square"],
    diagnosis: "multiplies by W itself wherever it fits, and transposes it only when it must",
  },
  {
    id: "linear.weight-in-out",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: "this.weight = parameter(uniform([inFeatures, outFeatures], -bound, bound, { generator }));",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "draws W as [in, out]",
  },
  {
    id: "linear.operands-swapped",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: "const product = this.weight.matmul(x.transpose(-1, -2)).transpose(-1, -2);",
    caughtBy: ["linear.ranks"],
    diagnosis: "computes W xᵀ and turns it back, which needs two dimensions",
  },
  {
    id: "linear.bias-per-row",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: `return this.bias === null
      ? product
      : product.shape.length === 2 && product.shape[0] === product.shape[1]
        ? product.add(this.bias.reshape([-1, 1]))
        : product.add(this.bias);`,
    caughtBy: ["linear.square"],
    diagnosis: "adds b down the batch instead of along the outputs",
  },
  {
    id: "linear.bias-column",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: "return this.bias === null ? product : product.add(this.bias.reshape([-1, 1]));",
    caughtBy: ["linear.square", "linear.forward"],
    diagnosis: "adds b as a column: one number for each row of the batch",
  },
  {
    id: "linear.bias-forgotten",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: "return product;",
    caughtBy: ["linear.forward"],
    diagnosis: "does not add b",
  },
  {
    id: "linear.bias-subtracted",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: "return this.bias === null ? product : product.sub(this.bias);",
    caughtBy: ["linear.forward"],
    diagnosis: "subtracts b",
  },
  {
    id: "linear.bias-first",
    file: "src/linear.ts",
    find: `const product = x.matmul(this.weight.transpose(0, 1));
    return this.bias === null ? product : product.add(this.bias);`,
    replace: "return (this.bias === null ? x : x.add(this.bias)).matmul(this.weight.transpose(0, 1));",
    caughtBy: ["linear.forward", "linear.square"],
    diagnosis: "adds b to x before it multiplies",
  },
  {
    id: "linear.bias-mean",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: "return this.bias === null ? product : product.add(this.bias.mean());",
    caughtBy: ["linear.forward"],
    diagnosis: "adds one number for all outputs",
  },
  {
    id: "linear.bias-for-batches-only",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: "return this.bias === null || x.shape.length === 1 ? product : product.add(this.bias);",
    caughtBy: ["linear.ranks"],
    diagnosis: "leaves b out of a single input",
  },
  {
    id: "linear.bias-not-for-sequences",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: "return this.bias === null || x.shape.length > 2 ? product : product.add(this.bias);",
    caughtBy: ["linear.ranks"],
    diagnosis: "leaves b out where x has more than two dimensions",
  },
  {
    id: "linear.bias-not-for-one",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: "return this.bias === null || this.bias.shape[0] === 1 ? product : product.add(this.bias);",
    caughtBy: ["linear.one"],
    diagnosis: "leaves b out of a single output",
  },
  {
    id: "linear.bias-not-a-parameter",
    file: "src/linear.ts",
    find: "return this.bias === null ? [this.weight] : [this.weight, this.bias];",
    replace: "return [this.weight];",
    caughtBy: ["linear.parameters"],
    diagnosis: "lists W alone: b is never trained",
  },
  {
    id: "linear.weight-not-a-parameter",
    file: "src/linear.ts",
    find: "return this.bias === null ? [this.weight] : [this.weight, this.bias];",
    replace: "return this.bias === null ? [] : [this.bias];",
    caughtBy: ["linear.parameters"],
    diagnosis: "does not list W",
  },
  {
    id: "linear.bias-listed-first",
    file: "src/linear.ts",
    find: "return this.bias === null ? [this.weight] : [this.weight, this.bias];",
    replace: "return this.bias === null ? [this.weight] : [this.bias, this.weight];",
    caughtBy: ["linear.parameters"],
    diagnosis: "lists b before W",
  },
  {
    id: "linear.bias-listed-as-null",
    file: "src/linear.ts",
    find: "return this.bias === null ? [this.weight] : [this.weight, this.bias];",
    replace: "return [this.weight, this.bias].slice(0, 2) as T[];",
    caughtBy: ["linear.no-bias", "linear.parameters"],
    diagnosis: "lists a null where there is no bias",
  },
  {
    id: "linear.weight-twice",
    file: "src/linear.ts",
    find: "return this.bias === null ? [this.weight] : [this.weight, this.bias];",
    replace: "return this.bias === null ? [this.weight, this.weight] : [this.weight, this.bias];",
    caughtBy: ["linear.no-bias", "linear.parameters"],
    diagnosis: "lists W twice when there is no bias",
  },
  {
    id: "linear.parameters-copied",
    file: "src/linear.ts",
    find: "return this.bias === null ? [this.weight] : [this.weight, this.bias];",
    replace: `const all = this.bias === null ? [this.weight] : [this.weight, this.bias];
    return all.map((parameter) => parameter.mul(1));`,
    caughtBy: ["linear.parameters"],
    diagnosis: "lists copies: what an optimizer changes is not what the layer computes with",
  },
  {
    id: "linear.parameters-detached",
    file: "src/linear.ts",
    find: "return this.bias === null ? [this.weight] : [this.weight, this.bias];",
    replace: "return [this.weight.add(0), ...(this.bias === null ? [] : [this.bias])];",
    caughtBy: ["linear.parameters"],
    diagnosis: "lists a new W in each call",
  },
  {
    id: "linear.ignores-bias-option",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: "this.bias = parameter(uniform([outFeatures], -bound, bound, { generator }));",
    caughtBy: ["linear.no-bias"],
    diagnosis: "has a bias whatever it is told",
  },
  {
    id: "linear.no-bias-by-default",
    file: "src/linear.ts",
    find: "bias = true",
    replace: "bias = false",
    caughtBy: ["linear.parameters", "linear.forward"],
    diagnosis: "has no bias unless it is asked for",
  },
  {
    id: "linear.zeros-for-no-bias",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: `const drawn = uniform([outFeatures], -bound, bound, { generator });
    this.bias = parameter(bias ? drawn : drawn.mul(0));`,
    caughtBy: ["linear.no-bias"],
    diagnosis: "keeps a bias of zeros where there should be none, and trains it",
  },
  {
    id: "linear.draws-without-bias",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: `const drawn = uniform([outFeatures], -bound, bound, { generator });
    this.bias = bias ? parameter(drawn) : null;`,
    caughtBy: ["linear.no-bias"],
    diagnosis: "draws a bias that it throws away: the layers that follow start elsewhere",
  },
  {
    id: "linear.hands-over-without-bias",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: `const made = parameter(uniform([outFeatures], -bound, bound, { generator }));
    this.bias = bias ? made : null;`,
    caughtBy: ["linear.no-bias"],
    diagnosis: "makes a parameter that no layer has",
  },
  {
    id: "linear.bias-drawn-first",
    file: "src/linear.ts",
    find: `const bound = 1 / Math.sqrt(inFeatures);
    this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));
    this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;`,
    replace: `const bound = 1 / Math.sqrt(inFeatures);
    const drawn = bias ? uniform([outFeatures], -bound, bound, { generator }) : null;
    this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));
    this.bias = drawn ? parameter(drawn) : null;`,
    caughtBy: ["linear.drawn-in-order"],
    diagnosis: "draws b before W",
  },
  {
    id: "linear.bias-drawn-by-column",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: "this.weight = parameter(uniform([inFeatures, outFeatures], -bound, bound, { generator }).t());",
    caughtBy: ["linear.drawn-in-order"],
    diagnosis: "draws W column by column",
  },
  {
    id: "linear.bias-starts-at-zero",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: "this.bias = bias ? parameter(uniform([outFeatures], 0, 0, { generator })) : null;",
    caughtBy: ["linear.initial-bias"],
    diagnosis: "starts b at zero",
  },
  {
    id: "linear.bias-by-outputs",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: `const reach = 1 / Math.sqrt(outFeatures);
    this.bias = bias ? parameter(uniform([outFeatures], -reach, reach, { generator })) : null;`,
    caughtBy: ["linear.initial-bias"],
    diagnosis: "draws b by the number of outputs",
  },
  {
    id: "linear.bias-positive",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: "this.bias = bias ? parameter(uniform([outFeatures], 0, bound, { generator })) : null;",
    caughtBy: ["linear.initial-bias"],
    diagnosis: "draws b from positive numbers only",
  },
  {
    id: "linear.weight-by-outputs",
    file: "src/linear.ts",
    find: "const bound = 1 / Math.sqrt(inFeatures);",
    replace: "const bound = 1 / Math.sqrt(outFeatures);",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "takes the number of outputs for the number of inputs",
  },
  {
    id: "linear.bound-without-root",
    file: "src/linear.ts",
    find: "const bound = 1 / Math.sqrt(inFeatures);",
    replace: "const bound = 1 / inFeatures;",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "forgets the root: weights start far too small",
  },
  {
    id: "linear.bound-he",
    file: "src/linear.ts",
    find: "const bound = 1 / Math.sqrt(inFeatures);",
    replace: "const bound = Math.sqrt(6 / inFeatures);",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "starts as He would, and not as PyTorch's Linear does",
  },
  {
    id: "linear.bound-xavier",
    file: "src/linear.ts",
    find: "const bound = 1 / Math.sqrt(inFeatures);",
    replace: "const bound = Math.sqrt(6 / (inFeatures + outFeatures));",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "starts as Xavier would, and not as PyTorch's Linear does",
  },
  {
    id: "linear.bound-deviation",
    file: "src/linear.ts",
    find: "const bound = 1 / Math.sqrt(inFeatures);",
    replace: "const bound = Math.sqrt(3 / inFeatures);",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "takes 1/√in for the standard deviation instead of the bound",
  },
  {
    id: "linear.weight-positive",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: "this.weight = parameter(uniform([outFeatures, inFeatures], 0, bound, { generator }));",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "draws W from positive numbers only",
  },
  {
    id: "linear.weight-zeros",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: "this.weight = parameter(uniform([outFeatures, inFeatures], 0, 0, { generator }));",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "starts W at zero: all outputs stay alike",
  },
  {
    id: "linear.weight-ones",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: "this.weight = parameter(uniform([outFeatures, inFeatures], 1, 1, { generator }));",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "starts every weight at 1",
  },
  {
    id: "linear.rows-alike",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace:
      "this.weight = parameter(uniform([1, inFeatures], -bound, bound, { generator }).expand([outFeatures, inFeatures]).contiguous());",
    caughtBy: ["linear.initial-weight"],
    diagnosis: "starts all outputs with the same weights, so that they learn the same",
  },
  {
    id: "linear.weight-not-handed-over",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: `const drawn = uniform([outFeatures, inFeatures], -bound, bound, { generator });
    parameter(drawn);
    this.weight = drawn as unknown as T;`,
    caughtBy: ["linear.forward", "linear.parameters"],
    diagnosis: "throws away what `parameter` gives back, and keeps the tensor",
  },
  {
    id: "linear.parameter-called-twice",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: `parameter(uniform([0], 0, 1, { generator }));
    this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));`,
    caughtBy: ["linear.parameters", "linear.no-bias"],
    diagnosis: "hands something to `parameter` that is no parameter",
  },
  {
    id: "linear.bias-not-handed-over",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace:
      "this.bias = bias ? (uniform([outFeatures], -bound, bound, { generator }) as unknown as T) : null;",
    caughtBy: ["linear.forward", "linear.parameters"],
    diagnosis: "keeps b as a tensor: it is never a parameter that learns",
  },
  {
    id: "linear.unseeded",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: `const own = Reflect.construct(generator.constructor, [Math.floor(Math.random() * 2 ** 32)]);
    this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator: own }));`,
    caughtBy: ["linear.two-layers", "linear.drawn-in-order"],
    diagnosis: "draws W from Math.random and not from the generator",
  },
  {
    id: "linear.reseeded",
    file: "src/linear.ts",
    find: "const bound = 1 / Math.sqrt(inFeatures);",
    replace: `const bound = 1 / Math.sqrt(inFeatures);
    generator = Reflect.construct(generator.constructor, [0]);`,
    caughtBy: ["linear.two-layers", "linear.drawn-in-order"],
    diagnosis: "makes a generator of its own: all layers start alike",
  },
  {
    id: "linear.bias-from-twin",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: `const twin = Reflect.construct(generator.constructor, [1]);
    this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator: twin })) : null;`,
    caughtBy: ["linear.two-layers", "linear.drawn-in-order"],
    diagnosis: "draws every bias from the same seed",
  },
  {
    id: "linear.shared-weight",
    file: "src/linear.ts",
    find: "this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));",
    replace: `const own = Linear as typeof Linear & { drawn?: Map<string, Tensor> };
    own.drawn ??= new Map();
    const key = \`\${outFeatures} by \${inFeatures}\`;
    const first = own.drawn.get(key) ?? uniform([outFeatures, inFeatures], -bound, bound, { generator });
    own.drawn.set(key, first);
    this.weight = parameter(first);`,
    caughtBy: ["linear.two-layers"],
    diagnosis: "gives layers of one shape one and the same weight tensor",
  },
  {
    id: "linear.shared-bias",
    file: "src/linear.ts",
    find: "this.bias = bias ? parameter(uniform([outFeatures], -bound, bound, { generator })) : null;",
    replace: `const own = Linear as typeof Linear & { drawn?: Map<number, Tensor> };
    own.drawn ??= new Map();
    const first = own.drawn.get(outFeatures) ?? uniform([outFeatures], -bound, bound, { generator });
    own.drawn.set(outFeatures, first);
    this.bias = bias ? parameter(first) : null;`,
    caughtBy: ["linear.two-layers"],
    diagnosis: "gives layers with equally many outputs one and the same bias tensor",
  },
  {
    id: "linear.transposed-copy-kept",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: `const cache = this as unknown as { kept?: T };
    cache.kept ??= this.weight.transpose(0, 1).mul(1);
    const product = x.matmul(cache.kept);`,
    caughtBy: ["linear.follows-its-parameters"],
    diagnosis: "keeps a transposed copy of W, which training does not reach",
  },
  {
    id: "linear.transposed-view-kept",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: `const cache = this as unknown as { kept?: T };
    cache.kept ??= this.weight.transpose(0, 1);
    const product = x.matmul(cache.kept);`,
    caughtBy: ["linear.follows-its-parameters"],
    diagnosis: "keeps W transposed from the first call",
  },
  {
    id: "linear.bias-copy-kept",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: `const cache = this as unknown as { kept?: T | null };
    cache.kept ??= this.bias === null ? null : this.bias.mul(1);
    return cache.kept === null ? product : product.add(cache.kept);`,
    caughtBy: ["linear.follows-its-parameters"],
    diagnosis: "adds a copy of b from the first call",
  },
  {
    id: "linear.flattens",
    file: "src/linear.ts",
    find: `const product = x.matmul(this.weight.transpose(0, 1));
    return this.bias === null ? product : product.add(this.bias);`,
    replace: `const product = x.reshape([-1, inFeatures]).matmul(this.weight.transpose(0, 1));
    return this.bias === null ? product : product.add(this.bias);`,
    caughtBy: ["linear.ranks"],
    diagnosis: "gives back two dimensions whatever x had",
  },
  {
    id: "linear.two-dimensions-only",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape.length !== 2 || x.shape.at(-1) !== inFeatures) {",
    caughtBy: ["linear.ranks"],
    diagnosis: "refuses an x that has not two dimensions",
  },
  {
    id: "linear.no-sequences",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape.length > 2 || x.shape.at(-1) !== inFeatures) {",
    caughtBy: ["linear.ranks"],
    diagnosis: "refuses [B, S, in]",
  },
  {
    id: "linear.no-single-input",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape.length < 2 || x.shape.at(-1) !== inFeatures) {",
    caughtBy: ["linear.ranks"],
    diagnosis: "refuses a single input without a batch",
  },
  {
    id: "linear.first-of-sequence",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: `const flat = x.shape.length > 3 ? x.reshape([-1, ...x.shape.slice(-2)]) : x;
    const product = flat.matmul(this.weight.transpose(0, 1));`,
    caughtBy: ["linear.ranks"],
    diagnosis: "flattens what stands before the last two sizes",
  },
  {
    id: "linear.empty-batch-refused",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape.at(-1) !== inFeatures || x.shape[0] === 0) {",
    caughtBy: ["linear.ranks"],
    diagnosis: "refuses an empty batch",
  },
  {
    id: "linear.batch-of-one-flattened",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: `const y = this.bias === null ? product : product.add(this.bias);
    return y.shape.length === 2 && y.shape[0] === 1 ? y.reshape([y.shape[1]]) : y;`,
    caughtBy: ["linear.one"],
    diagnosis: "drops the batch's dimension when it is 1",
  },
  {
    id: "linear.single-output-flattened",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: `const y = this.bias === null ? product : product.add(this.bias);
    return y.shape.at(-1) === 1 ? y.reshape(y.shape.slice(0, -1)) : y;`,
    caughtBy: ["linear.one"],
    diagnosis: "drops the last dimension when there is one output",
  },
  {
    id: "linear.adds-in-place",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: `if (this.bias !== null) (product as unknown as Tensor).add_(this.bias as unknown as Tensor);
    return product;`,
    caughtBy: ["linear.learns"],
    diagnosis: "adds b in place, which only tensors can",
  },
  {
    id: "linear.no-graph",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace:
      "const product = (x as unknown as { detach?(): T }).detach?.().matmul(this.weight.transpose(0, 1)) ?? x.matmul(this.weight.transpose(0, 1));",
    caughtBy: ["linear.learns"],
    diagnosis: "cuts x off from the graph: what comes before the layer never learns",
  },
  {
    id: "linear.weight-detached",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: `const weight = (this.weight as unknown as { detach?(): T }).detach?.() ?? this.weight;
    const product = x.matmul(weight.transpose(0, 1));`,
    caughtBy: ["linear.learns"],
    diagnosis: "cuts W off from the graph",
  },
  {
    id: "linear.bias-detached",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: `const bias = (this.bias as unknown as { detach?(): T } | null)?.detach?.() ?? this.bias;
    return bias === null ? product : product.add(bias);`,
    caughtBy: ["linear.learns"],
    diagnosis: "cuts b off from the graph",
  },
  {
    id: "linear.scaled",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: "const product = x.matmul(this.weight.transpose(0, 1)).div(Math.sqrt(inFeatures));",
    caughtBy: ["linear.forward"],
    diagnosis: "divides by √in in every pass, where only the first values should be small",
  },
  {
    id: "linear.x-clamped",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace:
      "const product = x.maximum(-1000).neg().maximum(-1000).neg().matmul(this.weight.transpose(0, 1));",
    caughtBy: ["linear.any-numbers"],
    diagnosis: "cuts inputs off at 1000",
  },
  {
    id: "linear.relu-inside",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: "return (this.bias === null ? product : product.add(this.bias)).maximum(0);",
    caughtBy: ["linear.forward"],
    diagnosis: "puts an activation into the layer",
  },
  {
    id: "linear.writes-into-weight",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: `const product = x.matmul(this.weight.transpose(0, 1));
    if (x.shape.length === 2 && x.shape[0] === 2) (this.weight as unknown as { fill_?(value: number): T }).fill_?.(1);`,
    caughtBy: ["linear.own-output"],
    diagnosis: "changes its parameters in forward",
  },
  {
    id: "linear.output-kept",
    file: "src/linear.ts",
    find: "return this.bias === null ? product : product.add(this.bias);",
    replace: `const y = this.bias === null ? product : product.add(this.bias);
    const cache = this as unknown as { y?: Tensor };
    if (!(y instanceof Object.getPrototypeOf(Object(cache.y ?? y)).constructor) || !("copy_" in y)) return y;
    if (cache.y === undefined || String(cache.y.shape) !== String(y.shape)) cache.y = y as unknown as Tensor;
    else cache.y.copy_(y as unknown as Tensor);
    return cache.y as unknown as T;`,
    caughtBy: ["linear.own-output"],
    diagnosis: "writes every output into the same tensor",
  },
  {
    id: "linear.no-shape-check",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape.length < 0) {",
    caughtBy: ["linear.refusals"],
    diagnosis: "does not look at x's shape, so that the error is somebody else's",
  },
  {
    id: "linear.first-size-checked",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape[0] !== inFeatures && x.shape.at(-1) !== inFeatures) {",
    caughtBy: ["linear.refusals"],
    diagnosis: "takes an x whose first size is inFeatures",
  },
  {
    id: "linear.checks-outputs",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape.at(-1) !== inFeatures && x.shape.at(-1) !== this.weight.shape[0]) {",
    caughtBy: ["linear.refusals"],
    diagnosis: "takes an x with as many numbers as there are outputs",
  },
  {
    id: "linear.wider-taken",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if ((x.shape.at(-1) ?? 0) < inFeatures) {",
    caughtBy: ["linear.refusals"],
    diagnosis: "refuses an x that is too narrow, and not one that is too wide",
  },
  {
    id: "linear.narrower-taken",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if ((x.shape.at(-1) ?? Infinity) > inFeatures) {",
    caughtBy: ["linear.refusals"],
    diagnosis: "refuses an x that is too wide, and not one that is too narrow",
  },
  {
    id: "linear.one-broadcast",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape.at(-1) !== inFeatures && x.shape.at(-1) !== 1) {",
    caughtBy: ["linear.refusals"],
    diagnosis: "takes an x whose last size is 1",
  },
  {
    id: "linear.scalar-taken",
    file: "src/linear.ts",
    find: "if (x.shape.at(-1) !== inFeatures) {",
    replace: "if (x.shape.length > 0 && x.shape.at(-1) !== inFeatures) {",
    caughtBy: ["linear.refusals"],
    diagnosis: "does not refuse a single number without dimensions",
  },
  {
    id: "linear.error-class",
    file: "src/linear.ts",
    find: `        \`Linear: the input's last size must be \${inFeatures}, got [\${x.shape.join(", ")}]\`,`,
    replace: `        \`Linear: the input's last size must be \${this.weight.shape[0]}, got [\${x.shape.join(", ")}]\`,`,
    caughtBy: ["linear.refusals"],
    diagnosis: "names the number of outputs in its error",
  },
  {
    id: "linear.error-last-size-only",
    file: "src/linear.ts",
    find: `got [\${x.shape.join(", ")}]\``,
    replace: `got \${x.shape.at(-1)}\``,
    caughtBy: ["linear.refusals"],
    diagnosis: "names the last size alone and not the shape",
  },
  {
    id: "linear.zero-size-taken",
    file: "src/linear.ts",
    find: "size < 1",
    replace: "size < 0",
    caughtBy: ["linear.sizes-refused"],
    diagnosis: "takes a size of 0",
  },
  {
    id: "linear.fractions-taken",
    file: "src/linear.ts",
    find: "!Number.isInteger(size) || size < 1",
    replace: "!(size >= 1)",
    caughtBy: ["linear.sizes-refused"],
    diagnosis: "takes a size that is not whole",
  },
  {
    id: "linear.outputs-unchecked",
    file: "src/linear.ts",
    find: "Object.entries({ inFeatures, outFeatures })",
    replace: "Object.entries({ inFeatures })",
    caughtBy: ["linear.sizes-refused"],
    diagnosis: "checks the number of inputs alone",
  },
  {
    id: "linear.inputs-unchecked",
    file: "src/linear.ts",
    find: "Object.entries({ inFeatures, outFeatures })",
    replace: "Object.entries({ outFeatures })",
    caughtBy: ["linear.sizes-refused"],
    diagnosis: "checks the number of outputs alone",
  },
  {
    id: "linear.size-one-refused",
    file: "src/linear.ts",
    find: "size < 1",
    replace: "size <= 1",
    caughtBy: ["linear.sizes-refused", "linear.one"],
    diagnosis: "refuses a size of 1",
  },
  {
    id: "linear.unchecked-without-bias",
    file: "src/linear.ts",
    find: `if (x.shape.at(-1) !== inFeatures) {`,
    replace: `if (this.bias !== null && x.shape.at(-1) !== inFeatures) {`,
    caughtBy: ["linear.refusals"],
    diagnosis: "looks at x's shape only where there is a bias",
  },
  {
    id: "linear.bias-counted-as-input",
    file: "src/linear.ts",
    find: "const bound = 1 / Math.sqrt(inFeatures);",
    replace: "const bound = 1 / Math.sqrt(inFeatures + (bias ? 1 : 0));",
    caughtBy: ["linear.initial-weight", "linear.initial-bias"],
    diagnosis:
      "behaves like a bound that counts the bias as one more input: too small, most of all for few inputs",
  },
  {
    id: "linear.divides-by-the-batch",
    file: "src/linear.ts",
    find: "const product = x.matmul(this.weight.transpose(0, 1));",
    replace: `const rows = x.reshape([-1, inFeatures]).matmul(this.weight.transpose(0, 1));
    const product = rows.reshape([...x.shape.slice(0, -1), -1]);`,
    caughtBy: ["linear.ranks"],
    diagnosis: "behaves like a layer that works out sizes by division, which fails on a batch of none",
  },
]);
