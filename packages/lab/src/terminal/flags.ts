import { parseArgs } from "node:util";
import type { ShowOptions } from "./show-lab.ts";

/** What every lab's program understands, for `parseArgs`; a program with options of its own takes these along. */
export const labFlags = {
  json: { type: "boolean", default: false },
  frames: { type: "boolean", default: false },
  columns: { type: "string", default: "80" },
  rows: { type: "string", default: "40" },
  colour: { type: "boolean", default: false },
  seconds: { type: "string" },
} as const;

/** The flags as they were read. */
export interface LabFlags {
  readonly json: boolean;
  readonly frames: boolean;
  readonly columns: string;
  readonly rows: string;
  readonly colour: boolean;
  /** With `--frames`, after how long the program is stopped; never without it. */
  readonly seconds?: string | undefined;
}

/** @throws TypeError on a flag that no lab has. */
export function readFlags(given: readonly string[]): LabFlags {
  return parseArgs({ args: [...given], options: labFlags }).values;
}

export function showOptions({ json, frames, columns, rows, colour }: LabFlags): ShowOptions {
  return { json, frames: frames ? { columns: Number(columns), rows: Number(rows), colour } : null };
}
