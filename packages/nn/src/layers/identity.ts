import { asVariable } from "@tinytorch/autograd";
import { layerOf } from "../layer-of.ts";

/**
 * The input as it is, for a place where a layer may stand.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html
 */
export class Identity extends layerOf((x) => asVariable(x)) {}
