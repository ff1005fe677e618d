import type { Scope } from "../scope.ts";

/** How the numbers of a tensor lie in memory: one after the other, as seen from the side, after others, or with gaps. */
export type Layout = "plain" | "transposed" | "offset" | "stepped";

export type Input = {
  readonly shape: readonly number[];
  /** Row by row. */
  readonly values: readonly number[];
  readonly layout?: Layout;
};

export type LinearCase = {
  readonly weight: Input;
  /** null for a layer without bias. */
  readonly bias: Input | null;
  readonly xs: readonly Input[];
};

export type Output = { shape: number[]; values: number[] };

/**
 * Runs in the sandbox: a layer for each case, made with these parameters by way of `parameter`; what it gives for each x, and what
 * each x is afterwards.
 */
export function forwardAll(
  scope: Scope,
  cases: readonly LinearCase[],
): { outputs: Output[]; xs: Output[] }[] {
  const read = (tensor: InstanceType<typeof scope.Tensor>) => ({
    shape: [...tensor.shape],
    values: Array.from(tensor.contiguous().data),
  });
  const make = ({ shape, values, layout = "plain" }: Input) => {
    const plain = scope.tensor([...values]).reshape([...shape]);
    const last = shape.length - 1;
    if (layout === "transposed" && last >= 1) {
      return plain
        .transpose(last - 1, last)
        .contiguous()
        .transpose(last - 1, last);
    }
    if (layout === "offset") {
      const around = values.slice(0, values.length / shape[0]).map((value) => value + 77);
      const all = scope.tensor([...around, ...values, ...around]).reshape([shape[0] + 2, ...shape.slice(1)]);
      return all.slice(0, 1, 1 + shape[0]);
    }
    if (layout === "stepped") {
      const gaps = scope.tensor(values.flatMap((value) => [value, value + 55]));
      return gaps.reshape([...shape, 2]).select(last + 1, 0);
    }
    return plain;
  };
  return cases.map(({ weight, bias, xs }) => {
    const [outFeatures, inFeatures] = weight.shape;
    const generator = new scope.Generator(1);
    // Which of the two is asked for shows in its dimensions.
    const parameter = (initial: InstanceType<typeof scope.Tensor>) =>
      initial.ndim === 1 && bias !== null ? make(bias) : make(weight);
    const layer =
      bias === null
        ? new scope.Linear(inFeatures, outFeatures, { generator, parameter, bias: false })
        : new scope.Linear(inFeatures, outFeatures, { generator, parameter });
    const given = xs.map(make);
    const outputs = given.map((x) => layer.forward(x));
    return { outputs: outputs.map(read), xs: given.map(read) };
  });
}
