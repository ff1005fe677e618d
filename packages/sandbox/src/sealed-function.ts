import type IsolatedVM from "isolated-vm";
import { suiteFunctionName } from "./describe-error.ts";
import { ivm } from "./isolated-vm.ts";
import type { SealedFunction } from "./messages.ts";

/**
 * Loads a suite's function of which the text is nowhere in this process: the bytecode of the real text is loaded for a
 * text of blanks. Whoever is handed the function, or one that it makes, finds blanks by every way that there is: its
 * `toString`, the engine's own error messages, a trace's call sites.
 *
 * @returns a script whose value is the function.
 */
export function openSealedFunction(
  isolate: IsolatedVM.Isolate,
  { length, bytecode }: SealedFunction,
): IsolatedVM.Script {
  const number = opened++;
  // Not the same blanks twice: the engine would take what it has loaded for them before.
  const blanks = number.toString(2).padStart(numberBits, "0").replaceAll("0", " ").replaceAll("1", "\t");
  const cachedData = new ivm.ExternalCopy(new Uint8Array(Buffer.from(bytecode, "base64")).buffer);
  const script: Compiled = isolate.compileScriptSync(blanks.padEnd(length), {
    filename: suiteFunctionName,
    cachedData,
  });
  if (script.cachedDataRejected !== false) {
    throw new Error("internal: the engine must take the bytecode of a suite's function");
  }
  return script;
}

/** How many functions this process has loaded, in as many blanks as this number has bits. */
let opened = 0;

/** At the end of every text are as many blanks, of which each process makes others. */
export const numberBits = 32;

/** What isolated-vm writes on a compiled script, and its types leave out. */
type Compiled = IsolatedVM.Script & { readonly cachedDataRejected?: boolean };
