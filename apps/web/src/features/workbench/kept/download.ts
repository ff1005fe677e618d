import { strToU8, zipSync } from "fflate";
import type { Files } from "./work-store.ts";

/** Gives a module's files as a zip with a folder in it, which may be handed in or uploaded again as it is. */
export function download(module: string, files: Files): void {
  const entries = Object.entries(files).map(([path, text]) => [`${module}/${path}`, strToU8(text)] as const);
  const address = URL.createObjectURL(
    new Blob([zipSync(Object.fromEntries(entries)).slice()], { type: "application/zip" }),
  );
  const link = document.createElement("a");
  link.href = address;
  link.download = `${module}.zip`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
