import { isGradEnabled, Variable } from "@tinytorch/autograd";

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
 * A module's `forward` that looks at what it uses: a layer with parameters that no running module lists would never be trained or
 * saved, nor would a parameter that is the result of an operation, and nothing would say so.
 */
export function watched<Result>(
  module: Watched,
  forward: (...inputs: readonly unknown[]) => Result,
): (...inputs: readonly unknown[]) => Result {
  let isUsed = false;
  return (...inputs) => {
    if (isGradEnabled()) {
      if (!isUsed) requireNoResult(module);
      isUsed = true;
      if (running.length > 0) requireListed(module);
    }
    running.push(module);
    try {
      return Reflect.apply(forward, module, inputs);
    } finally {
      running.pop();
    }
  };
}

/** @throws TypeError on a property that a recorded operation made before the first use: it was most likely meant as a parameter */
function requireNoResult(module: Watched): void {
  for (const [name, value] of Object.entries(module)) {
    if (value instanceof Variable && value.node !== null) {
      throw new TypeError(
        `${module.constructor.name}: a parameter must not be the result of an operation, got ${name}, which ${value.node.name} ` +
          `made; make it of the values, new Variable(${name}.data)`,
      );
    }
  }
}

/** @throws TypeError on a layer that is to be trained, and that none of the modules which use it lists */
function requireListed(layer: Watched): void {
  if (running.includes(layer) || running.some((user) => listed.get(user)?.has(layer))) return;
  if (!layer.parameters().some((parameter) => parameter.requiresGrad)) return;
  const owner = running.find((user) => lists(user, layer));
  if (owner === undefined) {
    throw new TypeError(
      `${running[running.length - 1].constructor.name}: every layer that forward uses must be one of the module's properties, or in a list of them, ` +
        `got a ${layer.constructor.name} that parameters() does not see; a #private field hides it`,
    );
  }
  const found = listed.get(owner) ?? new WeakSet();
  listed.set(owner, found.add(layer));
}

function lists(user: Watched, layer: Watched): boolean {
  return user.namedChildren().some(([, child]) => child === layer || lists(child, layer));
}
