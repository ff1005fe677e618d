import { asVariable, type Variable } from "@tinytorch/autograd";
import { layerOf } from "../layer-of.ts";
import { type Input, Module } from "../module.ts";

/** Layers one after another, each fed with the output of the one before. They are named by position: `0.weight`. */
export class Sequential extends Module {
  readonly layers: readonly Module[];

  constructor(...layers: readonly Module[]) {
    super();
    for (const layer of layers) {
      if (!(layer instanceof Module)) throw new TypeError(`Sequential: layers must be Modules, got ${typeof layer}`);
    }
    this.layers = layers;
  }

  override namedChildren(): [string, Module][] {
    return this.layers.map((layer, index) => [`${index}`, layer]);
  }

  override forward(input: Input): Variable {
    let output = asVariable(input);
    for (const layer of this.layers) output = layer.forward(output);
    return output;
  }
}

/** All dimensions of a sample made one, as a layer: `[N, …] -> [N, features]`. */
export class Flatten extends layerOf((x) => asVariable(x).flatten(1)) {}
