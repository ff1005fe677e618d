import type { Shape, Tensor } from "@tinytorch/tensor";
import type { Operation, Step } from "./operation.ts";
import type { Variable } from "./variable.ts";

/** A recorded step as the backward pass sees it, whatever its operation. */
export interface TapeNode {
  readonly name: string;
  /** The variables the step was computed from; empty once the step has been freed. */
  readonly parents: readonly Variable[];
  readonly freed: boolean;
  /** The step's output, when its gradient was asked for with `retainGrad()`. */
  retained: Variable | null;
  backward(gradient: Tensor): readonly (Tensor | null)[];
  /** @throws Error when a tensor kept for backward has been changed in place since. */
  checkSaved(): void;
  /** Lets go of everything that was kept. */
  free(): void;
}

/** One operation as it was run. */
export class RecordedStep<Attributes> implements TapeNode, Step<Attributes> {
  readonly attributes: Attributes;
  retained: Variable | null = null;
  #operation: Operation<Attributes>;
  #parents: readonly Variable[];
  #saved: readonly Tensor[];
  #versions: readonly number[];
  #freed = false;

  constructor(
    operation: Operation<Attributes>,
    parents: readonly Variable[],
    saved: readonly Tensor[],
    attributes: Attributes,
  ) {
    this.#operation = operation;
    this.#parents = parents;
    this.#saved = saved;
    this.#versions = saved.map(versionOf);
    this.attributes = attributes;
  }

  get name(): string {
    return this.#operation.name;
  }

  get parents(): readonly Variable[] {
    return this.#parents;
  }

  get saved(): readonly Tensor[] {
    return this.#saved;
  }

  get freed(): boolean {
    return this.#freed;
  }

  needs(input: number): boolean {
    return this.#parents[input].requiresGrad;
  }

  shapeOf(input: number): Shape {
    return this.#parents[input].shape;
  }

  backward(gradient: Tensor): readonly (Tensor | null)[] {
    return this.#operation.backward(gradient, this);
  }

  checkSaved(): void {
    for (let i = 0; i < this.#saved.length; i++) {
      const version = this.#saved[i].version;
      if (version !== this.#versions[i]) {
        throw new Error(
          `backward: a tensor that ${this.name} keeps for its gradient must not change, got an in-place change after ` +
            `it was saved (version ${version}, saved at ${this.#versions[i]})`,
        );
      }
    }
  }

  free(): void {
    this.#freed = true;
    this.#saved = [];
    this.#versions = [];
    this.#parents = [];
  }
}

function versionOf(tensor: Tensor): number {
  return tensor.version;
}
