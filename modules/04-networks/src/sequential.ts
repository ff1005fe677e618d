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
    throw new Error("TODO(04-networks): name each layer by its position");
  }

  override forward(x: T): T {
    throw new Error("TODO(04-networks): send x through all layers");
  }
}
