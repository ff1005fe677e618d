import { Variable } from "@tinytorch/autograd";

/** Parameters that share one set of options. */
export type ParamGroup<Options> = Options & { readonly params: readonly Variable[] };

/** A group as it is handed in: the options it leaves out come from the optimizer's own. */
export type GivenGroup<Options> = Partial<Options> & { readonly params: readonly Variable[] };

/** What an optimizer may be built on: a list of parameters, or a list of groups. */
export type Params<Options> = readonly Variable[] | readonly GivenGroup<Options>[];

/**
 * What all optimizers share: the parameters, kept in groups, and forgetting their gradients.
 *
 * A subclass adds `step()`. It reads every option from the group at the moment of the step, because a schedule or
 * a hand may change `group.learningRate` between two steps.
 */
export abstract class Optimizer<Options extends { learningRate: number }> {
  /** The options of a group that brings none of its own. */
  readonly defaults: Options;
  readonly paramGroups: ParamGroup<Options>[] = [];

  /**
   * A list of parameters becomes one group; a list of groups stays as it is.
   * @throws RangeError when there is nothing to optimize.
   */
  constructor(params: Params<Options>, defaults: Options) {
    this.defaults = defaults;
    const variables: Variable[] = [];
    for (const entry of params) {
      if (entry instanceof Variable) variables.push(entry);
      else this.addParamGroup(entry);
    }
    const noOptions: Partial<Options> = {};
    if (variables.length > 0) this.addParamGroup({ ...noOptions, params: variables });
    if (this.paramGroups.length === 0) {
      throw new RangeError(
        `${this.constructor.name}: params must hold at least one parameter, got none; pass model.parameters()`,
      );
    }
  }

  /** One update of every parameter that has a gradient. */
  abstract step(): void;

  /**
   * Adds a group: `this.defaults`, with the group's own options on top.
   * @throws RangeError on an empty group, and on a parameter that is in a group already.
   */
  addParamGroup(group: GivenGroup<Options>): void {
    const name = this.constructor.name;
    if (group.params.length === 0) {
      throw new RangeError(`${name}: a group must hold at least one parameter, got none`);
    }
    const taken = new Set(this.paramGroups.flatMap((other) => other.params));
    if (group.params.some((parameter) => taken.has(parameter))) {
      throw new RangeError(`${name}: a parameter must be in one group only, got one that is in two`);
    }
    throw new Error("TODO(08-optimizers): push a group onto this.paramGroups");
  }

  /**
   * Forgets the gradients of the last batch, in every group. Call it before each `backward()`, which adds to what is
   * there. With `setToNull: false` the gradients stay, filled with zeros, and a step still counts them.
   */
  zeroGrad({ setToNull = true }: { setToNull?: boolean } = {}): void {
    if (setToNull) {
      throw new Error("TODO(08-optimizers): set the grad of every parameter to null");
    } else {
      throw new Error("TODO(08-optimizers): fill every gradient with zeros in place; null stays null");
    }
  }
}
