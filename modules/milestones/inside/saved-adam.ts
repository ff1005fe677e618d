import type { Variable } from "@tinytorch/autograd";
import { Adam } from "@tinytorch/module-08-optimizers";
import type { Tensor } from "@tinytorch/tensor";

/** What Adam remembers of each parameter, in their order; null where there has been no gradient. */
export type AdamMemory = readonly ({
  readonly steps: number;
  readonly firstMoment: Tensor;
  readonly secondMoment: Tensor;
} | null)[];

/** Your `Adam`, as your `Trainer` wants it: one whose memory can be saved. */
export class SavedAdam extends Adam {
  stateDict(): AdamMemory {
    return this.#parameters().map((each) => {
      const state = this.state.get(each);
      return state === undefined
        ? null
        : {
            steps: state.steps,
            firstMoment: state.firstMoment.clone(),
            secondMoment: state.secondMoment.clone(),
          };
    });
  }

  loadStateDict(memory: AdamMemory): void {
    for (const [index, each] of this.#parameters().entries()) {
      const [state, saved] = [this.state.get(each), memory[index] ?? null];
      if (saved === null) this.state.delete(each);
      else if (state !== undefined) {
        state.steps = saved.steps;
        state.firstMoment = saved.firstMoment.clone();
        state.secondMoment = saved.secondMoment.clone();
      }
    }
  }

  #parameters(): readonly Variable[] {
    return this.paramGroups.flatMap(({ params }) => params);
  }
}
