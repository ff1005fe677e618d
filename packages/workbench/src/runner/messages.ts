import type { SandboxRequest } from "@tinytorch/sandbox/portable";
import type { CompiledModule } from "../modules/compiled-module.ts";
import type { LanguageNames } from "./lock-down.ts";

/** What a runner is prepared with: modules that are ours, compiled, by id. */
export interface Prepare {
  readonly type: "prepare";
  readonly packages: Readonly<Record<string, CompiledModule>>;
  readonly language: LanguageNames;
  /** Has a submission's statements say where they are, and tells of the function that does not return. */
  readonly searching: boolean;
}

/** How wide and high a picture may be, in characters. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** The machine that a browser runs on, as far as it tells: what a lab asks of Node. */
export interface Host {
  readonly platform: string;
  /** Of the Node that grades. */
  readonly nodeVersion: string;
  readonly cpus: readonly { readonly model: string }[];
  /** Bytes. */
  readonly totalMemory: number;
}

/** Draws a module's picture of what the submission exports. */
export interface Draw {
  readonly type: "draw";
  /** The lab, which ends in a call of `runLab`. */
  readonly lab: CompiledModule;
  /** What a lab is told that asks for more than the student's exports: plain data. */
  readonly given: unknown;
  readonly room: Room;
  readonly host: Host;
  readonly milliseconds: number;
}

/** What the page asks a runner. Files come with what they are compiled to, by their texts. */
export type RunnerRequest =
  | Prepare
  | Draw
  | (Extract<SandboxRequest, { type: "load" | "rehearse" }> & {
      readonly compiled: ReadonlyMap<string, CompiledModule>;
    })
  | Extract<SandboxRequest, { type: "run-test" | "console" }>;
