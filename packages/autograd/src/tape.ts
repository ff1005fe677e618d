import type { DType, Shape, Tensor } from "@tinytorch/tensor";
import { formatShape } from "@tinytorch/tensor/internal";
import type { BackwardContext, Operation, RecordedContext } from "./operation.ts";
import type { Recorded } from "./recorded.ts";

const nothing: readonly never[] = [];

/** Stands where attributes were. */
const dropped: unique symbol = Symbol("dropped");

/** Looks at a gradient on its way, and may answer with another. */
export type Hook = (gradient: Recorded) => Recorded | undefined;

/** What the tape knows of a variable. */
export interface Traced extends Recorded {
  /** The step that made it; null for a leaf. */
  readonly node: TapeNode | null;
  readonly requiresGrad: boolean;
  readonly shape: Shape;
  readonly dtype: DType;
  /** What was registered to see its gradient, of a leaf; a result's is with its step. */
  readonly leafHooks: ReadonlySet<Hook> | null;
  /** Adds to its gradient: a tensor, or what was recorded, with its tape. */
  accumulateGrad(gradient: Tensor | Recorded): void;
}

/** How a pass whose gradients are recorded makes variables. */
export interface Recorder {
  apply: RecordedContext<unknown>["apply"];
  constant(data: Tensor): Recorded;
  isVariable(value: unknown): value is Recorded;
  /** A variable that stands for the output of a step. */
  result(data: Tensor, node: TapeNode): Recorded;
}

let made = 0;

/** One operation as it was run, and what the backward pass in progress knows about it. */
export class TapeNode<Attributes = unknown> implements BackwardContext<Attributes> {
  /** The variables the step was computed from; empty once the step has been freed. */
  parents: readonly Traced[];
  saved: readonly Tensor[];
  freed = false;
  /** How many steps were made before it. */
  readonly order = made++;
  /** The step's output, when its gradient was asked for with `retainGrad()`. */
  retained: Traced | null = null;
  /** What was registered to see the gradient of its output. */
  hooks: ReadonlySet<Hook> | null = null;
  /** The pass that the next two belong to. */
  pass: object | null = null;
  /** How many of the step's uses have yet to report. */
  usesLeft = 0;
  /** The gradient gathered so far. */
  gradient: Tensor | null = null;
  #attributes: Attributes | typeof dropped;
  #inputs: readonly Tensor[];
  #output: Tensor | null;
  readonly #operation: Operation<Attributes>;
  readonly #versions: readonly number[];
  /** The versions of all inputs together, which only grow; unknown unless the operation reads them. */
  readonly #inputVersion: number | null;

  constructor(
    operation: Operation<Attributes>,
    parents: readonly Traced[],
    inputs: readonly Tensor[],
    output: Tensor,
    saved: readonly Tensor[],
    attributes: Attributes,
  ) {
    this.#inputs = inputs;
    this.#output = output;
    this.#inputVersion = operation.readsInputs ? versionOfAll(inputs) : null;
    this.#operation = operation;
    this.parents = parents;
    this.saved = saved;
    this.#versions = saved.length === 0 ? nothing : saved.map(versionOf);
    this.#attributes = attributes;
  }

  get attributes(): Attributes {
    if (this.#attributes === dropped) throw this.#freedError();
    return this.#attributes;
  }

  get name(): string {
    return this.#operation.name;
  }

  needs(input: number): boolean {
    return input < this.parents.length && this.parents[input].requiresGrad;
  }

  shapeOf(input: number): Shape {
    return this.parents[input].shape;
  }

  backward(gradient: Tensor): readonly (Tensor | null)[] {
    return this.#operation.backward(gradient, this);
  }

  /** The same, of those inputs alone that `needs` names. */
  backwardFor(gradient: Tensor, needs: (input: number) => boolean): readonly (Tensor | null)[] {
    const { saved, attributes } = this;
    return this.#operation.backward(gradient, { saved, attributes, needs, shapeOf: (input) => this.shapeOf(input) });
  }

  /** The same, recorded. @throws Error when the operation cannot, or an input has been given other values since. */
  differentiate(
    gradient: Recorded,
    needs: (input: number) => boolean,
    recorder: Recorder,
  ): readonly (Recorded | null)[] {
    const operation = this.requireDifferentiable();
    const inputs = () => this.#unchangedInputs();
    return operation.differentiable(gradient, {
      saved: this.saved.map((tensor, i) => this.#asRecorded(tensor, i, recorder)),
      attributes: this.attributes,
      needs,
      shapeOf: (input) => this.shapeOf(input),
      get inputs() {
        return inputs();
      },
      apply: recorder.apply,
    });
  }

  /** The operation. @throws Error when it cannot record its gradient */
  requireDifferentiable(): DifferentiableOperation<Attributes> {
    if (isDifferentiable(this.#operation)) return this.#operation;
    throw new Error(
      `createGraph: every operation must have a gradient that can be recorded, got ${this.name}, whose second derivative is ` +
        "not there; give the operation a differentiable, or put the result together from others",
    );
  }

  /** What a tensor that was kept is: an input, looked for at its own place first, the output, or a constant. */
  #asRecorded(tensor: Tensor, place: number, recorder: Recorder): Recorded {
    if (this.#inputs[place] !== tensor) {
      if (this.#output === tensor) return recorder.result(tensor, this);
      const found = this.#inputs.indexOf(tensor);
      return found < 0 ? recorder.constant(tensor) : this.#input(found);
    }
    return this.#input(place);
  }

  #input(place: number): Traced {
    const parent = this.parents[place];
    if (parent.data !== this.#inputs[place]) throw this.#changedError();
    return parent;
  }

  #unchangedInputs(): readonly Traced[] {
    if (this.#inputVersion === null)
      throw new Error(
        `differentiable: an operation that reads its inputs must say readsInputs, got ${this.name}, which does not`,
      );
    if (versionOfAll(this.#inputs) !== this.#inputVersion) throw this.#changedError();
    return this.parents.map((_, place) => this.#input(place));
  }

  #changedError(): Error {
    return new Error(
      `createGraph: what ${this.name} was computed from must not change before its gradient is, got other values in an input of ` +
        `shape ${formatShape(this.parents[0].shape)}; compute the output again`,
    );
  }

  /** Gets ready for a pass. @throws Error when the step cannot run, again or with what it kept. */
  join(pass: object): void {
    this.check();
    this.pass = pass;
    this.usesLeft = 0;
    this.gradient = null;
  }

  /** @throws Error when the step cannot run, again or with what it kept. */
  check(): void {
    if (this.freed) throw this.#freedError();
    for (let i = 0; i < this.saved.length; i++) {
      const { version } = this.saved[i];
      if (version !== this.#versions[i]) {
        throw new Error(
          `backward: a tensor that ${this.name} keeps for its gradient must not change, got an in-place change after ` +
            `it was saved (version ${version}, saved at ${this.#versions[i]})`,
        );
      }
    }
  }

  /** Lets go of everything that was kept. */
  free(): void {
    this.freed = true;
    this.saved = nothing;
    this.parents = nothing;
    this.#inputs = nothing;
    this.#output = null;
    this.#attributes = dropped;
  }

  #freedError(): Error {
    return new Error(
      `backward: a tape can be run once, got a second backward through ${this.name}; compute the output again, or pass ` +
        "{ retainGraph: true } to the first backward",
    );
  }
}

type DifferentiableOperation<Attributes> = Operation<Attributes> &
  Pick<Required<Operation<Attributes>>, "differentiable">;

function isDifferentiable<Attributes>(
  operation: Operation<Attributes>,
): operation is DifferentiableOperation<Attributes> {
  return operation.differentiable !== undefined;
}

function versionOfAll(tensors: readonly Tensor[]): number {
  let sum = 0;
  for (const tensor of tensors) sum += tensor.version;
  return sum;
}

function versionOf(tensor: Tensor): number {
  return tensor.version;
}

/**
 * Carries a gradient from a variable back to the leaves it was computed from. Every step runs once, after all its uses
 * (Kahn's topological order, 1962), without recursion, so the length of a chain does not matter.
 * @returns whether it did: a tape with hooks, for which gradients have to be variables, is left to `runPass`
 * @throws Error when a step has already been freed or something it kept has changed; no gradient is touched then.
 */
export function runBackward(root: Traced, gradient: Tensor, retainGraph: boolean): boolean {
  if (root.node === null) {
    if (root.leafHooks !== null) return false;
    accumulate(root, gradient, false);
    return true;
  }
  if (countUses(root.node)) return false;
  root.node.gradient = gradient;
  const ready: TapeNode[] = [root.node];
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    const { parents, gradient: incoming } = node;
    node.gradient = null;
    const outgoing = incoming === null ? nothing : node.backward(incoming);
    if (incoming !== null && node.retained !== null) accumulate(node.retained, incoming, false);
    for (let i = 0; i < parents.length; i++) {
      const parent = parents[i];
      if (!parent.requiresGrad) continue;
      const share = outgoing[i] ?? null;
      const next = parent.node;
      if (next === null) {
        if (share !== null) accumulate(parent, share, incoming !== null && isOwned(share, incoming, outgoing));
        continue;
      }
      if (share !== null) next.gradient = next.gradient === null ? share : next.gradient.add(share);
      // A use reports even when no gradient flows through it, so that a dead branch does not hold up the rest.
      if (--next.usesLeft === 0) ready.push(next);
    }
    if (!retainGraph) node.free();
  }
  return true;
}

/** Finds every step behind the root, makes it ready, and counts its uses. @returns whether there are hooks among them */
function countUses(root: TapeNode): boolean {
  const pass = {};
  let isWatched = false;
  root.join(pass);
  const unexplored = [root];
  for (let node = unexplored.pop(); node !== undefined; node = unexplored.pop()) {
    if (node.hooks !== null) isWatched = true;
    for (const parent of node.parents) {
      const next = parent.node;
      if (!parent.requiresGrad) continue;
      if (next === null) {
        if (parent.leafHooks !== null) isWatched = true;
        continue;
      }
      if (next.pass !== pass) {
        next.join(pass);
        unexplored.push(next);
      }
      next.usesLeft++;
    }
  }
  return isWatched;
}

/** Whether a gradient is a tensor nobody else holds, so that a leaf may keep it without a copy. */
function isOwned(share: Tensor, incoming: Tensor, outgoing: readonly (Tensor | null)[]): boolean {
  if (share.storage === incoming.storage || share.size !== share.storage.size) return false;
  let holders = 0;
  for (const other of outgoing) if (other !== null && other.storage === share.storage) holders++;
  return holders === 1;
}

/** Adds to a variable's gradient, in its element type and, unless it is owned, by a copy. */
export function accumulate(variable: Traced, share: Tensor, owned: boolean): void {
  const gradient = share.to(variable.dtype);
  variable.accumulateGrad(owned || gradient !== share ? gradient.contiguous() : gradient.clone());
}
