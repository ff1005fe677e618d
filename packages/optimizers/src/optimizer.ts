import { enableGrad, noGrad, Variable } from "@tinytorch/autograd";
import { formatShape, sameShape, type Tensor } from "@tinytorch/tensor";

/** The options that every optimizer has. */
export interface BaseOptions {
  learningRate: number;
  /** The rate a schedule started from; schedules write it. */
  initialLearningRate?: number;
}

/** Parameters that are updated with the same options. The options may be changed between steps. */
export type ParamGroup<Options> = Options & { params: Variable[] };

/** Parameters with some options of their own. */
export type GroupOptions<Options> = Partial<Options> & { params: Iterable<Variable> };

/** What an optimizer is given: parameters, or groups of them. */
export type OptimizerParams<Options> = Iterable<Variable> | Iterable<GroupOptions<Options>>;

/** What an optimizer remembers about one parameter. */
export interface ParameterState {
  /** How many gradients the parameter has had. */
  step: number;
  /** Tensors of the parameter's size, by name. */
  readonly buffers: Record<string, Tensor>;
  /** NAdam's product of the momenta so far. */
  momentumProduct?: number;
}

/** An optimizer's memory and options, with parameters numbered in the order of their groups. */
export interface OptimizerStateDict<Options> {
  readonly state: Readonly<Record<number, ParameterState>>;
  readonly paramGroups: readonly (Options & { params: number[] })[];
}

/**
 * What all optimizers share: groups, state, and the walk over the parameters. A rule is a subclass with an `update`.
 *
 * A parameter whose gradient is null is skipped: no decay, no state, no step count. State is made at a parameter's first
 * gradient and belongs to the parameter object. Nothing here is recorded on the tape, and gradients are not changed.
 */
export abstract class Optimizer<Options extends BaseOptions> {
  readonly paramGroups: ParamGroup<Options>[] = [];
  /** Things that are allowed but probably not meant, in words. */
  readonly warnings: string[] = [];
  protected readonly state = new Map<Variable, ParameterState>();
  readonly #name: string;
  readonly #defaults: Options;
  readonly #check: (options: Options) => void;

  /**
   * @param name the optimizer's name in messages
   * @param check throws a RangeError when an option is out of range
   * @throws RangeError on an empty list, and as `addParamGroup` does
   */
  constructor(
    name: string,
    params: OptimizerParams<Options>,
    defaults: Options,
    check: (options: Options) => void,
  ) {
    this.#name = name;
    this.#defaults = defaults;
    this.#check = check;
    check(defaults);
    const loose: Variable[] = [];
    for (const item of params) {
      if (item instanceof Variable) loose.push(item);
      else this.addParamGroup(item);
    }
    if (loose.length > 0 || this.paramGroups.length === 0) this.#addGroup(loose, {});
  }

  /** The rule: moves one parameter, in place, by its gradient. */
  protected abstract update(parameter: Variable, gradient: Tensor, options: Options): void;

  /** What is remembered about a parameter; at its first gradient, step 0 and the buffers that `make` makes. */
  protected stateOf(parameter: Variable, make: () => Record<string, Tensor>): ParameterState {
    let state = this.state.get(parameter);
    if (state === undefined) {
      state = { step: 0, buffers: make() };
      this.state.set(parameter, state);
    }
    return state;
  }

  /**
   * Adds parameters with options of their own; those left out are the optimizer's.
   * @throws RangeError on an empty group, an option out of range, or a parameter that is already in another group;
   *   TypeError on anything but a leaf variable
   */
  addParamGroup(group: GroupOptions<Options>): void {
    this.#addGroup([...group.params], group);
  }

  #addGroup(params: readonly Variable[], options: Partial<Options>): void {
    if (params.length === 0)
      throw new RangeError(`${this.#name}: there must be parameters to optimize, got an empty list`);
    for (const param of params) {
      if (!(param instanceof Variable))
        throw new TypeError(`${this.#name}: parameters must be Variables, got ${typeof param}`);
      if (!param.isLeaf)
        throw new TypeError(`${this.#name}: parameters must be leaves, got the result of an operation`);
      if (this.paramGroups.some((other) => other.params.includes(param))) {
        throw new RangeError(`${this.#name}: a parameter may be in one group, got one that is in two`);
      }
    }
    const unique = [...new Set(params)];
    if (unique.length < params.length) {
      this.warnings.push(
        `${this.#name}: a parameter should appear once in a group, got one twice; it is updated once`,
      );
    }
    const group = { ...this.#defaults, ...options, params: unique };
    this.#check(group);
    this.paramGroups.push(group);
  }

  /** Forgets all gradients; with `setToNull: false` they become zeros, in place, which still count as gradients. */
  zeroGrad({ setToNull = true }: { setToNull?: boolean } = {}): void {
    for (const { params } of this.paramGroups) {
      for (const param of params) {
        if (setToNull) param.grad = null;
        else param.grad?.data.zero_();
      }
    }
  }

  /** Updates every parameter that has a gradient. With a closure, computes the loss first and returns it. */
  step(): undefined;
  step<Loss>(closure: () => Loss): Loss;
  step<Loss>(closure?: () => Loss): Loss | undefined {
    const loss = closure === undefined ? undefined : enableGrad(closure);
    noGrad(() => {
      for (const group of this.paramGroups) {
        for (const param of group.params) {
          if (param.grad !== null) this.update(param, param.grad.data, group);
        }
      }
    });
    return loss;
  }

  /** A snapshot of the memory and options, which later steps do not change. */
  stateDict(): OptimizerStateDict<Options> {
    const state: Record<number, ParameterState> = {};
    let number = 0;
    const paramGroups = this.paramGroups.map((group) => ({
      ...group,
      params: group.params.map((param) => {
        const own = this.state.get(param);
        if (own !== undefined) state[number] = { ...own, buffers: copied(own.buffers, param) };
        return number++;
      }),
    }));
    return { state, paramGroups };
  }

  /**
   * Restores a snapshot, of an optimizer with the same groups of parameters: buffers are copied, and rates and other
   * options take the saved values. Nothing changes when it throws.
   * @throws RangeError when groups, parameters or buffers have other sizes, or an option is out of range
   */
  loadStateDict({ state, paramGroups }: OptimizerStateDict<Options>): void {
    if (paramGroups.length !== this.paramGroups.length) {
      throw new RangeError(
        `loadStateDict: there must be ${this.paramGroups.length} parameter groups, got ${paramGroups.length}`,
      );
    }
    const loaded = new Map<Variable, ParameterState>();
    const groups = this.paramGroups.map((group, index) => {
      const saved = paramGroups[index];
      if (saved.params.length !== group.params.length) {
        throw new RangeError(
          `loadStateDict: group ${index} must have ${group.params.length} parameters, got ${saved.params.length}`,
        );
      }
      this.#check(saved);
      for (const [position, param] of group.params.entries()) {
        const own = state[saved.params[position]];
        if (own !== undefined) loaded.set(param, { ...own, buffers: copied(own.buffers, param) });
      }
      return { ...saved, params: group.params };
    });
    for (const [index, group] of groups.entries()) Object.assign(this.paramGroups[index], group);
    this.state.clear();
    for (const [param, own] of loaded) this.state.set(param, own);
  }
}

function copied(buffers: Readonly<Record<string, Tensor>>, param: Variable): Record<string, Tensor> {
  const copies: Record<string, Tensor> = {};
  for (const [name, buffer] of Object.entries(buffers)) {
    if (!sameShape(buffer.shape, param.shape)) {
      throw new RangeError(
        `loadStateDict: ${name} must have the shape of its parameter, ${formatShape(param.shape)}, got ${formatShape(buffer.shape)}`,
      );
    }
    copies[name] = buffer.clone();
  }
  return copies;
}
