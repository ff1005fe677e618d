import type { Tensor } from "@tinytorch/tensor";
import type { Operation } from "./operation.ts";

/** What the way back needs to know of a `Variable`. */
export interface Traced {
  readonly data: Tensor;
  readonly requiresGrad: boolean;
  /** How it was made; null for a leaf. */
  readonly step: Step | null;
  /** Adds to its gradient. */
  accumulate(gradient: Tensor): void;
}

/** One operation as it was run: what a variable remembers of how it was made. */
export interface Step {
  readonly operation: Operation;
  /** The variables it was computed from: the way back. */
  readonly parents: readonly Traced[];
  /** Their tensors at that time. A parent may have been given other data since; the gradient belongs to these. */
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  /** How often each tensor that the gradient reads had been written in place by then: see `versionsOf`. */
  readonly versions: readonly number[];
}

/** The versions of the tensors that the gradient of an operation reads. Writing into a tensor raises its `version`. */
export function versionsOf(
  { reads }: Operation,
  inputs: readonly Tensor[],
  output: Tensor,
): readonly number[] {
  if (reads === "shapes") return [];
  return reads === "inputs" ? inputs.map(({ version }) => version) : [output.version];
}
