import { jsKernels } from "./js/js-kernels.ts";
import type { Kernels } from "./kernels.ts";

let active: Kernels = jsKernels;

/** The kernels every tensor operation runs on. */
export function activeKernels(): Kernels {
  return active;
}

/** Runs every later tensor operation on other kernels, and returns the ones used until now. */
export function useKernels(kernels: Kernels): Kernels {
  const previous = active;
  active = kernels;
  return previous;
}
