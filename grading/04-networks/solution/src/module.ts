import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { isLayer, type Layer, type Named } from "./layer.ts";
import { namedParametersOf } from "./named-parameters-of.ts";
import { partsOf } from "./parts-of.ts";
import { isParameter, shapeText, tensorOf } from "./tensor-of.ts";

/** The numbers of a network by name, such as `{ "0.weight": … , "0.bias": … }`: what is written into a file. */
export type State = Readonly<Record<string, Tensor>>;

/**
 * A network, or a part of one. Who extends it writes a `forward` and assigns layers and parameters to properties; everything else is
 * found by looking at those properties, anew in each call, for a layer may be assigned later.
 */
export abstract class Module<T extends Arithmetic<T>> implements Layer<T> {
  /** Whether the module is being trained. */
  training = true;

  abstract forward(x: T): T;

  /** The layers that are properties of this module, or stand in its arrays, with their names and in their order. Not theirs. */
  namedChildren(): readonly Named<Layer<T>>[] {
    // `partsOf(this)` lists everything; `isLayer<T>(value)` tells a layer.
    // BEGIN SOLUTION
    // TODO: keep the layers
    return partsOf(this).flatMap(([name, value]): readonly Named<Layer<T>>[] =>
      isLayer<T>(value) ? [[name, value]] : [],
    );
    // END SOLUTION
  }

  /**
   * All parameters with their names: first this module's own (`scale`), then those of each child, with the child's name before theirs
   * (`blocks.0.weight`). One object that is found several times is listed once, by the first of its names.
   */
  namedParameters(): readonly Named<T>[] {
    // `isParameter<T>(value)` tells a parameter; `namedParametersOf(child)` lists a child's, whatever layer it is.
    // BEGIN SOLUTION
    // TODO: list its own parameters, then its children's, each object once
    const names = new Map<T, string>();
    const keep = (name: string, parameter: T) => {
      if (!names.has(parameter)) names.set(parameter, name);
    };
    for (const [name, value] of partsOf(this)) {
      if (isParameter<T>(value)) keep(name, value);
    }
    for (const [child, layer] of this.namedChildren()) {
      for (const [name, parameter] of namedParametersOf(layer)) keep(`${child}.${name}`, parameter);
    }
    return Array.from(names, ([parameter, name]): Named<T> => [name, parameter]);
    // END SOLUTION
  }

  /** All parameters, each once: what an optimizer is given. */
  parameters(): readonly T[] {
    // BEGIN SOLUTION
    // TODO: list the parameters without their names
    return this.namedParameters().map(([, parameter]) => parameter);
    // END SOLUTION
  }

  /**
   * Switches this module and everything in it to training, or with false to evaluation. A child with a `train` of its own is asked to do
   * it; another's `training` is set if it has one. A layer without either is left alone.
   * @returns this module
   */
  train(mode = true): this {
    // BEGIN SOLUTION
    // TODO: set this module's switch and its children's
    this.training = mode;
    for (const [, child] of this.namedChildren()) {
      if (child.train !== undefined) child.train(mode);
      else if (child.training !== undefined) child.training = mode;
    }
    return this;
    // END SOLUTION
  }

  /** Switches this module and everything in it to evaluation, as `train(false)` does. */
  eval(): this {
    // BEGIN SOLUTION
    // TODO: switch to evaluation
    return this.train(false);
    // END SOLUTION
  }

  /** A copy of all parameters' numbers by name. Training on changes nothing in it, and whoever changes it does not change the network. */
  stateDict(): State {
    // `tensorOf(parameter)` is the tensor of a parameter, which `clone()` copies.
    // BEGIN SOLUTION
    // TODO: copy each parameter's numbers
    return Object.fromEntries(
      this.namedParameters().map(([name, parameter]) => [name, tensorOf(parameter).clone()]),
    );
    // END SOLUTION
  }

  /**
   * Copies a state's numbers into the parameters, which stay the objects that they are. When it throws, nothing has changed.
   * @throws RangeError when a name is missing or unknown, like
   *   `loadStateDict: names must match, got 1 missing [0.bias] and 2 unknown [0.b, 1.b]`
   * @throws RangeError when a shape differs, like `loadStateDict: 0.weight must have shape [2, 3], got [3, 2]`
   */
  loadStateDict(state: State): void {
    const own = this.namedParameters();
    // `tensorOf(parameter).copy_(values)` writes numbers into a parameter; `shapeText(shape)` is `[2, 3]`.
    // BEGIN SOLUTION
    // TODO: compare all names, then all shapes, then copy
    const names = own.map(([name]) => name);
    const missing = names.filter((name) => !Object.hasOwn(state, name));
    const unknown = Object.keys(state).filter((name) => !names.includes(name));
    if (missing.length > 0 || unknown.length > 0) {
      const [few, many] = [missing, unknown].map((list) => `[${list.join(", ")}]`);
      throw new RangeError(
        `loadStateDict: names must match, got ${missing.length} missing ${few} and ${unknown.length} unknown ${many}`,
      );
    }
    for (const [name, parameter] of own) {
      const [shape, given] = [parameter.shape, state[name].shape].map(shapeText);
      if (shape !== given) {
        throw new RangeError(`loadStateDict: ${name} must have shape ${shape}, got ${given}`);
      }
    }
    for (const [name, parameter] of own) tensorOf(parameter).copy_(state[name]);
    // END SOLUTION
  }

  /**
   * Gives every parameter the numbers that `change` makes of its own and its name, each once, however often it is used. The parameters
   * stay the objects that they are. All new numbers are worked out before the first is written; when it throws, nothing has changed.
   * @returns this module
   * @throws RangeError when a shape changes, like `mapParameters: 0.bias must keep shape [3], got [1]`
   */
  mapParameters(change: (values: Tensor, name: string) => Tensor): this {
    // BEGIN SOLUTION
    // TODO: work out all new numbers, compare their shapes, then write them
    const changes = this.namedParameters().map(([name, parameter]) => {
      const values = tensorOf(parameter);
      return { name, values, changed: change(values, name) };
    });
    for (const { name, values, changed } of changes) {
      const [shape, given] = [values.shape, changed.shape].map(shapeText);
      if (shape !== given)
        throw new RangeError(`mapParameters: ${name} must keep shape ${shape}, got ${given}`);
    }
    for (const { values, changed } of changes) values.copy_(changed);
    return this;
    // END SOLUTION
  }
}
