/// <reference path="./webassembly.d.ts" />
import { memoryFlags, packed, sizes } from "./bytes.ts";
import { theHeap } from "./heap.ts";
import { unpack } from "./unpack.ts";

/** What assemblyscript/ exports, each with the parameters it has there. Addresses and strides are in bytes. */
export type WasmExports = Readonly<Record<string, (...operands: readonly number[]) => number>>;

/** The compiled kernels, or those with fused multiply-add. */
export type Variant = keyof typeof sizes;

/** In a module's import of memory: that it has a maximum, and that it is shared (WebAssembly 3.0, 5.3.16). */
const SHARED_WITH_MAXIMUM = 3;

let both: Uint8Array<ArrayBuffer> | null = null;
const modules = new Map<Variant, WebAssembly.Module>();
const instances = new Map<Variant, WasmExports>();

function bytesOf(variant: Variant): Uint8Array<ArrayBuffer> {
  both ??= unpack(packed, sizes.plain + sizes.relaxed);
  return variant === "plain" ? both.subarray(0, sizes.plain) : both.subarray(sizes.plain);
}

/** Whether this machine runs WebAssembly at all, and this variant in particular. */
export function canRun(variant: Variant): boolean {
  return typeof WebAssembly !== "undefined" && WebAssembly.validate(bytesOf(variant));
}

/** The variants that this machine runs. */
export function runnable(): Variant[] {
  return (["plain", "relaxed"] as const).filter(canRun);
}

/** The compiled kernels, for memory such as the heap's: shared or not. */
export function moduleOf(variant: Variant): WebAssembly.Module {
  const known = modules.get(variant);
  if (known !== undefined) return known;
  const bytes = bytesOf(variant).slice();
  if (theHeap().shared) bytes[memoryFlags[variant]] = SHARED_WITH_MAXIMUM;
  const module = new WebAssembly.Module(bytes);
  modules.set(variant, module);
  return module;
}

/** The kernels over the heap. */
export function instantiate(variant: Variant): WasmExports {
  const known = instances.get(variant);
  if (known !== undefined) return known;
  const { memory } = theHeap();
  const { exports } = new WebAssembly.Instance<WasmExports>(moduleOf(variant), { env: { memory } });
  instances.set(variant, exports);
  return exports;
}
