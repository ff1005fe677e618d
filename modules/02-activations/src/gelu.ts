import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { erf } from "./erf.ts";
import { Activation } from "./layer.ts";
import { tanh } from "./tanh.ts";

/** What gelu can be told. */
export type GeluOptions = {
  /** "none" for the formula with erf, "tanh" for the older one that comes near it. Default "none". */
  readonly approximate?: "none" | "tanh";
};

/**
 * Each element times the share of a bell curve that lies below it (Hendrycks & Gimpel, 2016).
 *
 *   "none":  gelu(x) = x/2 · (1 + erf(x/√2))
 *   "tanh":  gelu(x) ≈ x/2 · (1 + tanh(√(2/π) · (x + 0.044715x³)))
 *
 * @returns a new one of x's shape; x stays as it is.
 * @throws RangeError on any other form, like `gelu: approximate must be "none" or "tanh", got "fast"`.
 */
export function gelu<T extends Arithmetic<T>>(x: T, { approximate = "none" }: GeluOptions = {}): T {
  requireForm("gelu", approximate);
  throw new Error("TODO(02-activations): give half of x, times 1 + erf or 1 + tanh");
}

/** `gelu` as a layer, which keeps its form. */
export class GELU<T extends Arithmetic<T> = Tensor> extends Activation<T> {
  readonly approximate: "none" | "tanh";

  constructor({ approximate = "none" }: GeluOptions = {}) {
    super();
    requireForm("GELU", approximate);
    this.approximate = approximate;
  }

  override forward(x: T): T {
    throw new Error("TODO(02-activations): give gelu of x, in this layer's form");
  }
}

function requireForm(operation: string, approximate: string): void {
  if (approximate !== "none" && approximate !== "tanh") {
    throw new RangeError(`${operation}: approximate must be "none" or "tanh", got "${approximate}"`);
  }
}
