import { tensor, zerosLike } from "@tinytorch/tensor";
import { type Operation, unary } from "../operation.ts";

// Functions that are constant but for jumps: their derivative is 0 wherever there is one.

/** −1, 0 or 1 */
export const sign = step("sign");

/** The next whole number below */
export const floor = step("floor");

/** The next whole number above */
export const ceil = step("ceil");

/** The nearest whole number */
export const round = step("round");

/** The whole number towards 0 */
export const trunc = step("trunc");

function step(name: "sign" | "floor" | "ceil" | "round" | "trunc"): Operation {
  return unary(name, {
    forward: (x) => x[name](),
    gradient: (g) => zerosLike(g),
    differentiable: (g) => g.maskedFill(tensor(true), 0),
  });
}
