import { join } from "node:path";
import { type Plugin, rolldown } from "rolldown";

const folder = join(import.meta.dirname, "..");

/** A program for a browser's worker or document, as one classic script. */
export async function buildProgram(entry: string): Promise<string> {
  await using bundle = await rolldown({
    input: join(folder, entry),
    platform: "browser",
    plugins: [nodeParts],
    // Of a package's face that is imported what is used alone.
    treeshake: { moduleSideEffects: (id) => !/[/\\\\]packages[/\\\\](course|lab|sandbox)[/\\\\]/.test(id) },
  });
  const { output } = await bundle.generate({ format: "iife", minify: true, codeSplitting: false });
  const [{ code }, ...more] = output;
  if (more.length > 0) throw new Error(`internal: ${entry} must be one file, got ${output.length}`);
  // Calls of ours in a stack are told by this name, and not by the address that the worker was made of.
  return `${code}\n//# sourceURL=tinytorch`;
}

/** What Node's stripper asks of Node: texts as bytes. */
const parts: Readonly<Record<string, string>> = {
  util: "export const { TextDecoder, TextEncoder } = globalThis;",
  "node:buffer":
    "export const Buffer = { from: (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) };",
};

const nodeParts: Plugin = {
  name: "parts-of-node",
  resolveId: (id) => (Object.hasOwn(parts, id) ? `\0${id}` : null),
  load: (id) => (id.startsWith("\0") && Object.hasOwn(parts, id.slice(1)) ? (parts[id.slice(1)] ?? null) : null),
};
