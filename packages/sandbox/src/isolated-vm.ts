import type IsolatedVM from "isolated-vm";

/** isolated-vm, loaded from the binary that the host names: the sandbox process finds no packages, only this one file. */
export const ivm = load(process.argv[2] ?? "");

function load(addon: string): typeof IsolatedVM {
  const module: { exports: { ivm?: typeof IsolatedVM } } = { exports: {} };
  process.dlopen(module, addon);
  if (module.exports.ivm === undefined) throw new Error(`internal: ${addon} must be isolated-vm`);
  return module.exports.ivm;
}
