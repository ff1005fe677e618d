/// <reference path="./webassembly.d.ts" />
import { theHeap } from "./heap.ts";

/** What assembly/ exports, each with the parameters it has there. Addresses and strides are in bytes. */
export type WasmExports = Readonly<Record<string, (...operands: readonly number[]) => number>>;

/** Whether this machine runs WebAssembly at all, and these bytes in particular. */
export function canRun(bytes: string): boolean {
  return typeof WebAssembly !== "undefined" && WebAssembly.validate(decode(bytes));
}

/** Compiles kernels over the heap. */
export function instantiate(bytes: string): WasmExports {
  const module = new WebAssembly.Module(decode(bytes));
  return new WebAssembly.Instance<WasmExports>(module, { env: { memory: theHeap().memory } }).exports;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
