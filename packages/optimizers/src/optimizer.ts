import { enableGrad, Variable } from "@tinytorch/autograd";
import { type RulesFor, rules } from "@tinytorch/options";
import { full, keep, Tensor } from "@tinytorch/tensor";
import { formatShape, inspected, type Shape, sameShape } from "@tinytorch/tensor/internal";

/** The options that every optimizer has. */
export interface BaseOptions {
  learningRate: number;
}

/** The rate a schedule started from; schedules write it. */
interface Scheduling {
  initialLearningRate?: number;
}

/** Parameters that are updated with the same options. The options may be changed between steps. */
export type ParamGroup<Options> = Options & Scheduling & { params: Variable[] };

/** Parameters with some options of their own. */
export type GroupOptions<Options> = Partial<Options> & Scheduling & { params: Iterable<Variable> };

/** What an optimizer is given: parameters, or groups of them. */
export type OptimizerParams<Options> = Iterable<Variable> | Iterable<GroupOptions<Options>>;

/** What an optimizer remembers about one parameter. */
export interface ParameterState {
  /** How many gradients the parameter has had. */
  step: number;
  /** Tensors of the parameter's shape, by name; of a rule that says so, of another. */
  readonly buffers: Record<string, Tensor>;
  /** Numbers, by name. */
  readonly numbers: Record<string, number>;
}

/** What a rule is given for one parameter: weights and gradient are contiguous and of one element type. */
export interface ParameterStep<Options> {
  readonly weights: Tensor;
  readonly gradient: Tensor;
  /** Its memory, which counts this gradient already. */
  readonly state: ParameterState;
  readonly options: Options;
}

/** An optimizer's memory and options, with parameters numbered in the order of their groups. */
export interface OptimizerStateDict<Options> {
  readonly state: Readonly<Record<number, ParameterState>>;
  readonly paramGroups: readonly (Options & Scheduling & { params: number[] })[];
}

const zeroGradTable = { setToNull: rules.flag.or(true) };

/**
 * What all optimizers share: groups, state, and the walk over the parameters. A rule is a subclass with an `update`.
 *
 * A parameter whose gradient is null is skipped: no decay, no state, no step count. State is made at a parameter's first
 * gradient and belongs to the parameter object; it outlives every `scope`, so that a step may run inside of one. Nothing
 * here is recorded on the tape, and gradients are not changed.
 */
export abstract class Optimizer<Options extends BaseOptions = BaseOptions> {
  readonly paramGroups: ParamGroup<Options>[] = [];
  /** Things that are allowed but probably not meant, in words. */
  readonly warnings: string[] = [];
  readonly #state = new Map<Variable, ParameterState>();
  readonly #name: string;
  readonly #rules: RulesFor<Options>;
  readonly #defaults: Partial<Options>;
  readonly #memory: readonly string[];

  /**
   * @param name the optimizer's name in messages
   * @param table what each option may be, and its default
   * @param options those of all groups that have none of their own
   * @param memory what the rule has remembered of every parameter it has moved, whatever the options: names in its state
   * @throws RangeError on an empty list, and as `addParamGroup` does
   */
  constructor(
    name: string,
    params: OptimizerParams<Options>,
    table: RulesFor<Options>,
    options: Partial<Options>,
    memory: readonly string[] = [],
  ) {
    this.#name = name;
    this.#memory = memory;
    this.#rules = table;
    requireList(name, params);
    this.#defaults = this.#checked(options);
    const loose: Variable[] = [];
    for (const item of params) {
      if (item instanceof Variable) loose.push(item);
      else this.addParamGroup(item);
    }
    if (loose.length > 0 || this.paramGroups.length === 0) this.#addGroup(loose, {});
  }

  /** The rule: moves the weights in place, by methods of tensors, which count what they write. */
  protected abstract update(step: ParameterStep<Options>): void;

  /** Checks that options go together. @throws RangeError when they do not */
  protected check(_options: Options): void {}

  /** Checks that the rule can move a parameter. @throws RangeError when it cannot */
  protected checkParameter(_parameter: Variable): void {}

  /** Checks states that are to be loaded beside one another. @throws RangeError when the rule cannot go on from them */
  protected checkStates(_states: ReadonlyMap<Variable, ParameterState>): void {}

  /** The shape of a buffer, by its name and its parameter's shape. */
  protected shapeOf(_buffer: string, parameter: Shape): Shape {
    return parameter;
  }

  /** What the rule has remembered of a parameter that it has moved: names in its state. */
  protected memoryOf(_parameter: Variable): readonly string[] {
    return this.#memory;
  }

  #checked(options: Partial<Options>): Options {
    const settings = rules.readOptions(this.#name, this.#rules, options, ["params", "initialLearningRate"]);
    this.check(settings);
    return settings;
  }

  /**
   * Adds parameters with options of their own; those left out are the optimizer's.
   * @throws RangeError on an empty group, an option out of range, or a parameter that is already in another group;
   *   TypeError on anything but a leaf variable
   */
  addParamGroup(group: GroupOptions<Options>): void {
    if (typeof group !== "object" || group === null)
      throw new TypeError(`${this.#name}: parameters must be Variables, got ${rules.shown(group)}`);
    this.#addGroup(group.params, group, group.initialLearningRate);
  }

  #addGroup(params: Iterable<Variable>, options: Partial<Options>, initialLearningRate?: number): void {
    requireList(this.#name, params);
    const unique = new Set<Variable>();
    let total = 0;
    for (const param of params) {
      if (!(param instanceof Variable))
        throw new TypeError(`${this.#name}: parameters must be Variables, got ${typeof param}`);
      if (!param.isLeaf)
        throw new TypeError(`${this.#name}: parameters must be leaves, got the result of an operation`);
      if (this.paramGroups.some((other) => other.params.includes(param))) {
        throw new RangeError(`${this.#name}: a parameter may be in one group, got one that is in two`);
      }
      this.checkParameter(param);
      unique.add(param);
      total++;
    }
    if (total === 0) throw new RangeError(`${this.#name}: there must be parameters to optimize, got an empty list`);
    const settings = this.#checked({ ...this.#defaults, ...options });
    if (unique.size < total) {
      this.warnings.push(`${this.#name}: a parameter should appear once in a group, got one twice; it is updated once`);
    }
    this.paramGroups.push({ ...settings, ...scheduling(initialLearningRate), params: [...unique] });
  }

  /** Forgets all gradients; with `setToNull: false` they become zeros, in place, which still count as gradients. */
  zeroGrad(options: { setToNull?: boolean } = {}): void {
    const { setToNull } = rules.readOptions("zeroGrad", zeroGradTable, options);
    for (const { params } of this.paramGroups) {
      for (const param of params) {
        if (setToNull) param.grad = null;
        else param.grad?.data.zero_();
      }
    }
  }

  /**
   * Updates every parameter that has a gradient. With a closure, computes the loss first and returns it.
   * @throws RangeError, before anything moves, on an option that was changed since to what it may not be
   */
  step(): undefined;
  step<Loss>(closure: () => Loss): Loss;
  step<Loss>(closure?: () => Loss): Loss | undefined {
    if (closure !== undefined && typeof closure !== "function")
      throw new TypeError(`${this.#name}: a closure must be a function, got ${rules.shown(closure)}`);
    const loss = closure === undefined ? undefined : enableGrad(closure);
    this.requireOptions();
    for (const group of this.paramGroups) {
      for (const param of group.params) if (param.grad !== null) this.#step(param, param.grad.data, group);
    }
    return loss;
  }

  /** Checks the options of all groups, before any parameter is moved. @throws RangeError on one that was changed to what it may not be */
  protected requireOptions(): void {
    for (const group of this.paramGroups) {
      for (const name in this.#rules) rules.requireEach(this.#name, this.#rules[name], { [name]: group[name] });
      this.check(group);
    }
  }

  /** A parameter's memory, which is made when it is first asked for. */
  protected stateOf(param: Variable): ParameterState {
    let state = this.#state.get(param);
    if (state === undefined) {
      state = { step: 0, buffers: {}, numbers: {} };
      this.#state.set(param, state);
    }
    return state;
  }

  #step(param: Variable, gradient: Tensor, options: Options): void {
    const state = this.stateOf(param);
    state.step++;
    const weights = param.data.contiguous();
    this.update({ weights, gradient: gradient.to(weights.dtype).contiguous(), state, options });
    if (weights !== param.data) param.data.copy_(weights);
  }

  /** What a person reads: each group with its options. */
  toString(): string {
    const groups = this.paramGroups.map(({ params, ...options }, index) => {
      const settings = Object.entries(options).map(([name, value]) => `${name}=${String(value)}`);
      const count = `${params.length} ${params.length === 1 ? "parameter" : "parameters"}`;
      return `  group ${index}: ${count}, ${settings.join(", ")}\n`;
    });
    return `${this.#name}(\n${groups.join("")})`;
  }
  [inspected](): string {
    return this.toString();
  }

  /** A snapshot of the memory and options, which later steps do not change. */
  stateDict(): OptimizerStateDict<Options> {
    const state: Record<number, ParameterState> = {};
    let number = 0;
    const paramGroups = this.paramGroups.map((group) => ({
      ...group,
      params: group.params.map((param) => {
        const own = this.#state.get(param);
        if (own !== undefined && Object.keys(own.buffers).length > 0)
          state[number] = { ...own, buffers: this.#copied(own.buffers, param), numbers: { ...own.numbers } };
        return number++;
      }),
    }));
    return { state, paramGroups };
  }

  /**
   * Restores a snapshot, of an optimizer with the same groups of parameters: buffers are copied, and rates and other
   * options take the saved values. Nothing changes when it throws.
   * @throws RangeError when groups, parameters or buffers have other sizes, something is missing that the rule has of every
   *   parameter, or an option is out of range
   */
  loadStateDict(saved: OptimizerStateDict<Options>): void {
    const { state, paramGroups }: OptimizerStateDict<Options> = Object(saved);
    if (!Array.isArray(paramGroups) || typeof state !== "object" || state === null)
      throw new RangeError("loadStateDict: there must be paramGroups and a state, got something else");
    if (paramGroups.length !== this.paramGroups.length) {
      throw new RangeError(
        `loadStateDict: there must be ${this.paramGroups.length} parameter groups, got ${paramGroups.length}`,
      );
    }
    const loaded = new Map<Variable, ParameterState>();
    const groups = this.paramGroups.map((group, index) => {
      const saved = paramGroups[index];
      const count = Array.isArray(saved?.params) ? saved.params.length : "no list";
      if (count !== group.params.length) {
        throw new RangeError(`loadStateDict: group ${index} must have ${group.params.length} parameters, got ${count}`);
      }
      const settings = this.#checked(saved);
      for (const [position, param] of group.params.entries()) {
        const own = state[saved.params[position]];
        if (own === undefined) continue;
        this.#requireMemory(own, this.memoryOf(param));
        loaded.set(param, { ...own, buffers: keep(this.#copied(own.buffers, param)), numbers: { ...own.numbers } });
      }
      return { ...settings, ...scheduling(saved.initialLearningRate) };
    });
    this.checkStates(loaded);
    for (const [index, group] of groups.entries()) Object.assign(this.paramGroups[index], group);
    this.#state.clear();
    for (const [param, own] of loaded) this.#state.set(param, own);
  }

  /** @throws RangeError when the rule cannot go on from a parameter's state */
  #requireMemory(own: ParameterState, memory: readonly string[]): void {
    if (typeof own !== "object" || own === null)
      throw new RangeError(`loadStateDict: the state of a parameter must be an object, got ${rules.shown(own)}`);
    rules.requireEach("loadStateDict", rules.count, { step: own.step });
    rules.requireEach("loadStateDict", rules.finite, own.numbers ?? {});
    const known = { ...own.buffers, ...own.numbers };
    const missing = memory.filter((name) => !Object.hasOwn(known, name));
    if (missing.length > 0) {
      throw new RangeError(
        `loadStateDict: ${this.#name} must have ${memory.join(" and ")} of every parameter, got none for ${missing.join(" and ")}`,
      );
    }
  }

  #copied(buffers: Readonly<Record<string, Tensor>>, { data }: Variable): Record<string, Tensor> {
    const copies: Record<string, Tensor> = {};
    for (const [name, buffer] of Object.entries(buffers)) {
      const shape = this.shapeOf(name, data.shape);
      if (!(buffer instanceof Tensor) || !sameShape(buffer.shape, shape)) {
        const whose = sameShape(shape, data.shape) ? "the shape of its parameter, " : "shape ";
        throw new RangeError(
          `loadStateDict: ${name} must have ${whose}${formatShape(shape)}, got ${buffer instanceof Tensor ? formatShape(buffer.shape) : typeof buffer}`,
        );
      }
      copies[name] = full(shape, 0, { dtype: data.dtype }).copy_(buffer);
    }
    return copies;
  }
}

/**
 * The base of a rule whose options are those of a table: all but its `update`.
 * @param memory what it has remembered of every parameter it has moved, whatever the options: names in its state
 */
export function optimizerWith<Options extends BaseOptions>(
  name: string,
  table: RulesFor<Options>,
  memory: readonly string[] = [],
): abstract new (
  params: OptimizerParams<Options>,
  options?: Partial<Options>,
) => Optimizer<Options> {
  abstract class NamedOptimizer extends Optimizer<Options> {
    /** @throws RangeError on an empty parameter list, or an option that is out of range */
    constructor(params: OptimizerParams<Options>, options: Partial<Options> = {}) {
      super(name, params, table, options, memory);
    }
  }
  return NamedOptimizer;
}

/**
 * One of a parameter's buffers, by name; when it is first asked for, a new one that outlives every scope.
 * @param value what a new buffer is filled with
 * @param shape its shape, where that is not the parameter's
 */
export function bufferOf(
  { state, weights }: ParameterStep<BaseOptions>,
  name: string,
  value = 0,
  shape: Shape = weights.shape,
): Tensor {
  state.buffers[name] ??= keep(full(shape, value, { dtype: weights.dtype }));
  return state.buffers[name];
}

/** @throws TypeError on a single parameter, or anything else that is no list */
export function requireList(owner: string, params: object): void {
  if (typeof params !== "object" || params === null || !(Symbol.iterator in params))
    throw new TypeError(`${owner}: parameters must be a list, got ${params === null ? "null" : typeof params}`);
}

function scheduling(initialLearningRate: number | undefined): Scheduling {
  return initialLearningRate === undefined ? {} : { initialLearningRate };
}
