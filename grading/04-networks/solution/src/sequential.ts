import type { Arithmetic } from "@tinytorch/tensor";
import type { Layer, Named } from "./layer.ts";
import { Module } from "./module.ts";

/** Layers one after another: each gets what the one before gave. Without any, what goes in comes out. */
export class Sequential<T extends Arithmetic<T>> extends Module<T> {
  readonly layers: readonly Layer<T>[];

  constructor(...layers: readonly Layer<T>[]) {
    super();
    this.layers = layers;
  }

  /** The layers by position, as PyTorch names them: `0`, `1`, … and so parameters are called `0.weight`, not `layers.0.weight`. */
  override namedChildren(): readonly Named<Layer<T>>[] {
    // BEGIN SOLUTION
    // TODO: name each layer by its position
    return this.layers.map((layer, index): Named<Layer<T>> => [`${index}`, layer]);
    // END SOLUTION
  }

  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: send x through all layers
    return this.layers.reduce((value, layer) => layer.forward(value), x);
    // END SOLUTION
  }
}
