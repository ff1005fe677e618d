import { createRequire } from "node:module";
import type IsolatedVM from "isolated-vm";

/**
 * isolated-vm, loaded from the binary that the host names: the sandbox process finds no packages, only this one file.
 */
const addon: { readonly ivm: typeof IsolatedVM } = createRequire(import.meta.url)(process.argv[2] ?? "");

export const ivm = addon.ivm;
