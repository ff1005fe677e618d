import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in Dropout, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "dropout.drops-the-kept",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: "const kept = rand(x.shape, { generator: this.generator }).lt(this.p);",
    caughtBy: ["dropout.share"],
    diagnosis: "takes p for the probability to be kept",
  },
  {
    id: "dropout.not-rescaled",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: "return x.mul(kept);",
    caughtBy: ["dropout.rescaled"],
    diagnosis: "does not divide what is left by 1 − p",
  },
  {
    id: "dropout.rescaled-by-p",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: "return x.mul(kept).div(this.p);",
    caughtBy: ["dropout.rescaled"],
    diagnosis: "divides by p instead of 1 − p",
  },
  {
    id: "dropout.multiplied",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: "return x.mul(kept).mul(1 - this.p);",
    caughtBy: ["dropout.rescaled"],
    diagnosis: "multiplies by 1 − p instead of dividing",
  },
  {
    id: "dropout.rescaled-before",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: "return x.mul(kept).mul(1 + this.p);",
    caughtBy: ["dropout.rescaled"],
    diagnosis: "multiplies by 1 + p, which is only nearly 1 / (1 − p)",
  },
  {
    id: "dropout.root-rescaled",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: "return x.mul(kept).div(Math.sqrt(1 - this.p));",
    caughtBy: ["dropout.rescaled"],
    diagnosis: "divides by the root of 1 − p: it keeps the variance and not the mean",
  },
  {
    id: "dropout.rescaled-by-what-was-kept",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: "return x.mul(kept).div(kept.mean().item());",
    caughtBy: ["dropout.rescaled"],
    diagnosis: "divides by the share that was really kept, not by 1 − p",
  },
  {
    id: "dropout.in-eval",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: "if (this.p === 0) return x;",
    caughtBy: ["dropout.evaluation"],
    diagnosis: "drops numbers in evaluation too",
  },
  {
    id: "dropout.never-in-training",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: "if (this.training || this.p === 0) return x;",
    caughtBy: ["dropout.evaluation", "dropout.share"],
    diagnosis: "drops in evaluation and not in training",
  },
  {
    id: "dropout.rescaled-in-eval",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: `if (!this.training) return x.mul(1 - this.p);
    if (this.p === 0) return x;`,
    caughtBy: ["dropout.evaluation"],
    diagnosis: "multiplies by 1 − p in evaluation, as the first paper did, on top of dividing in training",
  },
  {
    id: "dropout.rescaled-up-in-eval",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: `if (!this.training && this.p < 1) return x.div(1 - this.p);
    if (!this.training || this.p === 0) return x;`,
    caughtBy: ["dropout.evaluation"],
    diagnosis: "divides by 1 − p in evaluation too",
  },
  {
    id: "dropout.starts-in-eval",
    file: "src/dropout.ts",
    find: "training = true;",
    replace: "training = false;",
    caughtBy: ["dropout.evaluation", "dropout.share"],
    diagnosis: "starts in evaluation",
  },
  {
    id: "dropout.mode-kept",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: `const first = this as unknown as { mode?: boolean };
    first.mode ??= this.training;
    if (!first.mode || this.p === 0) return x;`,
    caughtBy: ["dropout.evaluation"],
    diagnosis: "looks at `training` in the first call only",
  },
  {
    id: "dropout.back-to-training-lost",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: `const once = this as unknown as { wasEvaluated?: boolean };
    once.wasEvaluated ||= !this.training;
    if (once.wasEvaluated || this.p === 0) return x;`,
    caughtBy: ["dropout.evaluation"],
    diagnosis: "stays in evaluation once it has been there",
  },
  {
    id: "dropout.all-in-eval",
    file: "src/dropout.ts",
    find: `if (!this.training || this.p === 0) return x;
    // Not by the formula: with p = 1 it divides by zero.
    if (this.p === 1) return x.mul(0);`,
    replace: `if (this.p === 1) return x.mul(0);
    if (!this.training || this.p === 0) return x;`,
    caughtBy: ["dropout.evaluation"],
    diagnosis: "drops everything with p = 1 in evaluation too",
  },
  {
    id: "dropout.draws-in-eval",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: `const drawn = rand(x.shape, { generator: this.generator });
    if (!this.training || this.p === 0 || drawn.shape.length < 0) return x;`,
    caughtBy: ["dropout.draws-nothing"],
    diagnosis: "draws from the generator in evaluation too",
  },
  {
    id: "dropout.draws-with-zero",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: `if (!this.training) return x;
    if (this.p === 0 && rand(x.shape, { generator: this.generator }).shape.length >= 0) return x;`,
    caughtBy: ["dropout.draws-nothing"],
    diagnosis: "draws a mask though nothing can be dropped",
  },
  {
    id: "dropout.zero-as-default",
    file: "src/dropout.ts",
    find: "this.p = p;",
    replace: "this.p = p || 0.5;",
    caughtBy: ["dropout.none"],
    diagnosis: "takes a p of 0 for one that was left out",
  },
  {
    id: "dropout.one-by-the-formula",
    file: "src/dropout.ts",
    find: "if (this.p === 1) return x.mul(0);",
    replace: "",
    caughtBy: ["dropout.all"],
    diagnosis: "divides 0 by 0 when everything is dropped, which is NaN",
  },
  {
    id: "dropout.one-keeps",
    file: "src/dropout.ts",
    find: "if (this.p === 1) return x.mul(0);",
    replace: "if (this.p === 1) return x;",
    caughtBy: ["dropout.all"],
    diagnosis: "keeps everything with p = 1",
  },
  {
    id: "dropout.one-as-number",
    file: "src/dropout.ts",
    find: "if (this.p === 1) return x.mul(0);",
    replace: "if (this.p === 1) return x.mul(0).sum();",
    caughtBy: ["dropout.all"],
    diagnosis: "gives one number back where everything is dropped",
  },
  {
    id: "dropout.ones-for-all",
    file: "src/dropout.ts",
    find: "if (this.p === 1) return x.mul(0);",
    replace: "if (this.p === 1) return x.mul(0).add(1);",
    caughtBy: ["dropout.all"],
    diagnosis: "gives ones where everything is dropped",
  },
  {
    id: "dropout.almost-one",
    file: "src/dropout.ts",
    find: "if (this.p === 1) return x.mul(0);",
    replace: "if (this.p > 0.95) return x.mul(0);",
    caughtBy: ["dropout.all"],
    diagnosis: "drops everything from p = 0.95 on",
  },
  {
    id: "dropout.epsilon",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: "return x.mul(kept).div(1 - this.p + 1e-3);",
    caughtBy: ["dropout.rescaled"],
    diagnosis: "adds something to 1 − p so as not to divide by zero, which makes all numbers too small",
  },
  {
    id: "dropout.same-mask",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: `const cache = this as unknown as { mask?: ReturnType<typeof rand> };
    if (cache.mask === undefined || String(cache.mask.shape) !== String(x.shape)) cache.mask = rand(x.shape, { generator: this.generator });
    const kept = cache.mask.ge(this.p);`,
    caughtBy: ["dropout.anew"],
    diagnosis: "drops the same numbers in every call",
  },
  {
    id: "dropout.mask-per-shape",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: `const cache = this as unknown as { masks?: Map<string, ReturnType<typeof rand>> };
    cache.masks ??= new Map();
    const key = String(x.shape);
    const mask = cache.masks.get(key) ?? rand(x.shape, { generator: this.generator });
    cache.masks.set(key, mask);
    const kept = mask.ge(this.p);`,
    caughtBy: ["dropout.anew"],
    diagnosis: "keeps a mask for every shape and uses it again",
  },
  {
    id: "dropout.mask-changes-for-five-calls",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: `const cache = this as unknown as { calls?: number; mask?: ReturnType<typeof rand> };
    cache.calls = (cache.calls ?? 0) + 1;
    if (cache.calls < 6 || String(cache.mask?.shape) !== String(x.shape)) cache.mask = rand(x.shape, { generator: this.generator });
    const kept = (cache.mask ?? rand(x.shape, { generator: this.generator })).ge(this.p);`,
    caughtBy: ["dropout.anew"],
    diagnosis: "drops the same numbers from the sixth call on",
  },
  {
    id: "dropout.mask-per-row",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: "const kept = rand([...x.shape.slice(0, -1), 1], { generator: this.generator }).ge(this.p);",
    caughtBy: ["dropout.each-number"],
    diagnosis: "drops whole rows",
  },
  {
    id: "dropout.mask-per-column",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: "const kept = rand(x.shape.slice(-1), { generator: this.generator }).ge(this.p);",
    caughtBy: ["dropout.each-number"],
    diagnosis: "drops the same columns in every row",
  },
  {
    id: "dropout.mask-per-sample",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace:
      "const kept = rand([x.shape[0] ?? 1, ...x.shape.slice(1).map(() => 1)], { generator: this.generator }).ge(this.p);",
    caughtBy: ["dropout.each-number", "dropout.share"],
    diagnosis: "drops whole samples",
  },
  {
    id: "dropout.mask-shared-by-samples",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace:
      "const kept = rand(x.shape.length > 2 ? x.shape.slice(1) : x.shape, { generator: this.generator }).ge(this.p);",
    caughtBy: ["dropout.each-number"],
    diagnosis: "drops the same numbers in every sample of a batch of sequences",
  },
  {
    id: "dropout.first-part-dropped",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: `const size = x.shape.reduce((product, length) => product * length, 1);
    const kept = rand(x.shape, { generator: this.generator });
    for (let place = 0; place < size; place += 1) kept.data[place] = place < this.p * size ? 0 : 1;`,
    caughtBy: ["dropout.each-number"],
    diagnosis: "drops the first part of the numbers in every call",
  },
  {
    id: "dropout.unseeded",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: `const own = Reflect.construct(this.generator.constructor, [Math.floor(Math.random() * 2 ** 32)]);
    const kept = rand(x.shape, { generator: own }).ge(this.p);`,
    caughtBy: ["dropout.seeded"],
    diagnosis: "draws from Math.random and not from the generator",
  },
  {
    id: "dropout.own-seed",
    file: "src/dropout.ts",
    find: "this.generator = generator;",
    replace: "this.generator = Reflect.construct(generator.constructor, [0]);",
    caughtBy: ["dropout.seeded"],
    diagnosis: "makes a generator of its own, so that all dropout layers drop alike",
  },
  {
    id: "dropout.copied-generator",
    file: "src/dropout.ts",
    find: "this.generator = generator;",
    replace: `this.generator = Reflect.construct(generator.constructor, [0]);
    this.generator.loadState(generator.saveState());`,
    caughtBy: ["dropout.seeded", "dropout.draws-nothing"],
    diagnosis: "copies the generator, so that layers which share one drop alike",
  },
  {
    id: "dropout.normal-mask",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: "const kept = rand(x.shape, { generator: this.generator }).mul(2).sub(1).ge(this.p);",
    caughtBy: ["dropout.share"],
    diagnosis: "compares p with numbers from −1 to 1",
  },
  {
    id: "dropout.share-squared",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p * this.p);",
    caughtBy: ["dropout.share"],
    diagnosis: "drops with probability p²",
  },
  {
    id: "dropout.at-most-half",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: "const kept = rand(x.shape, { generator: this.generator }).ge(Math.min(this.p, 0.5));",
    caughtBy: ["dropout.share"],
    diagnosis: "never drops more than half",
  },
  {
    id: "dropout.small-share-ignored",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p < 0.1 ? 0 : this.p);",
    caughtBy: ["dropout.share"],
    diagnosis: "drops nothing when p is small",
  },
  {
    id: "dropout.half-always",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: "const kept = rand(x.shape, { generator: this.generator }).ge(0.5);",
    caughtBy: ["dropout.share"],
    diagnosis: "drops half whatever p is",
  },
  {
    id: "dropout.vector-mask",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace:
      "const kept = rand(x.shape.length === 0 ? [1] : x.shape, { generator: this.generator }).ge(this.p);",
    caughtBy: ["dropout.shapes"],
    diagnosis: "makes a list of a single number",
  },
  {
    id: "dropout.matrices-only",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: "if (!this.training || this.p === 0 || x.shape.length < 2) return x;",
    caughtBy: ["dropout.shapes"],
    diagnosis: "drops nothing in x without a batch",
  },
  {
    id: "dropout.single-kept",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: "if (!this.training || this.p === 0 || x.shape.every((length) => length === 1)) return x;",
    caughtBy: ["dropout.shapes"],
    diagnosis: "never drops the only number there is",
  },
  {
    id: "dropout.no-gradient",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: `const data = (x as unknown as { detach?(): T }).detach?.() ?? x;
    return data.mul(kept).div(1 - this.p);`,
    caughtBy: ["dropout.learns"],
    diagnosis: "cuts x off from the graph: nothing before the layer learns",
  },
  {
    id: "dropout.gradient-of-all",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: `const detached = (x as unknown as { detach?(): T }).detach?.();
    if (detached === undefined) return x.mul(kept).div(1 - this.p);
    return x.add(detached.mul(kept).div(1 - this.p).sub(detached));`,
    caughtBy: ["dropout.learns"],
    diagnosis: "sends the gradient to dropped numbers too",
  },
  {
    id: "dropout.gradient-unscaled",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: `const detached = (x as unknown as { detach?(): T }).detach?.();
    if (detached === undefined) return x.mul(kept).div(1 - this.p);
    return x.mul(kept).add(detached.mul(kept).mul(this.p / (1 - this.p)));`,
    caughtBy: ["dropout.learns"],
    diagnosis: "forgets 1 / (1 − p) in the gradient",
  },
  {
    id: "dropout.eval-detached",
    file: "src/dropout.ts",
    find: "if (!this.training || this.p === 0) return x;",
    replace: `if (!this.training) return (x as unknown as { detach?(): T }).detach?.() ?? x;
    if (this.p === 0) return x;`,
    caughtBy: ["dropout.learns"],
    diagnosis: "cuts x off from the graph in evaluation",
  },
  {
    id: "dropout.in-place",
    file: "src/dropout.ts",
    find: "return x.mul(kept).div(1 - this.p);",
    replace: `const tensor = x as unknown as { mul_?(other: unknown): { div_(by: number): T } };
    return tensor.mul_?.(kept).div_(1 - this.p) ?? x.mul(kept).div(1 - this.p);`,
    caughtBy: ["dropout.rescaled", "dropout.shapes"],
    diagnosis: "writes into x",
  },
  {
    id: "dropout.p-as-parameter",
    file: "src/dropout.ts",
    find: "return [];",
    replace: "return [this.p as unknown as T];",
    caughtBy: ["dropout.no-parameters"],
    diagnosis: "lists p as something to train",
  },
  {
    id: "dropout.null-parameters",
    file: "src/dropout.ts",
    find: "return [];",
    replace: "return null as unknown as readonly T[];",
    caughtBy: ["dropout.no-parameters"],
    diagnosis: "gives null where an empty list belongs",
  },
  {
    id: "dropout.negative-taken",
    file: "src/dropout.ts",
    find: "if (!(p >= 0 && p <= 1))",
    replace: "if (!(p <= 1))",
    caughtBy: ["dropout.refusals"],
    diagnosis: "takes a negative p",
  },
  {
    id: "dropout.above-one-taken",
    file: "src/dropout.ts",
    find: "if (!(p >= 0 && p <= 1))",
    replace: "if (!(p >= 0))",
    caughtBy: ["dropout.refusals"],
    diagnosis: "takes a p above 1",
  },
  {
    id: "dropout.nan-taken",
    file: "src/dropout.ts",
    find: "if (!(p >= 0 && p <= 1))",
    replace: "if (p < 0 || p > 1)",
    caughtBy: ["dropout.refusals"],
    diagnosis: "takes NaN for a probability",
  },
  {
    id: "dropout.one-refused",
    file: "src/dropout.ts",
    find: "p <= 1)",
    replace: "p < 1)",
    caughtBy: ["dropout.refusals", "dropout.all"],
    diagnosis: "refuses p = 1",
  },
  {
    id: "dropout.zero-refused",
    file: "src/dropout.ts",
    find: "!(p >= 0 &&",
    replace: "!(p > 0 &&",
    caughtBy: ["dropout.refusals", "dropout.none"],
    diagnosis: "refuses p = 0",
  },
  {
    id: "dropout.error-without-value",
    file: "src/dropout.ts",
    find: `must be in [0, 1], got \${p}\``,
    replace: "must be in [0, 1]`",
    caughtBy: ["dropout.refusals"],
    diagnosis: "does not name the value in its error",
  },
  {
    id: "dropout.nan-swallowed",
    file: "src/dropout.ts",
    find: `return x.mul(kept).div(1 - this.p);`,
    replace: `return x.maximum(-1e30).neg().maximum(-1e30).neg().mul(kept).div(1 - this.p);`,
    caughtBy: ["dropout.any-numbers"],
    diagnosis: "cuts infinities off",
  },
  {
    id: "dropout.one-detached",
    file: "src/dropout.ts",
    find: `if (this.p === 1) return x.mul(0);`,
    replace: `if (this.p === 1) return (x as unknown as { detach?(): T }).detach?.().mul(0) ?? x.mul(0);`,
    caughtBy: ["dropout.learns"],
    diagnosis: "cuts x off from the graph where everything is dropped",
  },
  {
    id: "dropout.mask-kept-late",
    file: "src/dropout.ts",
    find: `const kept = rand(x.shape, { generator: this.generator }).ge(this.p);`,
    replace: `const cache = this as unknown as { calls?: number; mask?: ReturnType<typeof rand> };
    cache.calls = (cache.calls ?? 0) + 1;
    if (cache.calls < 11 || String(cache.mask?.shape) !== String(x.shape)) cache.mask = rand(x.shape, { generator: this.generator });
    const kept = (cache.mask ?? rand(x.shape, { generator: this.generator })).ge(this.p);`,
    caughtBy: ["dropout.anew"],
    diagnosis: "drops the same numbers from the tenth call on",
  },
  {
    id: "dropout.whole-channels",
    file: "src/dropout.ts",
    find: "const kept = rand(x.shape, { generator: this.generator }).ge(this.p);",
    replace: `const sizes = x.shape.map((size, d) => (d < 2 ? size : 1));
    const kept = rand(sizes, { generator: this.generator }).ge(this.p);`,
    caughtBy: ["dropout.each-number"],
    diagnosis: "behaves like a dropout that in three or more dimensions drops whole rows or channels at once",
  },
]);
