import { linear, type Variable } from "@tinytorch/autograd";
import { binaryCrossEntropyWithLogits } from "@tinytorch/nn";
import { tensor } from "@tinytorch/tensor";
import { layersOf, type NetworkSlice } from "../../../features/lab/network-slice.ts";

/** The loss of a network that x and y mix, by the library's own layers and loss: gradients go through all its weights to the two. */
export function sliceLoss(slice: NetworkSlice): (x: Variable, y: Variable) => Variable {
  const float64 = (values: readonly number[]) => tensor([...values], { dtype: "float64" });
  const trained = float64(slice.trained);
  const across = float64(slice.other).sub(trained);
  const up = float64(slice.untrained).sub(trained);
  const inputs = float64(slice.inputs).reshape([-1, 2]);
  const labels = float64(slice.labels);
  const layers = layersOf(slice);
  return (x, y) => {
    const weights = x.mul(across).add(y.mul(up)).add(trained);
    let values: Variable | null = null;
    let begin = 0;
    for (const [into, out] of layers) {
      const bias = begin + into * out;
      values = linear(
        values === null ? inputs : values.tanh(),
        weights.slice(0, begin, bias).reshape([out, into]),
        weights.slice(0, bias, bias + out),
      );
      begin = bias + out;
    }
    if (values === null) throw new Error("internal: a network has layers");
    return binaryCrossEntropyWithLogits(values.reshape([-1]), labels);
  };
}
