import type IsolatedVM from "isolated-vm";
import { ivm } from "./isolated-vm.ts";
import type { SealedFunction } from "./messages.ts";
import { numberBits, openSealedFunction } from "./sealed-function.ts";

/** Where V8 notes in bytecode under which of its flags it was made: four bytes. */
const flags = { start: 12, end: 16 } as const;

/**
 * Compiles a suite's function, in a process that knows no submission: the one that does is given the bytecode and never
 * sees the text.
 *
 * Strict, as it was in its own file: else a function of the submission's could read it as its caller.
 */
export function sealFunction(source: string): SealedFunction {
  const sealed = seal(source);
  // Tried once, here, where it is nobody's fault but ours.
  const other = new ivm.Isolate();
  openSealedFunction(other, sealed);
  other.dispose();
  return sealed;
}

function seal(source: string): SealedFunction {
  const code = `"use strict"; (${source}\n)${" ".repeat(numberBits)}`;
  const usual = bytecodeOf("0");
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  // All of it at once: a function compiled when it is first called would be compiled from blanks.
  setFlagsFromString("--no-lazy");
  try {
    const bytecode = bytecodeOf(code);
    // It is loaded where functions are compiled as they are called.
    usual.copy(bytecode, flags.start, flags.start, flags.end);
    return { length: code.length, bytecode: bytecode.toString("base64") };
  } finally {
    setFlagsFromString("--lazy");
  }
}

function bytecodeOf(code: string): Buffer {
  isolate ??= new ivm.Isolate();
  const { cachedData }: Compiled = isolate.compileScriptSync(code, { produceCachedData: true });
  if (cachedData === undefined) throw new Error("internal: the engine must give the bytecode of a suite's function");
  return Buffer.from(cachedData.copy());
}

let isolate: IsolatedVM.Isolate | null = null;

/** What isolated-vm writes on a compiled script, and its types leave out. */
type Compiled = IsolatedVM.Script & { readonly cachedData?: IsolatedVM.ExternalCopy<ArrayBuffer> };
