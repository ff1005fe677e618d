import type { DType, Shape, Tensor } from "@tinytorch/tensor";
import type { BackwardContext, Operation } from "./operation.ts";

const nothing: readonly never[] = [];

/** Stands where attributes were. */
const dropped: unique symbol = Symbol("dropped");

/** What the tape knows of a variable. */
interface Traced {
  /** The step that made it; null for a leaf. */
  readonly node: TapeNode | null;
  readonly requiresGrad: boolean;
  readonly shape: Shape;
  readonly dtype: DType;
  accumulateGrad(gradient: Tensor): void;
}

/** One operation as it was run, and what the backward pass in progress knows about it. */
export class TapeNode<Attributes = unknown> implements BackwardContext<Attributes> {
  /** The variables the step was computed from; empty once the step has been freed. */
  parents: readonly Traced[];
  saved: readonly Tensor[];
  freed = false;
  /** The step's output, when its gradient was asked for with `retainGrad()`. */
  retained: Traced | null = null;
  /** The pass that the next two belong to. */
  pass: object | null = null;
  /** How many of the step's uses have yet to report. */
  usesLeft = 0;
  /** The gradient gathered so far. */
  gradient: Tensor | null = null;
  #attributes: Attributes | typeof dropped;
  readonly #operation: Operation<Attributes>;
  readonly #versions: readonly number[];

  constructor(
    operation: Operation<Attributes>,
    parents: readonly Traced[],
    saved: readonly Tensor[],
    attributes: Attributes,
  ) {
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

  /** Gets ready for a pass. @throws Error when the step cannot run, again or with what it kept. */
  join(pass: object): void {
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
    this.pass = pass;
    this.usesLeft = 0;
    this.gradient = null;
  }

  /** Lets go of everything that was kept. */
  free(): void {
    this.freed = true;
    this.saved = nothing;
    this.parents = nothing;
    this.#attributes = dropped;
  }

  #freedError(): Error {
    return new Error(
      `backward: a tape can be run once, got a second backward through ${this.name}; compute the output again, or pass ` +
        "{ retainGraph: true } to the first backward",
    );
  }
}

function versionOf(tensor: Tensor): number {
  return tensor.version;
}

/**
 * Carries a gradient from a variable back to the leaves it was computed from. Every step runs once, after all its uses
 * (Kahn's topological order, 1962), without recursion, so the length of a chain does not matter.
 * @throws Error when a step has already been freed or something it kept has changed; no gradient is touched then.
 */
export function runBackward(root: Traced, gradient: Tensor, retainGraph: boolean): void {
  if (root.node === null) {
    accumulate(root, gradient, false);
    return;
  }
  countUses(root.node);
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
}

/** Finds every step behind the root, makes it ready, and counts its uses. */
function countUses(root: TapeNode): void {
  const pass = {};
  root.join(pass);
  const unexplored = [root];
  for (let node = unexplored.pop(); node !== undefined; node = unexplored.pop()) {
    for (const { node: next, requiresGrad } of node.parents) {
      if (next === null || !requiresGrad) continue;
      if (next.pass !== pass) {
        next.join(pass);
        unexplored.push(next);
      }
      next.usesLeft++;
    }
  }
}

/** Whether a gradient is a tensor nobody else holds, so that a leaf may keep it without a copy. */
function isOwned(share: Tensor, incoming: Tensor, outgoing: readonly (Tensor | null)[]): boolean {
  if (share.storage === incoming.storage || share.size !== share.storage.size) return false;
  let holders = 0;
  for (const other of outgoing) if (other !== null && other.storage === share.storage) holders++;
  return holders === 1;
}

function accumulate(variable: Traced, share: Tensor, owned: boolean): void {
  const gradient = share.to(variable.dtype);
  variable.accumulateGrad(owned || gradient !== share ? gradient.contiguous() : gradient.clone());
}
