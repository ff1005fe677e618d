/**
 * What a submission did instead of answering. Every other list of failures is made from this one: a sandbox process does
 * not know `load` (its host does), and only a comparison knows `wrong`.
 */
export const sandboxFailureKinds = [
  "threw",
  "todo",
  "timeout",
  "memory",
  "refused-reply",
  "refused-import",
  "load",
] as const;
export type SandboxFailureKind = (typeof sandboxFailureKinds)[number];

/** Why a hidden test failed, in terms a student may read: `wrong` compared values. */
export const failureKinds = ["wrong", ...sandboxFailureKinds] as const;
export type FailureKind = (typeof failureKinds)[number];
