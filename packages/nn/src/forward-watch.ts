import { isGradEnabled, type Variable } from "@tinytorch/autograd";

/** A module, as far as this looks at it. */
interface Watched {
  parameters(): readonly Variable[];
  namedChildren(): readonly [string, Watched][];
}

/** The modules whose `forward` is running, the innermost last. */
const running: Watched[] = [];

/** Layers that a module has been found to list. */
const listed = new WeakMap<Watched, WeakSet<Watched>>();

/**
 * A module's `forward` that looks at which layers it uses: one with parameters that the module does not list would never be
 * trained or saved, and nothing would say so.
 */
export function watched<Result>(
  module: Watched,
  forward: (...inputs: readonly unknown[]) => Result,
): (...inputs: readonly unknown[]) => Result {
  return (...inputs) => {
    const user = running[running.length - 1];
    if (user !== undefined && user !== module && isGradEnabled()) requireListed(user, module);
    running.push(module);
    try {
      return Reflect.apply(forward, module, inputs);
    } finally {
      running.pop();
    }
  };
}

/** @throws TypeError on a layer that is to be trained, and that the module which uses it does not list */
function requireListed(user: Watched, layer: Watched): void {
  const found = listed.get(user) ?? new WeakSet();
  listed.set(user, found);
  if (found.has(layer)) return;
  const learns = layer.parameters().some((parameter) => parameter.requiresGrad);
  if (learns && !lists(user, layer)) {
    throw new TypeError(
      `${user.constructor.name}: every layer that forward uses must be one of the module's properties, or in a list of them, ` +
        `got a ${layer.constructor.name} that parameters() does not see; a #private field hides it`,
    );
  }
  found.add(layer);
}

function lists(user: Watched, layer: Watched): boolean {
  return user.namedChildren().some(([, child]) => child === layer || lists(child, layer));
}
