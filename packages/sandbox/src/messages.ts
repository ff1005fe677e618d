import type { SandboxFailureKind } from "@tinytorch/course";

/** Modules by id. */
export type SandboxSources = Readonly<Record<string, string>>;

/**
 * What the host tells a sandbox process, one JSON line each. To a process that runs code, `prepare` comes once, ahead of
 * need: the trusted packages by module id. `load` comes once: the submission, as JavaScript. Then any number of
 * `evaluate`, and `console` for what was printed. A process that strips types is told nothing but `strip`.
 */
export type SandboxRequest =
  | { readonly type: "strip"; readonly files: SandboxSources }
  | { readonly type: "prepare"; readonly packages: SandboxSources; readonly memoryMegabytes: number }
  | {
      readonly type: "load";
      readonly files: SandboxSources;
      readonly entry: string;
      readonly exports: readonly string[];
      readonly allowedImports: readonly string[];
      readonly seed: number;
      readonly consoleBytes: number;
      readonly milliseconds: number;
    }
  | {
      readonly type: "evaluate";
      readonly source: string;
      readonly args: readonly string[];
      readonly milliseconds: number;
      readonly replyBytes: number;
      readonly replyDepth: number;
    }
  | { readonly type: "console" };

/** What a sandbox process may say of a failure: which export is missing is told to a student as a failure to load. */
export type ReplyFailureKind = Exclude<SandboxFailureKind, "load"> | "missing-export";

/** What a sandbox process answers, one JSON line for each request. The host believes its form alone. */
export type SandboxReply =
  | { readonly type: "done" }
  | { readonly type: "stripped"; readonly files: SandboxSources }
  | { readonly type: "value"; readonly value: string }
  | { readonly type: "console"; readonly text: string }
  | {
      readonly type: "failure";
      readonly kind: ReplyFailureKind;
      /** The error's class for `threw`, the name for `missing-export`, the broken rule for the refusals. */
      readonly detail: string;
      readonly where: { readonly file: string; readonly line: number } | null;
    };
