import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in compose and randomHorizontalFlip, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "compose.last-first",
    file: "src/transform.ts",
    find: "transforms.reduce(",
    replace: "transforms.reduceRight(",
    caughtBy: ["transform.compose"],
    diagnosis: "applies the last transform first",
  },
  {
    id: "compose.last-only",
    file: "src/transform.ts",
    find: "(result, transform) => transform(result)",
    replace: "(_, transform) => transform(x)",
    caughtBy: ["transform.compose"],
    diagnosis: "gives every transform the same x, and keeps what the last one makes",
  },
  {
    id: "compose.used-up",
    file: "src/transform.ts",
    find: "transforms.reduce((result, transform) => transform(result), x)",
    replace: "transforms.splice(0).reduce((result, transform) => transform(result), x)",
    caughtBy: ["transform.compose"],
    diagnosis: "empties its list at the first call",
  },
  {
    id: "compose.remembers",
    file: "src/transform.ts",
    find: "  return (x) => transforms.reduce((result, transform) => transform(result), x);",
    replace: `  let known;
  return (x) => (known ??= transforms.reduce((result, transform) => transform(result), x));`,
    caughtBy: ["transform.compose"],
    diagnosis: "keeps its first result and gives it for every x",
  },
  {
    id: "flip.vertical",
    file: "src/random-horizontal-flip.ts",
    find: "flip(x, -1) : x",
    replace: "flip(x, Math.max(0, x.ndim - 2)) : x",
    caughtBy: ["transform.mirror"],
    diagnosis: "turns images upside down",
  },
  {
    id: "flip.first-dimension",
    file: "src/random-horizontal-flip.ts",
    find: "flip(x, -1) : x",
    replace: "flip(x, 0) : x",
    caughtBy: ["transform.mirror"],
    diagnosis: "turns the first dimension round, which are the channels of an image",
  },
  {
    id: "flip.in-place",
    file: "src/random-horizontal-flip.ts",
    find: "flip(x, -1) : x",
    replace: "x.copy_(flip(x, -1)) : x",
    caughtBy: ["transform.mirror"],
    diagnosis: "mirrors the image itself, so that the data set changes",
  },
  {
    id: "flip.transposes",
    file: "src/random-horizontal-flip.ts",
    find: "flip(x, -1) : x",
    replace: "x.ndim > 1 ? x.transpose(-2, -1) : flip(x, -1) : x",
    caughtBy: ["transform.mirror"],
    diagnosis: "exchanges rows and columns",
  },
  {
    id: "flip.never",
    file: "src/random-horizontal-flip.ts",
    find: "generator.uniform() < p ? flip(x, -1) : x",
    replace: "x",
    caughtBy: ["transform.mirror"],
    diagnosis: "never mirrors",
  },
  {
    id: "flip.inverted",
    file: "src/random-horizontal-flip.ts",
    find: "generator.uniform() < p",
    replace: "generator.uniform() >= p",
    caughtBy: ["transform.mirror", "transform.chance"],
    diagnosis: "mirrors with probability 1 − p",
  },
  {
    id: "flip.half",
    file: "src/random-horizontal-flip.ts",
    find: "generator.uniform() < p",
    replace: "(p === 0 || p === 1 ? p === 1 : generator.uniform() < 0.5)",
    caughtBy: ["transform.chance"],
    diagnosis: "mirrors every second image, whatever p says",
  },
  {
    id: "flip.once",
    file: "src/random-horizontal-flip.ts",
    find: "  return (x) => (generator.uniform() < p ? flip(x, -1) : x);",
    replace: `  const mirrored = generator.uniform() < p;
  return (x) => (mirrored ? flip(x, -1) : x);`,
    caughtBy: ["transform.chance"],
    diagnosis: "throws the coin once, when the transform is made",
  },
  {
    id: "flip.first-call",
    file: "src/random-horizontal-flip.ts",
    find: "  return (x) => (generator.uniform() < p ? flip(x, -1) : x);",
    replace: `  let mirrored;
  return (x) => ((mirrored ??= generator.uniform() < p) ? flip(x, -1) : x);`,
    caughtBy: ["transform.chance"],
    diagnosis: "throws the coin at the first image, and keeps to it",
  },
  {
    id: "flip.unseeded",
    file: "src/random-horizontal-flip.ts",
    find: "generator.uniform() < p",
    replace: "Math.random() < p",
    caughtBy: ["transform.chance"],
    diagnosis: "throws the coin by Math.random",
  },
  {
    id: "flip.by-turns",
    file: "src/random-horizontal-flip.ts",
    find: "  return (x) => (generator.uniform() < p ? flip(x, -1) : x);",
    replace: `  let sum = generator.uniform();
  return (x) => {
    sum += p;
    const mirrored = sum >= 1;
    if (mirrored) sum -= 1;
    return mirrored ? flip(x, -1) : x;
  };`,
    caughtBy: ["transform.chance"],
    diagnosis: "mirrors at regular intervals, and not by chance",
  },
  {
    id: "flip.unchecked",
    file: "src/random-horizontal-flip.ts",
    find: "!(p >= 0 && p <= 1)",
    replace: "false",
    caughtBy: ["transform.refuses"],
    diagnosis: "takes any number for a probability",
  },
  {
    id: "flip.nan",
    file: "src/random-horizontal-flip.ts",
    find: "!(p >= 0 && p <= 1)",
    replace: "p < 0 || p > 1",
    caughtBy: ["transform.refuses"],
    diagnosis: "takes NaN for a probability",
  },
  {
    id: "compose.none-refused",
    file: "src/transform.ts",
    find: "  return (x) => transforms.reduce((result, transform) => transform(result), x);",
    replace: "  return transforms.reduce((first, second) => (x) => second(first(x)));",
    caughtBy: ["transform.compose"],
    diagnosis: "behaves like a reduce without a first value: compose() of nothing throws",
  },
  {
    id: "compose.used-up-once",
    file: "src/transform.ts",
    find: "  return (x) => transforms.reduce((result, transform) => transform(result), x);",
    replace: `  const waiting = [...transforms];
  return (x) => {
    let result = x;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) result = next(result);
    return result;
  };`,
    caughtBy: ["transform.compose"],
    diagnosis: "behaves like a chain that is used up by its first call: later calls give x back as it is",
  },
  {
    id: "flip.second-dimension",
    file: "src/random-horizontal-flip.ts",
    find: "? flip(x, -1) : x",
    replace: "? flip(x, Math.min(1, x.ndim - 1)) : x",
    caughtBy: ["transform.mirror"],
    diagnosis:
      "behaves like a flip along dimension 1: right for [H, W], but an image [C, H, W] is turned upside down",
  },
  {
    id: "compose.stops-when-unchanged",
    file: "src/transform.ts",
    find: "  return (x) => transforms.reduce((result, transform) => transform(result), x);",
    replace: `  return (x) => {
    let result = x;
    for (const transform of transforms) {
      const next = transform(result);
      if (next === result) break;
      result = next;
    }
    return result;
  };`,
    caughtBy: ["transform.compose"],
    diagnosis:
      "behaves like a chain that ends at the first transform that gives x back as it is: an image that is not mirrored is not normalized either",
  },
  {
    id: "flip.zero-mirrors",
    file: "src/random-horizontal-flip.ts",
    find: "generator.uniform() < p",
    replace: "generator.uniform() <= p",
    caughtBy: ["transform.mirror"],
    diagnosis: "behaves like <=: a draw of exactly 0 mirrors even with p = 0",
  },
  {
    id: "flip.in-tenths",
    file: "src/random-horizontal-flip.ts",
    find: "generator.uniform() < p",
    replace: "generator.integer(10) < p * 10",
    caughtBy: ["transform.chance"],
    diagnosis:
      "behaves like a chance in tenths: p = 0.25 mirrors three images of ten, and the smallest p one of ten",
  },
  {
    id: "flip.in-bytes",
    file: "src/random-horizontal-flip.ts",
    find: "generator.uniform() < p",
    replace: "generator.integer(256) < p * 256",
    caughtBy: ["transform.chance"],
    diagnosis: "behaves like a chance in 256 steps: a p below the first of them mirrors too often",
  },
  {
    id: "flip.in-percent",
    file: "src/random-horizontal-flip.ts",
    find: "generator.uniform() < p",
    replace: "generator.uniform() < Math.round(p * 100) / 100",
    caughtBy: ["transform.chance"],
    diagnosis: "behaves like a chance in whole percent: a p below the half of one never mirrors",
  },
  {
    id: "flip.each-channel",
    file: "src/random-horizontal-flip.ts",
    find: "return (x) => (generator.uniform() < p ? flip(x, -1) : x);",
    replace: `return (x) => {
    if (x.ndim !== 3) return generator.uniform() < p ? flip(x, -1) : x;
    const result = x.clone();
    for (let c = 0; c < x.shape[0]; c += 1) {
      if (generator.uniform() < p) result.select(0, c).copy_(flip(x.select(0, c), -1));
    }
    return result;
  };`,
    caughtBy: ["transform.chance"],
    diagnosis: "behaves like a coin for each channel: an image comes out half mirrored",
  },
  {
    id: "flip.own-copy",
    file: "src/random-horizontal-flip.ts",
    find: "return (x) => (generator.uniform() < p ? flip(x, -1) : x);",
    replace: `const own = new (generator.constructor as new (seed: number) => Generator)(0);
  own.loadState(generator.saveState());
  return (x) => (own.uniform() < p ? flip(x, -1) : x);`,
    caughtBy: ["transform.chance"],
    diagnosis:
      "behaves like a flip with a copy of the generator: two of them that share one throw the same coins",
  },
]);
