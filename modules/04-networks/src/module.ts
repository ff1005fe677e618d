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
    throw new Error("TODO(04-networks): keep the layers");
  }

  /**
   * All parameters with their names: first this module's own (`scale`), then those of each child, with the child's name before theirs
   * (`blocks.0.weight`). One object that is found several times is listed once, by the first of its names.
   */
  namedParameters(): readonly Named<T>[] {
    // `isParameter<T>(value)` tells a parameter; `namedParametersOf(child)` lists a child's, whatever layer it is.
    throw new Error("TODO(04-networks): list its own parameters, then its children's, each object once");
  }

  /** All parameters, each once: what an optimizer is given. */
  parameters(): readonly T[] {
    throw new Error("TODO(04-networks): list the parameters without their names");
  }

  /**
   * Switches this module and everything in it to training, or with false to evaluation. A child with a `train` of its own is asked to do
   * it; another's `training` is set if it has one. A layer without either is left alone.
   * @returns this module
   */
  train(mode = true): this {
    throw new Error("TODO(04-networks): set this module's switch and its children's");
  }

  /** Switches this module and everything in it to evaluation, as `train(false)` does. */
  eval(): this {
    throw new Error("TODO(04-networks): switch to evaluation");
  }

  /** A copy of all parameters' numbers by name. Training on changes nothing in it, and whoever changes it does not change the network. */
  stateDict(): State {
    // `tensorOf(parameter)` is the tensor of a parameter, which `clone()` copies.
    throw new Error("TODO(04-networks): copy each parameter's numbers");
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
    throw new Error("TODO(04-networks): compare all names, then all shapes, then copy");
  }

  /**
   * Gives every parameter the numbers that `change` makes of its own and its name, each once, however often it is used. The parameters
   * stay the objects that they are. All new numbers are worked out before the first is written; when it throws, nothing has changed.
   * @returns this module
   * @throws RangeError when a shape changes, like `mapParameters: 0.bias must keep shape [3], got [1]`
   */
  mapParameters(change: (values: Tensor, name: string) => Tensor): this {
    throw new Error("TODO(04-networks): work out all new numbers, compare their shapes, then write them");
  }
}
