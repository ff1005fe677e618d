import type { Tensor } from "@tinytorch/tensor";
import type { TapeNode } from "./tape-node.ts";
import type { Variable } from "./variable.ts";

/** What the pass knows about a step: how many of its uses have yet to report, and the gradient gathered so far. */
interface Progress {
  usesLeft: number;
  gradient: Tensor | null;
}

/**
 * Carries a gradient from a variable back to the leaves it was computed from. Every step runs once, after all its uses
 * (Kahn's topological order, 1962), without recursion, so the length of a chain does not matter.
 * @throws Error when a step has already been freed or something it kept has changed; no gradient is touched then.
 */
export function runBackward(root: Variable, gradient: Tensor, retainGraph: boolean): void {
  if (root.node === null) {
    accumulate(root, gradient, false);
    return;
  }
  const progress = countUses(root.node);
  const ready: TapeNode[] = [root.node];
  deliver(progress, root.node, gradient);
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    const incoming = progress.get(node)?.gradient ?? null;
    progress.delete(node);
    const { parents } = node;
    const outgoing = incoming === null ? [] : node.backward(incoming);
    if (incoming !== null && node.retained !== null) accumulate(node.retained, incoming, false);
    for (let i = 0; i < parents.length; i++) {
      const parent = parents[i];
      if (!parent.requiresGrad) continue;
      const share = outgoing[i] ?? null;
      if (parent.node === null) {
        if (share !== null)
          accumulate(parent, share, incoming !== null && isOwned(share, incoming, outgoing));
        continue;
      }
      // A use reports even when no gradient flows through it, so that a dead branch does not hold up the rest.
      if (deliver(progress, parent.node, share)) ready.push(parent.node);
    }
    if (!retainGraph) node.free();
  }
}

/** Finds every step behind the root and counts its uses, checking that each can still run. */
function countUses(root: TapeNode): Map<TapeNode, Progress> {
  const progress = new Map<TapeNode, Progress>([[root, { usesLeft: 1, gradient: null }]]);
  const unexplored = [root];
  for (let node = unexplored.pop(); node !== undefined; node = unexplored.pop()) {
    if (node.freed) {
      throw new Error(
        `backward: a tape can be run once, got a second backward through ${node.name}; compute the output again, or pass ` +
          "{ retainGraph: true } to the first backward",
      );
    }
    node.checkSaved();
    for (const parent of node.parents) {
      if (parent.node === null || !parent.requiresGrad) continue;
      const known = progress.get(parent.node);
      if (known !== undefined) known.usesLeft++;
      else {
        progress.set(parent.node, { usesLeft: 1, gradient: null });
        unexplored.push(parent.node);
      }
    }
  }
  return progress;
}

/** Adds one use's gradient to a step's, and says whether that was the last use. */
function deliver(progress: Map<TapeNode, Progress>, node: TapeNode, share: Tensor | null): boolean {
  const entry = progress.get(node);
  if (entry === undefined) throw new Error(`internal: backward reached ${node.name}, which was not counted`);
  if (share !== null) entry.gradient = entry.gradient === null ? share : entry.gradient.add(share);
  entry.usesLeft--;
  return entry.usesLeft === 0;
}

/** Whether a gradient is a tensor nobody else holds, so that a leaf may keep it without a copy. */
function isOwned(share: Tensor, incoming: Tensor, outgoing: readonly (Tensor | null)[]): boolean {
  if (share.storage === incoming.storage || share.size !== share.storage.data.length) return false;
  let holders = 0;
  for (const other of outgoing) if (other !== null && other.storage === share.storage) holders++;
  return holders === 1;
}

function accumulate(variable: Variable, share: Tensor, owned: boolean): void {
  const gradient = share.to(variable.data.dtype);
  variable.accumulateGrad(owned || gradient !== share ? gradient.contiguous() : gradient.clone());
}
