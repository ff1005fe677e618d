import { strToU8, zipSync } from "fflate";
import { download } from "../../../components/download.ts";
import type { Files } from "./work-store.ts";

/** Gives a module's files as a zip with a folder in it, which may be handed in or uploaded again as it is. */
export function downloadModule(module: string, files: Files): void {
  const entries = Object.entries(files).map(([path, text]) => [`${module}/${path}`, strToU8(text)] as const);
  download(`${module}.zip`, zipSync(Object.fromEntries(entries)).slice(), "application/zip");
}
