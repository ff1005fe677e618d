import { installApart } from "../install-apart.ts";

/** Installs the libraries that ours is compared with, unless they are there: they are larger than all else that the workspace needs. */
export function installPeers(): void {
  installApart(import.meta.dirname, "the libraries to compare with (some 390 MB)");
}

if (import.meta.main) installPeers();
