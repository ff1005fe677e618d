import type { Layer } from "./layer.ts";

/** Runs something with all switches of a model off, and puts each back to where it was, even when something is thrown. */
export function evaluating<T, Result>(model: Layer<T>, run: () => Result): Result {
  const switches = switchesOf(model).map((layer) => ({ layer, training: layer.training }));
  for (const { layer, training } of switches) if (training !== undefined) layer.training = false;
  try {
    return run();
  } finally {
    for (const { layer, training } of switches) if (training !== undefined) layer.training = training;
  }
}

function switchesOf<T>(layer: Layer<T>): readonly Layer<T>[] {
  return [layer, ...(layer.namedChildren?.() ?? []).flatMap(([, child]) => switchesOf(child))];
}
