import type { Strided } from "../contract/layout.ts";
import type { TrainingKernels } from "../contract/training.ts";
import { jsTraining } from "../js/training.ts";
import type { WasmExports } from "./instantiate.ts";
import { areFloat32, isDense, startOf } from "./operands.ts";
import { isWorthSharing, LINE, share } from "./threads.ts";

/** What an element takes about that is updated, in nanoseconds. */
const UPDATE = 0.4;

/** The fused steps of training, for float32 in the heap; anything else is done in JavaScript. */
export function makeTraining(wasm: WasmExports): TrainingKernels {
  return {
    sgd(parameter, gradient, velocity, by) {
      const memory = velocity ?? parameter;
      if (!areReady(parameter, gradient, memory)) return jsTraining.sgd(parameter, gradient, velocity, by);
      const { learningRate, momentum, dampening, weightDecay, nesterov, maximize } = by;
      const [theta, g, b] = [startOf(parameter), startOf(gradient), velocity === null ? 0 : startOf(velocity)];
      const { size } = parameter;
      const [ahead, sign] = [Number(nesterov), maximize ? -1 : 1];
      // Small updates are called without a list on the way: there are many in a step of training.
      if (!isWorthSharing(size * UPDATE))
        wasm.sgd(theta, g, b, size, learningRate, momentum, dampening, weightDecay, ahead, sign);
      else shareUpdate(wasm.sgd, size, [theta, g, b], [learningRate, momentum, dampening, weightDecay, ahead, sign]);
    },
    adam(parameter, gradient, mean, meanSquare, largest, by) {
      const memory = largest ?? mean;
      if (!areReady(parameter, gradient, mean, meanSquare, memory))
        return jsTraining.adam(parameter, gradient, mean, meanSquare, largest, by);
      const { beta1, beta2, weightDecay, shrink, maximize, meanRate, gradientRate, scale, eps } = by;
      const { size } = parameter;
      const [theta, g, m, v] = [startOf(parameter), startOf(gradient), startOf(mean), startOf(meanSquare)];
      const most = largest === null ? 0 : startOf(largest);
      const [c1, c2, decay, sign] = [beta1, beta2, weightDecay, maximize ? -1 : 1];
      if (!isWorthSharing(size * UPDATE))
        wasm.adam(theta, g, m, v, most, size, c1, c2, decay, shrink, sign, meanRate, gradientRate, scale, eps);
      else {
        const numbers = [c1, c2, decay, shrink, sign, meanRate, gradientRate, scale, eps];
        shareUpdate(wasm.adam, size, [theta, g, m, v, most], numbers);
      }
    },
    crossEntropy(logits, classes, smoothing, losses, gradient) {
      if (!areReady(logits, losses, gradient) || !isDense(classes))
        return jsTraining.crossEntropy(logits, classes, smoothing, losses, gradient);
      const [loss, slope] = [startOf(losses), startOf(gradient)];
      wasm.crossEntropy(startOf(logits), startOf(classes), smoothing, loss, slope, ...logits.shape);
    },
    squaredError(a, b, difference) {
      if (!areReady(a, b, difference)) return jsTraining.squaredError(a, b, difference);
      const total = wasm.squaredError(startOf(a), startOf(b), startOf(difference), difference.size);
      // A square may be too large for a float32 where their mean is not.
      return total < Number.POSITIVE_INFINITY ? total : jsTraining.squaredError(a, b, difference);
    },
  };
}

/** Whether operations in place can run on the tensors as they are. */
function areReady(...tensors: readonly Strided[]): boolean {
  return areFloat32(...tensors) && tensors.every(isDense);
}

/** Updates tensors of one size in place, in parts. A tensor that is missing has the address 0. */
function shareUpdate(
  kernel: WasmExports[string],
  size: number,
  addresses: readonly number[],
  numbers: readonly number[],
): void {
  share(kernel, Math.ceil(size / LINE), LINE * UPDATE, (start, count) => {
    const first = start * LINE;
    const starts = addresses.map((address) => (address === 0 ? 0 : address + first * 4));
    return [...starts, Math.min(count * LINE, size - first), ...numbers];
  });
}
