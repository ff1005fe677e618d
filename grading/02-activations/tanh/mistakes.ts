import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in tanh and Tanh, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "tanh.library",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: "  return x.tanh();",
    caughtBy: ["tanh.values", "tanh.far-out", "tanh.shapes"],
    diagnosis: "calls the library's own tanh, which is withheld: it is what you build",
    shortcut: true,
  },
  {
    id: "tanh.naive",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const [up, down] = [x.exp(), x.neg().exp()];
  return up.sub(down).div(up.add(down));`,
    caughtBy: ["tanh.far-out"],
    diagnosis: "behaves like (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) as it stands, which is ∞/∞ = NaN far out",
  },
  {
    id: "tanh.naive-left",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const power = x.mul(-2).exp();
  return power.neg().add(1).div(power.add(1));`,
    caughtBy: ["tanh.far-out"],
    diagnosis: "behaves like (1 − e⁻²ˣ) / (1 + e⁻²ˣ), which is NaN far on the left",
  },
  {
    id: "tanh.naive-right",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const power = x.mul(2).exp();
  return power.sub(1).div(power.add(1));`,
    caughtBy: ["tanh.far-out"],
    diagnosis: "behaves like (e²ˣ − 1) / (e²ˣ + 1), which is NaN far on the right",
  },
  {
    id: "tanh.half-as-steep",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const up = x.neg().maximum(0).neg().exp();
  const down = x.maximum(0).neg().exp();
  return up.sub(down).div(up.add(down));`,
    caughtBy: ["tanh.values"],
    diagnosis: "is half as steep: tanh(x/2)",
  },
  {
    id: "tanh.sigmoid-instead",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.div(up.add(down));`,
    caughtBy: ["tanh.values"],
    diagnosis: "behaves like σ(2x): from 0 to 1 instead of −1 to 1",
  },
  {
    id: "tanh.sigmoid-not-doubled",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: "  return x.neg().exp().add(1).pow(-1).mul(2).sub(1);",
    caughtBy: ["tanh.values"],
    diagnosis: "behaves like 2σ(x) − 1: the 2 inside is missing",
  },
  {
    id: "tanh.upside-down",
    file: "src/tanh.ts",
    find: "return up.sub(down).div(up.add(down));",
    replace: "return down.sub(up).div(up.add(down));",
    caughtBy: ["tanh.values"],
    diagnosis: "has its sign wrong: −tanh(x)",
  },
  {
    id: "tanh.inverted",
    file: "src/tanh.ts",
    find: "return up.sub(down).div(up.add(down));",
    replace: "return up.add(down).div(up.sub(down));",
    caughtBy: ["tanh.values"],
    diagnosis: "is upside down: coth(x)",
  },
  {
    id: "tanh.sinh",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: "  return x.exp().sub(x.neg().exp()).div(2);",
    caughtBy: ["tanh.values"],
    diagnosis: "behaves like sinh: what stands below the line is missing",
  },
  {
    id: "tanh.hard",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: "  return x.clamp({ min: -1, max: 1 });",
    caughtBy: ["tanh.values"],
    diagnosis: "behaves like a straight line cut off at −1 and 1",
  },
  {
    id: "tanh.softsign",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: "  return x.div(x.maximum(x.neg()).add(1));",
    caughtBy: ["tanh.values"],
    diagnosis: "behaves like x / (1 + |x|)",
  },
  {
    id: "tanh.odd-lost",
    file: "src/tanh.ts",
    find: "return up.sub(down).div(up.add(down));",
    replace: "return up.sub(down).maximum(down.sub(up)).div(up.add(down));",
    caughtBy: ["tanh.values"],
    diagnosis: "behaves like |tanh(x)|: the sign is lost",
  },
  {
    id: "tanh.epsilon-below",
    file: "src/tanh.ts",
    find: "return up.sub(down).div(up.add(down));",
    replace: "return up.sub(down).div(up.add(down).add(1e-4));",
    caughtBy: ["tanh.values"],
    diagnosis: "adds a small number below the line, where nothing can be 0",
  },
  {
    id: "tanh.clamped-narrow",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const y = x.clamp({ min: -3, max: 3 });
  const [up, down] = [y.exp(), y.neg().exp()];
  return up.sub(down).div(up.add(down));`,
    caughtBy: ["tanh.values"],
    diagnosis: "cuts x off at ±3, where tanh is not yet 1",
  },
  {
    id: "tanh.nan-at-infinity",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const m = x.maximum(x.neg());
  const [up, down] = [x.sub(m).exp(), x.neg().sub(m).exp()];
  return up.sub(down).div(up.add(down));`,
    caughtBy: ["tanh.far-out"],
    diagnosis: "takes ∞ from ∞: x − |x| is NaN at ∞",
  },
  {
    id: "tanh.swallows-nan",
    file: "src/tanh.ts",
    find: "return up.sub(down).div(up.add(down));",
    replace: `const result = up.sub(down).div(up.add(down));
  const numbers = "data" in result ? result.data : null;
  if (ArrayBuffer.isView(numbers)) numbers.forEach((value, e) => (numbers[e] = Number.isNaN(value) ? 0 : value));
  return result;`,
    caughtBy: ["tanh.far-out"],
    diagnosis: "makes 0 of NaN",
  },
  {
    id: "tanh.in-place",
    file: "src/tanh.ts",
    find: "return up.sub(down).div(up.add(down));",
    replace: "return x.copy_(up.sub(down).div(up.add(down)));",
    caughtBy: ["tanh.apart"],
    diagnosis: "writes its result into the x it was given",
  },
  {
    id: "tanh.halves-x",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const up = x.mul_(2).neg().maximum(0).neg().exp();
  const down = x.maximum(0).neg().exp();
  return up.sub(down).div(up.add(down));`,
    caughtBy: ["tanh.apart"],
    diagnosis: "doubles the x it was given",
  },
  {
    id: "tanh.flat",
    file: "src/tanh.ts",
    find: "return up.sub(down).div(up.add(down));",
    replace: "return up.sub(down).div(up.add(down)).reshape([-1]);",
    caughtBy: ["tanh.shapes"],
    diagnosis: "gives a flat list: the shape of x is lost",
  },
  {
    id: "tanh.transposed-result",
    file: "src/tanh.ts",
    find: "return up.sub(down).div(up.add(down));",
    replace:
      "return x.ndim === 2 && x.shape[0] === x.shape[1] ? up.sub(down).div(up.add(down)).t() : up.sub(down).div(up.add(down));",
    caughtBy: ["tanh.shapes"],
    diagnosis: "gives a square matrix transposed",
  },
  {
    id: "tanh.abs-method",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const small = x.abs().mul(-2).exp();
  return small.neg().add(1).div(small.add(1)).mul(x.sign());`,
    caughtBy: ["tanh.any-arithmetic"],
    diagnosis: "uses abs and sign, which a Tensor has and Arithmetic has not",
  },
  {
    id: "tanh.layer-sigmoid",
    file: "src/tanh.ts",
    find: "return tanh(x);",
    replace: "return tanh(x.div(2)).add(1).div(2);",
    caughtBy: ["layers.plain"],
    diagnosis: "a Tanh layer that does what Sigmoid does",
  },
  {
    id: "tanh.short-form",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: "  return x.mul(-2).exp().add(1).pow(-1).mul(2).sub(1);",
    caughtBy: ["tanh.any-arithmetic"],
    diagnosis: "behaves like 2 / (1 + e⁻²ˣ) − 1: right today, but its gradient at −1000 is NaN",
  },
  {
    id: "tanh.overflows-on-the-right",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: "  return x.mul(2).exp().add(1).pow(-1).mul(-2).add(1);",
    caughtBy: ["tanh.any-arithmetic"],
    diagnosis: "behaves like 1 − 2/(e²ˣ + 1): right numbers, but its gradient at 1000 is NaN",
  },
  {
    id: "tanh.layer-remembers",
    file: "src/tanh.ts",
    find: "    return tanh(x);",
    replace: `    const memo = this as any;
    if (memo.input !== x) {
      memo.input = x;
      memo.output = tanh(x);
    }
    return memo.output;`,
    caughtBy: ["layers.keep-nothing"],
    diagnosis:
      "behaves like a layer that keeps its last answer: given the same tensor after its numbers have changed, it gives the old result, the same object",
  },
  {
    id: "tanh.sign-by-division",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const size = x.maximum(x.neg());
  const power = size.mul(-2).exp();
  return x.div(size.add(1e-30)).mul(power.neg().add(1)).div(power.add(1));`,
    caughtBy: ["tanh.far-out"],
    diagnosis: "behaves like a tanh whose sign is x / |x|: at ±∞ that is NaN",
  },
  {
    id: "tanh.nan-is-minus-one",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const out = x.add(0) as any;
  for (let i = 0; i < out.data.length; i += 1) {
    const value = out.data[i];
    out.data[i] = value > 20 ? 1 : value > -20 ? 1 - 2 / (Math.exp(2 * value) + 1) : -1;
  }
  return out as T;`,
    caughtBy: ["tanh.far-out"],
    diagnosis: "behaves like cases one after the other, of which the last takes NaN as well: it becomes −1",
  },
  {
    id: "tanh.sign-of-zero",
    file: "src/tanh.ts",
    find: `  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));`,
    replace: `  const size = x.maximum(x.neg());
  const power = size.mul(-2).exp();
  const sign = x.div(size);
  return sign.mul(power.neg().add(1).div(power.add(1)));`,
    caughtBy: ["tanh.values"],
    diagnosis: "behaves like a tanh whose sign is x / |x|: at 0 that is 0/0, which is NaN",
  },
  {
    id: "tanh.result-in-the-last",
    file: "src/tanh.ts",
    find: "  return up.sub(down).div(up.add(down));",
    replace: `  const result = up.sub(down).div(up.add(down)) as any;
  const memory = tanh as any;
  const last = memory.last;
  if (last?.copy_ && result.copy_ && last.dtype === result.dtype && String(last.shape) === String(result.shape)) {
    return last.copy_(result);
  }
  memory.last = result;
  return result;`,
    caughtBy: ["tanh.apart"],
    diagnosis: "writes each result into the tensor of the one before, which somebody may still need",
  },
]);
