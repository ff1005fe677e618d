import type { LoadProblem, SandboxFailureKind } from "@tinytorch/course";

/** Problems of loading that are told at most. */
export const mostProblems = 200;

/** Modules by id. */
export type SandboxSources = Readonly<Record<string, string>>;

/**
 * What the host tells a sandbox process, one JSON line each. To a process that runs code, `prepare` comes once, ahead of
 * need: the trusted packages by module id. `load` comes once: the submission, as JavaScript. Then any number of
 * `evaluate`, and `console` for what was printed; at home, `rehearse` with a module's visible tests, and any number of `run-test`. A process that strips types is told nothing but `strip`,
 * and one that seals the functions of suites nothing but `seal`.
 */
export type SandboxRequest =
  | { readonly type: "strip"; readonly file: string; readonly source: string }
  | { readonly type: "seal"; readonly source: string }
  | { readonly type: "prepare"; readonly packages: SandboxSources; readonly memoryMegabytes: number }
  | {
      readonly type: "load";
      readonly files: SandboxSources;
      /**
       * What is known not to load: what types could not be stripped from, or all that an earlier process found, which is
       * then kept in its order; files that never end are not tried again.
       */
      readonly problems: readonly LoadProblem[];
      readonly entry: string;
      readonly exports: readonly string[];
      readonly allowedImports: readonly string[];
      /** Files that may import less. */
      readonly fileImports: Readonly<Record<string, readonly string[]>>;
      /** What each file exports as a type, and so not when it runs: for the words of a name that is not there. */
      readonly types: Readonly<Record<string, readonly string[]>>;
      /** Files of the submission that stand in the place of packages, by the packages' names. */
      readonly ownPackages: Readonly<Record<string, string>>;
      /** What the packages have and the submission finds to throw, and the module that it is to build it in. */
      readonly withheld: { readonly module: string; readonly names: readonly string[] };
      readonly seed: number;
      readonly consoleBytes: number;
      /** Of the processor, for each file that is run; after one that never ends the others get an eighth. */
      readonly milliseconds: number;
    }
  | {
      readonly type: "evaluate";
      /** A suite's function, by a number: what it is comes along the first time. */
      readonly function: number;
      readonly sealed: SealedFunction | null;
      readonly args: readonly string[];
      /** Of the processor. */
      readonly milliseconds: number;
      readonly replyBytes: number;
      readonly replyDepth: number;
    }
  | {
      readonly type: "rehearse";
      /** The tests' own modules, as JavaScript, and the testkit's. */
      readonly modules: SandboxSources;
      readonly testFiles: readonly string[];
      readonly milliseconds: number;
    }
  | { readonly type: "run-test"; readonly index: number; readonly milliseconds: number }
  | { readonly type: "console" };

/** A suite's function as the engine's bytecode (base64), of a text of this length. */
export interface SealedFunction {
  readonly length: number;
  readonly bytecode: string;
}

/** A place in the submission's code; lines count from 1. */
export interface CodePlace {
  readonly file: string;
  readonly line: number;
  /** Of a time-out: where the function begins that did not return. Columns count from 0. */
  readonly within?: { readonly line: number; readonly column: number } | undefined;
}

/** What a sandbox process may say of a failure: which export is missing is told to a student as a failure to load. */
export type ReplyFailureKind =
  | Exclude<SandboxFailureKind, "refused-import">
  | "missing-export"
  | "absent"
  | "unusable"
  | "withheld";

/**
 * What a sandbox process answers, one line for each request: the processor time it has used since it was made ready, in
 * milliseconds, a space, and this as JSON. The host believes its form alone.
 */
export type SandboxReply =
  | { readonly type: "done" }
  /** A file as JavaScript. */
  | { readonly type: "stripped"; readonly source: string }
  /** Why a file is no TypeScript that runs. */
  | { readonly type: "not-stripped"; readonly problem: LoadProblem }
  | { readonly type: "sealed"; readonly function: SealedFunction }
  /** What does not load; all else does. */
  | { readonly type: "loaded"; readonly problems: readonly LoadProblem[] }
  | { readonly type: "value"; readonly value: string }
  | { readonly type: "console"; readonly text: string }
  | {
      readonly type: "failure";
      readonly kind: ReplyFailureKind;
      /**
       * Of `threw` the error's class, of `missing-export` and `absent` the name, of `refused-reply` one of `refusals`, of `load` the
       * number of the problem; of the others nothing. Each is looked up in a closed list before it is told.
       */
      readonly detail: string;
      readonly where: CodePlace | null;
    };
