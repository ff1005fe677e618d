import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in initialisers, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "init.fans-swapped",
    file: "src/fans.ts",
    find: "return { fanIn: inFeatures * places, fanOut: outFeatures * places };",
    replace: "return { fanIn: outFeatures * places, fanOut: inFeatures * places };",
    caughtBy: ["init.he-uniform", "init.he-normal"],
    diagnosis: "takes the number of outputs for fanIn",
  },
  {
    id: "init.shape-read-as-in-out",
    file: "src/fans.ts",
    find: "const [outFeatures, inFeatures, ...kernel] = shape;",
    replace: "const [inFeatures, outFeatures, ...kernel] = shape;",
    caughtBy: ["init.he-uniform", "init.he-normal"],
    diagnosis: "reads the shape as [in, out]",
  },
  {
    id: "init.kernel-forgotten",
    file: "src/fans.ts",
    find: "return { fanIn: inFeatures * places, fanOut: outFeatures * places };",
    replace: "return { fanIn: inFeatures, fanOut: outFeatures };",
    caughtBy: ["init.kernels"],
    diagnosis: "counts channels alone and forgets the places of the kernel",
  },
  {
    id: "init.kernel-for-inputs-only",
    file: "src/fans.ts",
    find: "return { fanIn: inFeatures * places, fanOut: outFeatures * places };",
    replace: "return { fanIn: inFeatures * places, fanOut: outFeatures };",
    caughtBy: ["init.kernels"],
    diagnosis: "multiplies fanIn alone by the size of the kernel",
  },
  {
    id: "init.kernel-for-outputs-only",
    file: "src/fans.ts",
    find: "return { fanIn: inFeatures * places, fanOut: outFeatures * places };",
    replace: "return { fanIn: inFeatures, fanOut: outFeatures * places };",
    caughtBy: ["init.kernels"],
    diagnosis: "multiplies fanOut alone by the size of the kernel",
  },
  {
    id: "init.kernel-height-only",
    file: "src/fans.ts",
    find: "const places = kernel.reduce((product, size) => product * size, 1);",
    replace: "const places = kernel[0] ?? 1;",
    caughtBy: ["init.kernels"],
    diagnosis: "takes the first size of the kernel for all of it",
  },
  {
    id: "init.kernel-width-only",
    file: "src/fans.ts",
    find: "const places = kernel.reduce((product, size) => product * size, 1);",
    replace: "const places = kernel.at(-1) ?? 1;",
    caughtBy: ["init.kernels"],
    diagnosis: "takes the last size of the kernel for all of it",
  },
  {
    id: "init.kernel-square",
    file: "src/fans.ts",
    find: "const places = kernel.reduce((product, size) => product * size, 1);",
    replace: "const places = (kernel[0] ?? 1) ** kernel.length;",
    caughtBy: ["init.kernels"],
    diagnosis: "takes every kernel for a square one",
  },
  {
    id: "init.kernel-two-sizes",
    file: "src/fans.ts",
    find: "const places = kernel.reduce((product, size) => product * size, 1);",
    replace: "const places = kernel.slice(0, 2).reduce((product, size) => product * size, 1);",
    caughtBy: ["init.kernels"],
    diagnosis: "stops after two sizes of the kernel",
  },
  {
    id: "init.kernel-needs-two",
    file: "src/fans.ts",
    find: "const places = kernel.reduce((product, size) => product * size, 1);",
    replace: "const places = kernel.length < 2 ? 1 : kernel.reduce((product, size) => product * size, 1);",
    caughtBy: ["init.kernels"],
    diagnosis: "forgets a kernel of one size",
  },
  {
    id: "init.kernel-added",
    file: "src/fans.ts",
    find: "const places = kernel.reduce((product, size) => product * size, 1);",
    replace: "const places = kernel.reduce((sum, size) => sum + size, 0) || 1;",
    caughtBy: ["init.kernels"],
    diagnosis: "adds the sizes of the kernel instead of multiplying them",
  },
  {
    id: "init.fans-by-size",
    file: "src/fans.ts",
    find: "return { fanIn: inFeatures * places, fanOut: outFeatures * places };",
    replace: "return { fanIn: inFeatures * outFeatures * places, fanOut: outFeatures * places };",
    caughtBy: ["init.he-uniform", "init.he-normal"],
    diagnosis: "takes the number of all weights for fanIn",
  },
  {
    id: "init.last-two-sizes",
    file: "src/fans.ts",
    find: "return { fanIn: inFeatures * places, fanOut: outFeatures * places };",
    replace: "return { fanIn: shape.at(-1) ?? 1, fanOut: shape.at(-2) ?? 1 };",
    caughtBy: ["init.kernels"],
    diagnosis: "takes the last two sizes for in and out, whatever stands before",
  },
  {
    id: "init.xavier-uniform-deviation-as-bound",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = Math.sqrt(2 / (fanIn + fanOut));",
    caughtBy: ["init.xavier-uniform"],
    diagnosis:
      "xavierUniform takes the standard deviation for the bound, so that the variance is three times too small",
  },
  {
    id: "init.xavier-uniform-six-as-three",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = Math.sqrt(3 / (fanIn + fanOut));",
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform has 3 where 6 belongs",
  },
  {
    id: "init.xavier-uniform-fan-in-only",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = Math.sqrt(6 / (2 * fanIn));",
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform looks at fanIn alone",
  },
  {
    id: "init.xavier-uniform-fan-out-only",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = Math.sqrt(6 / (2 * fanOut));",
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform looks at fanOut alone",
  },
  {
    id: "init.xavier-uniform-mean-of-fans",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = Math.sqrt(6 / ((fanIn + fanOut) / 2));",
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform divides by the mean of the fans instead of their sum",
  },
  {
    id: "init.xavier-uniform-product-of-fans",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = Math.sqrt(6 / (fanIn * fanOut));",
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform multiplies the fans instead of adding them",
  },
  {
    id: "init.xavier-uniform-no-root",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = 6 / (fanIn + fanOut);",
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform forgets the root",
  },
  {
    id: "init.xavier-uniform-larger-fan",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = Math.sqrt(6 / (2 * Math.max(fanIn, fanOut)));",
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform looks at the larger fan alone",
  },
  {
    id: "init.xavier-uniform-early-xavier",
    file: "src/xavier.ts",
    find: "const bound = Math.sqrt(6 / (fanIn + fanOut));",
    replace: "const bound = 1 / Math.sqrt(fanIn);",
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform is what PyTorch's Linear starts with, and not Xavier's formula",
  },
  {
    id: "init.xavier-uniform-positive-only",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, 0, bound, { generator });`,
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform draws from 0 to a: no weight is negative",
  },
  {
    id: "init.xavier-uniform-one-to-two",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound * 2, { generator });`,
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform is not centred at zero",
  },
  {
    id: "init.xavier-uniform-normal-instead",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return normal(shape, 0, bound / Math.sqrt(3), { generator });`,
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform draws normally distributed numbers",
  },
  {
    id: "init.xavier-uniform-unseeded",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator: Reflect.construct(generator.constructor, [Math.floor(Math.random() * 2 ** 32)]) });`,
    caughtBy: ["init.seeded", "init.moves-on"],
    diagnosis: "xavierUniform draws from Math.random and not from the generator",
  },
  {
    id: "init.xavier-uniform-reseeded",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator: Reflect.construct(generator.constructor, [0]) });`,
    caughtBy: ["init.seeded", "init.moves-on"],
    diagnosis: "xavierUniform makes a generator of its own: every call gives the same numbers",
  },
  {
    id: "init.xavier-uniform-set-back",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  const state = generator.saveState();
  const drawn = uniform(shape, -bound, bound, { generator });
  generator.loadState(state);
  return drawn;`,
    caughtBy: ["init.moves-on", "init.seeded"],
    diagnosis: "xavierUniform leaves the generator where it was: the next layer gets the same numbers",
  },
  {
    id: "init.xavier-uniform-name",
    file: "src/xavier.ts",
    find: `fansOf("xavierUniform", shape)`,
    replace: `fansOf("initialize", shape)`,
    caughtBy: ["init.refusals"],
    diagnosis: "xavierUniform does not name itself in its error",
  },
  {
    id: "init.xavier-normal-variance-as-deviation",
    file: "src/xavier.ts",
    find: "const deviation = Math.sqrt(2 / (fanIn + fanOut));",
    replace: "const deviation = 2 / (fanIn + fanOut);",
    caughtBy: ["init.xavier-normal"],
    diagnosis: "xavierNormal takes the variance for the standard deviation",
  },
  {
    id: "init.xavier-normal-bound-as-deviation",
    file: "src/xavier.ts",
    find: "const deviation = Math.sqrt(2 / (fanIn + fanOut));",
    replace: "const deviation = Math.sqrt(6 / (fanIn + fanOut));",
    caughtBy: ["init.xavier-normal"],
    diagnosis:
      "xavierNormal takes the bound of the even spread for the standard deviation: the variance is three times too large",
  },
  {
    id: "init.xavier-normal-without-two",
    file: "src/xavier.ts",
    find: "const deviation = Math.sqrt(2 / (fanIn + fanOut));",
    replace: "const deviation = Math.sqrt(1 / (fanIn + fanOut));",
    caughtBy: ["init.xavier-normal"],
    diagnosis: "xavierNormal has 1 where 2 belongs",
  },
  {
    id: "init.xavier-normal-fan-in-only",
    file: "src/xavier.ts",
    find: "const deviation = Math.sqrt(2 / (fanIn + fanOut));",
    replace: "const deviation = Math.sqrt(1 / fanIn);",
    caughtBy: ["init.xavier-normal"],
    diagnosis: "xavierNormal looks at fanIn alone",
  },
  {
    id: "init.xavier-normal-product-of-fans",
    file: "src/xavier.ts",
    find: "const deviation = Math.sqrt(2 / (fanIn + fanOut));",
    replace: "const deviation = Math.sqrt(2 / (fanIn * fanOut));",
    caughtBy: ["init.xavier-normal"],
    diagnosis: "xavierNormal multiplies the fans instead of adding them",
  },
  {
    id: "init.xavier-normal-uniform-instead",
    file: "src/xavier.ts",
    find: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  const bound = deviation * Math.sqrt(3);
  return uniform(shape, -bound, bound, { generator });`,
    caughtBy: ["init.xavier-normal"],
    diagnosis: "xavierNormal draws evenly spread numbers of the right deviation",
  },
  {
    id: "init.xavier-normal-mean-one",
    file: "src/xavier.ts",
    find: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, deviation, deviation, { generator });`,
    caughtBy: ["init.xavier-normal"],
    diagnosis: "xavierNormal adds to a mean of one deviation instead of 0",
  },
  {
    id: "init.xavier-normal-unseeded",
    file: "src/xavier.ts",
    find: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator: Reflect.construct(generator.constructor, [Math.floor(Math.random() * 2 ** 32)]) });`,
    caughtBy: ["init.seeded", "init.moves-on"],
    diagnosis: "xavierNormal draws from Math.random and not from the generator",
  },
  {
    id: "init.xavier-normal-reseeded",
    file: "src/xavier.ts",
    find: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator: Reflect.construct(generator.constructor, [0]) });`,
    caughtBy: ["init.seeded", "init.moves-on"],
    diagnosis: "xavierNormal makes a generator of its own: every call gives the same numbers",
  },
  {
    id: "init.xavier-normal-set-back",
    file: "src/xavier.ts",
    find: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  const state = generator.saveState();
  const drawn = normal(shape, 0, deviation, { generator });
  generator.loadState(state);
  return drawn;`,
    caughtBy: ["init.moves-on", "init.seeded"],
    diagnosis: "xavierNormal leaves the generator where it was: the next layer gets the same numbers",
  },
  {
    id: "init.xavier-normal-name",
    file: "src/xavier.ts",
    find: `fansOf("xavierNormal", shape)`,
    replace: `fansOf("initialize", shape)`,
    caughtBy: ["init.refusals"],
    diagnosis: "xavierNormal does not name itself in its error",
  },
  {
    id: "init.he-uniform-deviation-as-bound",
    file: "src/he.ts",
    find: "const bound = Math.sqrt(6 / fanIn);",
    replace: "const bound = Math.sqrt(2 / fanIn);",
    caughtBy: ["init.he-uniform"],
    diagnosis:
      "heUniform takes the standard deviation for the bound, so that the variance is three times too small",
  },
  {
    id: "init.he-uniform-without-gain",
    file: "src/he.ts",
    find: "const bound = Math.sqrt(6 / fanIn);",
    replace: "const bound = Math.sqrt(3 / fanIn);",
    caughtBy: ["init.he-uniform"],
    diagnosis: "heUniform leaves out the 2 that relu needs",
  },
  {
    id: "init.he-uniform-both-fans",
    file: "src/he.ts",
    find: "const bound = Math.sqrt(6 / fanIn);",
    replace: `const bound = Math.sqrt(6 / (fanIn + fansOf("heUniform", shape).fanOut));`,
    caughtBy: ["init.he-uniform"],
    diagnosis: "heUniform is Xavier's formula: it looks at both fans",
  },
  {
    id: "init.he-uniform-fan-out",
    file: "src/he.ts",
    find: "const bound = Math.sqrt(6 / fanIn);",
    replace: `const bound = Math.sqrt(6 / fansOf("heUniform", shape).fanOut);`,
    caughtBy: ["init.he-uniform"],
    diagnosis: "heUniform looks at fanOut instead of fanIn",
  },
  {
    id: "init.he-uniform-no-root",
    file: "src/he.ts",
    find: "const bound = Math.sqrt(6 / fanIn);",
    replace: "const bound = 6 / fanIn;",
    caughtBy: ["init.he-uniform"],
    diagnosis: "heUniform forgets the root",
  },
  {
    id: "init.he-uniform-gain-outside",
    file: "src/he.ts",
    find: "const bound = Math.sqrt(6 / fanIn);",
    replace: "const bound = 2 * Math.sqrt(3 / fanIn);",
    caughtBy: ["init.he-uniform"],
    diagnosis: "heUniform multiplies by 2 outside the root, where it counts twice",
  },
  {
    id: "init.he-uniform-positive-only",
    file: "src/he.ts",
    find: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, 0, bound, { generator });`,
    caughtBy: ["init.he-uniform"],
    diagnosis: "heUniform draws from 0 to a: no weight is negative",
  },
  {
    id: "init.he-uniform-one-to-two",
    file: "src/he.ts",
    find: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound * 2, { generator });`,
    caughtBy: ["init.he-uniform"],
    diagnosis: "heUniform is not centred at zero",
  },
  {
    id: "init.he-uniform-normal-instead",
    file: "src/he.ts",
    find: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / fanIn);
  return normal(shape, 0, bound / Math.sqrt(3), { generator });`,
    caughtBy: ["init.he-uniform"],
    diagnosis: "heUniform draws normally distributed numbers",
  },
  {
    id: "init.he-uniform-unseeded",
    file: "src/he.ts",
    find: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator: Reflect.construct(generator.constructor, [Math.floor(Math.random() * 2 ** 32)]) });`,
    caughtBy: ["init.seeded", "init.moves-on"],
    diagnosis: "heUniform draws from Math.random and not from the generator",
  },
  {
    id: "init.he-uniform-reseeded",
    file: "src/he.ts",
    find: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator: Reflect.construct(generator.constructor, [0]) });`,
    caughtBy: ["init.seeded", "init.moves-on"],
    diagnosis: "heUniform makes a generator of its own: every call gives the same numbers",
  },
  {
    id: "init.he-uniform-set-back",
    file: "src/he.ts",
    find: `const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / fanIn);
  const state = generator.saveState();
  const drawn = uniform(shape, -bound, bound, { generator });
  generator.loadState(state);
  return drawn;`,
    caughtBy: ["init.moves-on", "init.seeded"],
    diagnosis: "heUniform leaves the generator where it was: the next layer gets the same numbers",
  },
  {
    id: "init.he-uniform-name",
    file: "src/he.ts",
    find: `fansOf("heUniform", shape)`,
    replace: `fansOf("initialize", shape)`,
    caughtBy: ["init.refusals"],
    diagnosis: "heUniform does not name itself in its error",
  },
  {
    id: "init.he-normal-variance-as-deviation",
    file: "src/he.ts",
    find: "const deviation = Math.sqrt(2 / fanIn);",
    replace: "const deviation = 2 / fanIn;",
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal takes the variance for the standard deviation",
  },
  {
    id: "init.he-normal-bound-as-deviation",
    file: "src/he.ts",
    find: "const deviation = Math.sqrt(2 / fanIn);",
    replace: "const deviation = Math.sqrt(6 / fanIn);",
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal takes the bound of the even spread for the standard deviation",
  },
  {
    id: "init.he-normal-without-gain",
    file: "src/he.ts",
    find: "const deviation = Math.sqrt(2 / fanIn);",
    replace: "const deviation = Math.sqrt(1 / fanIn);",
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal leaves out the 2 that relu needs",
  },
  {
    id: "init.he-normal-both-fans",
    file: "src/he.ts",
    find: "const deviation = Math.sqrt(2 / fanIn);",
    replace: `const deviation = Math.sqrt(2 / (fanIn + fansOf("heNormal", shape).fanOut));`,
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal is Xavier's formula: it looks at both fans",
  },
  {
    id: "init.he-normal-fan-out",
    file: "src/he.ts",
    find: "const deviation = Math.sqrt(2 / fanIn);",
    replace: `const deviation = Math.sqrt(2 / fansOf("heNormal", shape).fanOut);`,
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal looks at fanOut instead of fanIn",
  },
  {
    id: "init.he-normal-uniform-instead",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  const bound = deviation * Math.sqrt(3);
  return uniform(shape, -bound, bound, { generator });`,
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal draws evenly spread numbers of the right deviation",
  },
  {
    id: "init.he-normal-mean-one",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, deviation, deviation, { generator });`,
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal adds to a mean of one deviation instead of 0",
  },
  {
    id: "init.he-normal-unseeded",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator: Reflect.construct(generator.constructor, [Math.floor(Math.random() * 2 ** 32)]) });`,
    caughtBy: ["init.seeded", "init.moves-on"],
    diagnosis: "heNormal draws from Math.random and not from the generator",
  },
  {
    id: "init.he-normal-reseeded",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator: Reflect.construct(generator.constructor, [0]) });`,
    caughtBy: ["init.seeded", "init.moves-on"],
    diagnosis: "heNormal makes a generator of its own: every call gives the same numbers",
  },
  {
    id: "init.he-normal-set-back",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  const state = generator.saveState();
  const drawn = normal(shape, 0, deviation, { generator });
  generator.loadState(state);
  return drawn;`,
    caughtBy: ["init.moves-on", "init.seeded"],
    diagnosis: "heNormal leaves the generator where it was: the next layer gets the same numbers",
  },
  {
    id: "init.he-normal-name",
    file: "src/he.ts",
    find: `fansOf("heNormal", shape)`,
    replace: `fansOf("initialize", shape)`,
    caughtBy: ["init.refusals"],
    diagnosis: "heNormal does not name itself in its error",
  },
  {
    id: "init.xavier-uniform-one-row",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform([1, ...shape.slice(1)], -bound, bound, { generator }).expand(shape);`,
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform draws one row and repeats it",
  },
  {
    id: "init.he-normal-one-row",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  return normal([1, ...shape.slice(1)], 0, deviation, { generator }).expand(shape);`,
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal draws one row and repeats it",
  },
  {
    id: "init.he-normal-one-column",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  return normal([shape[0], ...shape.slice(1).map(() => 1)], 0, deviation, { generator }).expand(shape);`,
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal draws one number for each output and repeats it",
  },
  {
    id: "init.xavier-normal-truncated",
    file: "src/xavier.ts",
    find: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator }).clamp({ min: -deviation, max: deviation });`,
    caughtBy: ["init.xavier-normal"],
    diagnosis: "xavierNormal cuts its numbers off at one deviation",
  },
  {
    id: "init.he-normal-positive",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator }).abs();`,
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal gives positive numbers only",
  },
  {
    id: "init.he-normal-folded-mean",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  const drawn = normal(shape, 0, deviation, { generator });
  return drawn.sub(drawn.mean()).div(drawn.square().mean().sqrt()).mul(deviation);`,
    caughtBy: ["init.one-by-one"],
    diagnosis:
      "heNormal forces the mean of what it drew to exactly 0 and its deviation to the wanted one, which leaves nothing of a single weight",
  },
  {
    id: "init.xavier-uniform-small-zero",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return shape[1] === 1 ? normal(shape, 0, 0, { generator }) : uniform(shape, -bound, bound, { generator });`,
    caughtBy: ["init.one-by-one"],
    diagnosis: "xavierUniform starts weights of a single input at zero",
  },
  {
    id: "init.he-uniform-fan-at-least-two",
    file: "src/he.ts",
    find: "const bound = Math.sqrt(6 / fanIn);",
    replace: "const bound = Math.sqrt(6 / Math.max(fanIn, 2));",
    caughtBy: ["init.one-by-one"],
    diagnosis: "heUniform counts at least two inputs",
  },
  {
    id: "init.flat-shape",
    file: "src/he.ts",
    find: `const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });`,
    replace: `const deviation = Math.sqrt(2 / fanIn);
  return normal([shape.reduce((size, length) => size * length, 1)], 0, deviation, { generator });`,
    caughtBy: ["init.he-normal"],
    diagnosis: "heNormal gives a list back and not the shape that was asked for",
  },
  {
    id: "init.transposed-shape",
    file: "src/xavier.ts",
    find: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });`,
    replace: `const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform([...shape].reverse(), -bound, bound, { generator });`,
    caughtBy: ["init.xavier-uniform"],
    diagnosis: "xavierUniform turns the shape round",
  },
  {
    id: "init.vector-taken",
    file: "src/fans.ts",
    find: "if (shape.length < 2) {",
    replace: "if (shape.length < 1) {",
    caughtBy: ["init.refusals"],
    diagnosis: "takes a vector, which has no fans",
  },
  {
    id: "init.error-class",
    file: "src/fans.ts",
    find: `throw new RangeError(\`\${name}: a shape`,
    replace: `throw new Error(\`\${name}: a shape`,
    caughtBy: ["init.refusals"],
    diagnosis: "throws an Error instead of a RangeError",
  },
  {
    id: "init.he-normal-kernel-forgotten",
    file: "src/he.ts",
    find: "const deviation = Math.sqrt(2 / fanIn);",
    replace: "const deviation = Math.sqrt(2 / shape[1]);",
    caughtBy: ["init.kernels"],
    diagnosis: "behaves like a heNormal that forgets the kernel: weights of convolutions start too large",
  },
  {
    id: "init.he-uniform-larger-fan",
    file: "src/he.ts",
    find: "const bound = Math.sqrt(6 / fanIn);",
    replace: `const bound = Math.sqrt(6 / Math.max(fanIn, fansOf("heUniform", shape).fanOut));`,
    caughtBy: ["init.he-uniform"],
    diagnosis:
      "behaves like a heUniform that takes the larger of the two fans: too small where outputs are more than inputs",
  },
  {
    id: "init.xavier-normal-geometric",
    file: "src/xavier.ts",
    find: "const deviation = Math.sqrt(2 / (fanIn + fanOut));",
    replace: "const deviation = Math.sqrt(1 / Math.sqrt(fanIn * fanOut));",
    caughtBy: ["init.xavier-normal"],
    diagnosis: "behaves like a xavierNormal with the geometric mean of the fans: too large where they differ",
  },
  {
    id: "init.xavier-normal-cut-off",
    file: "src/xavier.ts",
    find: "return normal(shape, 0, deviation, { generator });",
    replace: `const bound = 3 * deviation;
  return normal(shape, 0, deviation, { generator }).maximum(-bound).neg().maximum(-bound).neg();`,
    caughtBy: ["init.xavier-normal"],
    diagnosis: "behaves like normal numbers that are cut off at three standard deviations",
  },
]);
