import type { Tensor } from "@tinytorch/tensor";
import { formatShape, sameShape } from "@tinytorch/tensor/internal";
import type { Recorded } from "./recorded.ts";
import { accumulate, type Hook, type Recorder, TapeNode, type Traced } from "./tape.ts";

/** Where a pass starts. */
export interface Root {
  readonly variable: Traced;
  readonly gradient: Recorded;
}

/** What is wanted of a pass. */
export interface PassOptions {
  /** The variables whose gradients are handed over; null to add to the `grad` of every leaf instead. */
  readonly inputs: readonly Traced[] | null;
  readonly retainGraph: boolean;
  /** Record the computation of the gradients themselves. */
  readonly createGraph: boolean;
  readonly recorder: Recorder;
}

/** A step, or a leaf. */
type Place = TapeNode | Traced;

/** What a pass knows of a place. */
interface State {
  readonly place: Place;
  /** Whether a gradient that is wanted comes by. */
  isWanted: boolean;
  /** Whether one that is wanted lies behind. */
  leads: boolean;
  usesLeft: number;
  gradient: Recorded | null;
}

/**
 * A pass of variables: slower than `runBackward`, which is one of tensors, and able to see more. Its gradients can be recorded
 * themselves and be seen by hooks, it starts at several places, and it goes only where a gradient is wanted. Of the steps that are
 * ready the latest comes first, as in PyTorch.
 * @returns the gradients of the inputs; null where none arrived
 */
export function runPass(roots: readonly Root[], options: PassOptions): (Recorded | null)[] {
  const { inputs, retainGraph, createGraph, recorder } = options;
  const wanted = inputs === null ? null : new Set(inputs.map(placeOf));
  const states = explore(roots, wanted, createGraph);
  const arrived = new Map<Place, Recorded>();
  const ready: TapeNode[] = [];

  const arrive = (state: State): void => {
    const { place } = state;
    if (!state.isWanted) return;
    const gradient = state.gradient === null ? null : seen(place, state.gradient);
    state.gradient = gradient;
    if (gradient !== null) {
      if (wanted?.has(place)) arrived.set(place, gradient);
      const keeper = place instanceof TapeNode ? place.retained : wanted === null ? place : null;
      if (keeper !== null && createGraph) keeper.accumulateGrad(gradient);
      else if (keeper !== null) accumulate(keeper, gradient.data, false);
    }
    if (place instanceof TapeNode && state.leads) ready.push(place);
  };

  const stateOf = (variable: Traced): State | undefined => states.get(placeOf(variable));
  for (const { variable, gradient } of roots) add(stateOf(variable), gradient);
  for (const place of new Set(roots.map(({ variable }) => placeOf(variable)))) {
    const state = states.get(place);
    if (state?.usesLeft === 0) arrive(state);
  }
  for (let node = takeLatest(ready); node !== undefined; node = takeLatest(ready)) {
    const { parents } = node;
    const gradient = states.get(node)?.gradient ?? null;
    states.delete(node);
    const needs = (input: number) =>
      input < parents.length && parents[input].requiresGrad && stateOf(parents[input])?.isWanted === true;
    const outgoing = gradient === null ? [] : backward(node, gradient, needs, options);
    for (let i = 0; i < parents.length; i++) {
      const next = needs(i) ? stateOf(parents[i]) : undefined;
      if (next === undefined) continue;
      add(next, outgoing[i] ?? null);
      if (--next.usesLeft === 0) arrive(next);
    }
    if (!retainGraph) node.free();
  }
  return inputs === null ? [] : inputs.map((input) => arrived.get(placeOf(input)) ?? null);

  function add(state: State | undefined, share: Recorded | null): void {
    if (state === undefined || share === null) return;
    state.gradient = state.gradient === null ? share : state.gradient.add(share);
  }
  function seen(place: Place, gradient: Recorded): Recorded {
    const hooks = place instanceof TapeNode ? place.hooks : place.leafHooks;
    return hooks === null ? gradient : seenBy(hooks, gradient, recorder);
  }
}

function backward(
  node: TapeNode,
  gradient: Recorded,
  needs: (input: number) => boolean,
  { createGraph, recorder }: PassOptions,
): readonly (Recorded | null)[] {
  if (createGraph) return node.differentiate(gradient, needs, recorder);
  const shares: readonly (Tensor | null)[] = node.backwardFor(gradient.data, needs);
  return shares.map((share) => (share === null ? null : recorder.constant(share)));
}

/** The place of a variable's gradient: a result may be several variables, but it is one step. */
function placeOf(variable: Traced): Place {
  return variable.node ?? variable;
}

/**
 * Every place behind the roots, with how many uses will report.
 * @throws Error when a step has been freed, something it kept has changed, or it cannot record its gradient and should
 */
function explore(roots: readonly Root[], wanted: ReadonlySet<Place> | null, createGraph: boolean): Map<Place, State> {
  const states = new Map<Place, State>();
  /** Every place after those it was computed from. */
  const sorted: State[] = [];
  const enter = (variable: Traced): State | null => {
    const place = placeOf(variable);
    if (states.has(place)) return null;
    const isWanted = wanted === null || wanted.has(place);
    const state = { place, isWanted, leads: false, usesLeft: 0, gradient: null };
    states.set(place, state);
    return state;
  };
  for (const { variable } of roots) {
    const first = enter(variable);
    const path = first === null ? [] : [{ state: first, at: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const parents = parentsOf(top.state.place, wanted);
      if (top.at === parents.length) {
        sorted.push(top.state);
        path.pop();
        continue;
      }
      const parent = parents[top.at++];
      const next = parent.requiresGrad ? enter(parent) : null;
      if (next !== null) path.push({ state: next, at: 0 });
    }
  }
  for (const state of sorted) {
    const next = parentsOf(state.place, wanted).flatMap((parent) =>
      parent.requiresGrad ? (stateOf(parent) ?? []) : [],
    );
    state.leads = next.some((parent) => parent.isWanted);
    state.isWanted ||= state.leads;
    if (!state.leads) continue;
    if (state.place instanceof TapeNode) state.place.check();
    if (state.place instanceof TapeNode && createGraph) state.place.requireDifferentiable();
    for (const parent of next) if (parent.isWanted) parent.usesLeft++;
  }
  return states;

  function stateOf(variable: Traced): State | undefined {
    return states.get(placeOf(variable));
  }
}

function parentsOf(place: Place, wanted: ReadonlySet<Place> | null): readonly Traced[] {
  if (!(place instanceof TapeNode)) return [];
  // A step that was freed does not know its own, so nobody can say what lies behind it; where it alone is wanted, nobody needs to.
  const isGoal = wanted?.size === 1 && wanted.has(place);
  if (place.freed && !isGoal) place.check();
  return place.parents;
}

/** Takes out the step that was made last. */
function takeLatest(ready: TapeNode[]): TapeNode | undefined {
  let latest = 0;
  for (let i = 1; i < ready.length; i++) if (ready[i].order > ready[latest].order) latest = i;
  const [taken] = ready.splice(latest, 1);
  return taken;
}

/** A gradient after every hook has seen it, in the order in which they were registered. */
function seenBy(hooks: ReadonlySet<Hook>, gradient: Recorded, recorder: Recorder): Recorded {
  let current = gradient;
  for (const hook of hooks) {
    const answer: unknown = hook(current);
    if (answer === undefined || answer === null) continue;
    if (!recorder.isVariable(answer))
      throw new TypeError(`registerHook: a hook must return a Variable or nothing, got ${typeof answer}`);
    if (!sameShape(answer.shape, current.shape)) {
      throw new RangeError(
        `registerHook: a hook must keep the gradient's shape ${formatShape(current.shape)}, got ${formatShape(answer.shape)}`,
      );
    }
    current = answer;
  }
  return current;
}
