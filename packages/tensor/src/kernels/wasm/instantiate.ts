/// <reference path="./webassembly.d.ts" />
import { packed, sizes } from "./bytes.ts";
import { theHeap } from "./heap.ts";
import { unpack } from "./unpack.ts";

/** What assembly/ exports, each with the parameters it has there. Addresses and strides are in bytes. */
export type WasmExports = Readonly<Record<string, (...operands: readonly number[]) => number>>;

/** The compiled kernels, or those with fused multiply-add. */
export type Variant = keyof typeof sizes;

let both: Uint8Array<ArrayBuffer> | null = null;

function bytesOf(variant: Variant): Uint8Array<ArrayBuffer> {
  both ??= unpack(packed, sizes.plain + sizes.relaxed);
  return variant === "plain" ? both.subarray(0, sizes.plain) : both.subarray(sizes.plain);
}

/** Whether this machine runs WebAssembly at all, and this variant in particular. */
export function canRun(variant: Variant): boolean {
  return typeof WebAssembly !== "undefined" && WebAssembly.validate(bytesOf(variant));
}

/** Compiles kernels over the heap. */
export function instantiate(variant: Variant): WasmExports {
  const module = new WebAssembly.Module(bytesOf(variant));
  return new WebAssembly.Instance<WasmExports>(module, { env: { memory: theHeap().memory } }).exports;
}
