import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in gelu and GELU, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "gelu.forms-swapped",
    file: "src/gelu.ts",
    find: 'if (approximate === "none")',
    replace: 'if (approximate === "tanh")',
    caughtBy: ["gelu.exact", "gelu.tanh-form"],
    diagnosis: "has its two forms swapped",
  },
  {
    id: "gelu.tanh-always",
    file: "src/gelu.ts",
    find: 'if (approximate === "none") return half.mul(erf(x.div(Math.SQRT2)).add(1));',
    replace: "",
    caughtBy: ["gelu.exact"],
    diagnosis: "uses the form with tanh whatever was asked for",
  },
  {
    id: "gelu.erf-always",
    file: "src/gelu.ts",
    find: 'if (approximate === "none") return',
    replace: "return",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "uses the form with erf whatever was asked for",
  },
  {
    id: "gelu.default-tanh",
    file: "src/gelu.ts",
    find: '(x: T, { approximate = "none" }: GeluOptions = {}): T {',
    replace: '(x: T, { approximate = "tanh" }: GeluOptions = {}): T {',
    caughtBy: ["gelu.default"],
    diagnosis: "approximates by tanh when nobody asked for it",
  },
  {
    id: "gelu.no-root",
    file: "src/gelu.ts",
    find: "erf(x.div(Math.SQRT2))",
    replace: "erf(x)",
    caughtBy: ["gelu.exact"],
    diagnosis: "forgets to divide by √2 inside erf",
  },
  {
    id: "gelu.root-multiplied",
    file: "src/gelu.ts",
    find: "erf(x.div(Math.SQRT2))",
    replace: "erf(x.mul(Math.SQRT2))",
    caughtBy: ["gelu.exact"],
    diagnosis: "multiplies by √2 inside erf instead of dividing",
  },
  {
    id: "gelu.halved-inside",
    file: "src/gelu.ts",
    find: "erf(x.div(Math.SQRT2))",
    replace: "erf(x.div(2))",
    caughtBy: ["gelu.exact"],
    diagnosis: "divides by 2 inside erf instead of √2",
  },
  {
    id: "gelu.not-halved",
    file: "src/gelu.ts",
    find: "const half = x.mul(0.5);",
    replace: "const half = x;",
    caughtBy: ["gelu.exact"],
    diagnosis: "forgets the half: large numbers come out doubled",
  },
  {
    id: "gelu.without-one",
    file: "src/gelu.ts",
    find: "half.mul(erf(x.div(Math.SQRT2)).add(1))",
    replace: "half.mul(erf(x.div(Math.SQRT2)))",
    caughtBy: ["gelu.exact"],
    diagnosis: "forgets the 1 beside erf",
  },
  {
    id: "gelu.share-alone",
    file: "src/gelu.ts",
    find: "half.mul(erf(x.div(Math.SQRT2)).add(1))",
    replace: "erf(x.div(Math.SQRT2)).add(1).mul(0.5)",
    caughtBy: ["gelu.exact"],
    diagnosis: "gives the share of the bell curve, not multiplied by x",
  },
  {
    id: "gelu.minus",
    file: "src/gelu.ts",
    find: "half.mul(erf(x.div(Math.SQRT2)).add(1))",
    replace: "half.mul(erf(x.div(Math.SQRT2)).neg().add(1))",
    caughtBy: ["gelu.exact"],
    diagnosis: "has 1 − erf for 1 + erf: it keeps the left side",
  },
  {
    id: "gelu.quick",
    file: "src/gelu.ts",
    find: "half.mul(erf(x.div(Math.SQRT2)).add(1))",
    replace: "half.mul(tanh(x.mul(0.851)).add(1))",
    caughtBy: ["gelu.exact"],
    diagnosis: "behaves like x · σ(1.702x), the quick approximation",
  },
  {
    id: "gelu.silu",
    file: "src/gelu.ts",
    find: "half.mul(erf(x.div(Math.SQRT2)).add(1))",
    replace: "half.mul(tanh(x.div(2)).add(1))",
    caughtBy: ["gelu.exact"],
    diagnosis: "behaves like x · σ(x), which is SiLU",
  },
  {
    id: "gelu.relu-far-out",
    file: "src/gelu.ts",
    find: "half.mul(erf(x.div(Math.SQRT2)).add(1))",
    replace: "half.mul(erf(x.div(Math.SQRT2)).add(1)).maximum(0)",
    caughtBy: ["gelu.exact"],
    diagnosis: "behaves like a gelu that is cut off at 0: it has no dip on the left",
  },
  {
    id: "gelu.cubic-constant",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x.add(x.pow(3).mul(0.0447));",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "rounds 0.044715 to 0.0447",
  },
  {
    id: "gelu.constant-ten-times",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x.add(x.pow(3).mul(0.44715));",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "has 0.44715 for 0.044715",
  },
  {
    id: "gelu.squared",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x.add(x.pow(2).mul(0.044715));",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "squares x instead of cubing it",
  },
  {
    id: "gelu.no-cube",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x;",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "leaves the cube out",
  },
  {
    id: "gelu.cube-subtracted",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x.sub(x.pow(3).mul(0.044715));",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "subtracts the cube instead of adding it",
  },
  {
    id: "gelu.cube-first",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x.add(x.mul(0.044715).pow(3));",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "cubes 0.044715x instead of x alone",
  },
  {
    id: "gelu.cube-of-sum",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x.add(x.mul(0.044715)).pow(3);",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "cubes the sum instead of x alone",
  },
  {
    id: "gelu.root-of-x-alone",
    file: "src/gelu.ts",
    find: "cubic.mul(Math.sqrt(2 / Math.PI))",
    replace: "x.mul(Math.sqrt(2 / Math.PI)).add(x.pow(3).mul(0.044715))",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "multiplies x alone by √(2/π), not its cube",
  },
  {
    id: "gelu.root-upside-down",
    file: "src/gelu.ts",
    find: "cubic.mul(Math.sqrt(2 / Math.PI))",
    replace: "cubic.mul(Math.sqrt(Math.PI / 2))",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "has √(π/2) for √(2/π)",
  },
  {
    id: "gelu.no-square-root",
    file: "src/gelu.ts",
    find: "cubic.mul(Math.sqrt(2 / Math.PI))",
    replace: "cubic.mul(2 / Math.PI)",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "forgets the root of 2/π",
  },
  {
    id: "gelu.tanh-without-one",
    file: "src/gelu.ts",
    find: "return half.mul(tanh(cubic.mul(Math.sqrt(2 / Math.PI))).add(1));",
    replace: "return half.mul(tanh(cubic.mul(Math.sqrt(2 / Math.PI))));",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "forgets the 1 beside tanh",
  },
  {
    id: "gelu.naive-tanh",
    file: "src/gelu.ts",
    find: "return half.mul(tanh(cubic.mul(Math.sqrt(2 / Math.PI))).add(1));",
    replace: `const [up, down] = [cubic.mul(1.5957691).exp(), 1];
  return x.mul(up).div(up.add(down));`,
    caughtBy: ["gelu.far-out"],
    diagnosis: "has a tanh of its own that is ∞/∞ = NaN far out",
  },
  {
    id: "gelu.bounded-x",
    file: "src/gelu.ts",
    find: "const half = x.mul(0.5);",
    replace: "const half = x.clamp({ min: -50, max: 50 }).mul(0.5);",
    caughtBy: ["gelu.far-out"],
    diagnosis: "cuts large numbers off",
  },
  {
    id: "gelu.swallows-nan",
    file: "src/gelu.ts",
    find: "return half.mul(erf(x.div(Math.SQRT2)).add(1));",
    replace: `{
    const result = half.mul(erf(x.div(Math.SQRT2)).add(1));
    const numbers = "data" in result ? result.data : null;
    if (ArrayBuffer.isView(numbers)) numbers.forEach((value, e) => (numbers[e] = Number.isNaN(value) ? 0 : value));
    return result;
  }`,
    caughtBy: ["gelu.far-out"],
    diagnosis: "makes 0 of NaN",
  },
  {
    id: "gelu.in-place",
    file: "src/gelu.ts",
    find: "const half = x.mul(0.5);",
    replace: `const half = x.clone().mul(0.5);
  x.copy_(half.mul(erf(x.div(Math.SQRT2)).add(1)));`,
    caughtBy: ["gelu.apart"],
    diagnosis: "writes its result into the x it was given",
  },
  {
    id: "gelu.halves-x",
    file: "src/gelu.ts",
    find: 'if (approximate === "none") return half.mul(erf(x.div(Math.SQRT2)).add(1));',
    replace: 'if (approximate === "none") return half.mul(erf(x.div_(Math.SQRT2)).add(1));',
    caughtBy: ["gelu.apart"],
    diagnosis: "divides the x it was given by √2",
  },
  {
    id: "gelu.flat",
    file: "src/gelu.ts",
    find: "half.mul(erf(x.div(Math.SQRT2)).add(1))",
    replace: "half.mul(erf(x.div(Math.SQRT2)).add(1)).reshape([-1])",
    caughtBy: ["gelu.shapes"],
    diagnosis: "gives a flat list: the shape of x is lost",
  },
  {
    id: "gelu.erf-method",
    file: "src/gelu.ts",
    find: "erf(x.div(Math.SQRT2))",
    replace: "x.div(Math.SQRT2).erf()",
    caughtBy: ["gelu.any-arithmetic"],
    diagnosis: "uses the erf of tensors, which Arithmetic has not, instead of the one that is given",
  },
  {
    id: "gelu.any-form-taken",
    file: "src/gelu.ts",
    find: 'if (approximate !== "none" && approximate !== "tanh") {',
    replace: 'if (typeof approximate !== "string") {',
    caughtBy: ["layers.refused"],
    diagnosis: "takes any word for a form",
  },
  {
    id: "gelu.empty-taken",
    file: "src/gelu.ts",
    find: 'if (approximate !== "none" && approximate !== "tanh") {',
    replace: 'if (approximate && approximate !== "none" && approximate !== "tanh") {',
    caughtBy: ["layers.refused"],
    diagnosis: "takes an empty word for a form",
  },
  {
    id: "gelu.refused-otherwise",
    file: "src/gelu.ts",
    find: `throw new RangeError(\`\${operation}: approximate`,
    replace: `throw new Error(\`\${operation}: approximate`,
    caughtBy: ["layers.refused"],
    diagnosis: "throws another error than a RangeError",
  },
  {
    id: "gelu.layer-forgets-form",
    file: "src/gelu.ts",
    find: "return gelu(x, { approximate: this.approximate });",
    replace: "return gelu(x);",
    caughtBy: ["layers.options"],
    diagnosis: "a layer that goes forward in the default form, whatever it was made with",
  },
  {
    id: "gelu.layer-tanh",
    file: "src/gelu.ts",
    find: "return gelu(x, { approximate: this.approximate });",
    replace: 'return gelu(x, { approximate: "tanh" });',
    caughtBy: ["layers.options"],
    diagnosis: "a layer that always goes forward by tanh",
  },
  {
    id: "gelu.layer-default-tanh",
    file: "src/gelu.ts",
    find: 'constructor({ approximate = "none" }: GeluOptions = {}) {',
    replace: 'constructor({ approximate = "tanh" }: GeluOptions = {}) {',
    caughtBy: ["layers.options"],
    diagnosis: "a layer that is made with tanh when nobody asked for it",
  },
  {
    id: "gelu.erf-sign",
    file: "src/erf.ts",
    find: "return missing(x.neg().maximum(0)).sub(missing(x.maximum(0)));",
    replace: "return missing(x.maximum(0)).sub(missing(x.neg().maximum(0)));",
    caughtBy: ["gelu.exact"],
    diagnosis: "has an erf with its sign turned",
  },
  {
    id: "gelu.erf-not-odd",
    file: "src/erf.ts",
    find: "return missing(x.neg().maximum(0)).sub(missing(x.maximum(0)));",
    replace: "return missing(x.maximum(x.neg())).neg().add(1);",
    caughtBy: ["gelu.exact"],
    diagnosis: "has an erf that is positive on both sides",
  },
  {
    id: "gelu.absolute-cube",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x.add(x.maximum(x.neg()).pow(3).mul(0.044715));",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "behaves like the form with tanh in which the cube of a negative x has lost its sign",
  },
  {
    id: "gelu.takes-rest-away",
    file: "src/gelu.ts",
    find: "return half.mul(erf(x.div(Math.SQRT2)).add(1));",
    replace: "return x.sub(half.mul(erf(x.div(Math.SQRT2)).neg().add(1)));",
    caughtBy: ["gelu.far-out"],
    diagnosis: "behaves like x − x · (1 − Φ): gelu(∞) is ∞ − ∞ · 0, which is NaN",
  },
  {
    id: "gelu.rounded-root",
    file: "src/gelu.ts",
    find: "erf(x.div(Math.SQRT2))",
    replace: "erf(x.mul(0.707))",
    caughtBy: ["gelu.exact"],
    diagnosis:
      "behaves like a 1/√2 of three digits: off in the fifth digit, forty times as far as erf itself",
  },
  {
    id: "gelu.cubic-bracket",
    file: "src/gelu.ts",
    find: "const cubic = x.add(x.pow(3).mul(0.044715));",
    replace: "const cubic = x.add(x.pow(3)).mul(0.044715);",
    caughtBy: ["gelu.tanh-form"],
    diagnosis: "multiplies the sum of x and its cube by 0.044715, not the cube alone",
  },
  {
    id: "gelu.layer-refuses-late",
    file: "src/gelu.ts",
    find: `  constructor({ approximate = "none" }: GeluOptions = {}) {
    super();
    requireForm("GELU", approximate);
    this.approximate = approximate;
  }`,
    replace: `  constructor(options: GeluOptions = {}) {
    super();
    this.approximate = options.approximate ?? "none";
  }`,
    caughtBy: ["layers.refused"],
    diagnosis:
      "a GELU layer that can be made in a form that there is not, and refuses only when it goes forward",
  },
  {
    id: "gelu.written-over",
    file: "src/gelu.ts",
    find: `  const half = x.mul(0.5);
  if (approximate === "none") return half.mul(erf(x.div(Math.SQRT2)).add(1));`,
    replace: `  if (approximate === "none") {
    const share = erf(x.div(Math.SQRT2)).add(1).mul(0.5);
    return (x as unknown as Tensor).mul_(share as unknown as Tensor) as unknown as T;
  }
  const half = x.mul(0.5);`,
    caughtBy: ["gelu.apart"],
    diagnosis: "multiplies the x it was given by its share, in place, and gives it back",
  },
  {
    id: "gelu.layers-share-defaults",
    file: "src/gelu.ts",
    find: `  constructor({ approximate = "none" }: GeluOptions = {}) {
    super();
    requireForm("GELU", approximate);
    this.approximate = approximate;
  }`,
    replace: `  private static readonly defaults: { approximate: "none" | "tanh" } = { approximate: "none" };

  constructor(options: GeluOptions = {}) {
    super();
    const { approximate } = Object.assign(GELU.defaults, options);
    requireForm("GELU", approximate);
    this.approximate = approximate;
  }`,
    caughtBy: ["layers.options"],
    diagnosis:
      "a GELU layer that writes its options into the defaults: the next one without options has them too",
  },
  {
    id: "gelu.calls-share-defaults",
    file: "src/gelu.ts",
    find: `export function gelu<T extends Arithmetic<T>>(x: T, { approximate = "none" }: GeluOptions = {}): T {
  requireForm("gelu", approximate);`,
    replace: `const defaults: { approximate: "none" | "tanh" } = { approximate: "none" };

export function gelu<T extends Arithmetic<T>>(x: T, options: GeluOptions = {}): T {
  const { approximate } = Object.assign(defaults, options);
  requireForm("gelu", approximate);`,
    caughtBy: ["gelu.default"],
    diagnosis: "writes its options into the defaults: the next call without options has them too",
  },
  {
    id: "gelu.refusal-remembered",
    file: "src/gelu.ts",
    find: `  constructor({ approximate = "none" }: GeluOptions = {}) {
    super();
    requireForm("GELU", approximate);
    this.approximate = approximate;
  }`,
    replace: `  constructor(options: GeluOptions = {}) {
    super();
    const memory = GELU as any;
    const approximate = options.approximate ?? memory.refused ?? "none";
    memory.refused = approximate;
    requireForm("GELU", approximate);
    memory.refused = undefined;
    this.approximate = approximate;
  }`,
    caughtBy: ["layers.refused"],
    diagnosis: "a GELU layer that remembers what it refused, so that the next one is refused as well",
  },
  {
    id: "gelu.form-in-any-case",
    file: "src/gelu.ts",
    find: 'if (approximate !== "none" && approximate !== "tanh") {',
    replace: 'if (!["none", "tanh"].includes(approximate.toLowerCase())) {',
    caughtBy: ["layers.refused"],
    diagnosis: 'takes "Tanh" for "tanh"',
  },
]);
