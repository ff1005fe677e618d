/// <reference path="./wasm/webassembly.d.ts" />

import { rules } from "@tinytorch/options";
import type { Kernels } from "./contract/kernels.ts";
import { jsKernels } from "./js/js-kernels.ts";
import { canRun } from "./wasm/instantiate.ts";
import { makeWasmKernels } from "./wasm/wasm-kernels.ts";

/** Kernels by name: the fastest there are; WebAssembly, with or without fused multiply-add; plain JavaScript. */
export type KernelName = "fastest" | "wasm-relaxed" | "wasm" | "js";

/** Own fields and no Map: kernels are handed to no function of the language, which whoever runs beside could have replaced. */
const made: Record<"wasm" | "wasm-relaxed", Kernels | null> = { wasm: null, "wasm-relaxed": null };

let active: Kernels | null = null;
let chosen: KernelName = "fastest";

/** The kernels every tensor operation runs on: the fastest that this machine can run, unless others were chosen. */
export function activeKernels(): Kernels {
  active ??= kernelsNamed("fastest");
  return active;
}

/** The name of the kernels that tensor operations run on: `wasm-relaxed`, `wasm` or `js`. */
export function kernelsInUse(): string {
  return activeKernels().name;
}

/**
 * Runs every later tensor operation on the kernels of that name, and returns the name of those chosen until now. Tensors that
 * exist stay as they are, and can be used with any.
 * @throws RangeError when there are no kernels of that name, or this machine cannot run them
 */
export function useKernels(name: KernelName): KernelName {
  const previous = chosen;
  active = kernelsNamed(name);
  chosen = name;
  return previous;
}

/** Runs every later tensor operation on kernels of one's own, and returns the ones used until now: to watch them, or to leave some out. */
export function replaceKernels(kernels: Kernels): Kernels {
  const previous = activeKernels();
  active = kernels;
  return previous;
}

function kernelsNamed(name: KernelName): Kernels {
  if (name === "js") return jsKernels;
  if (name === "fastest") return fastest();
  if (name !== "wasm" && name !== "wasm-relaxed")
    throw new RangeError(`useKernels: a name must be fastest, wasm-relaxed, wasm or js, got ${rules.shown(name)}`);
  const known = made[name];
  if (known !== null) return known;
  const variant = name === "wasm" ? "plain" : "relaxed";
  if (!canRun(variant)) throw new RangeError(`useKernels: this machine must be able to run them, got ${name}`);
  const kernels = makeWasmKernels(name, variant);
  made[name] = kernels;
  return kernels;
}

function fastest(): Kernels {
  try {
    return kernelsNamed(canRun("relaxed") ? "wasm-relaxed" : canRun("plain") ? "wasm" : "js");
  } catch (error) {
    // A page's policy may forbid to compile, a browser to do it at once, and a machine to reserve the memory.
    if (error instanceof RangeError || error instanceof WebAssembly.CompileError) return jsKernels;
    throw error;
  }
}
