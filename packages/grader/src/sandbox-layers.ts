import type { SandboxLayer } from "@tinytorch/course";
import { sandboxCommand } from "@tinytorch/sandbox";

/** The layers a sandbox started now would have on this machine, found by trying them. */
export function sandboxLayers(): readonly SandboxLayer[] {
  return sandboxCommand(1).layers;
}
