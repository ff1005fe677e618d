import type { SandboxFailureKind } from "@tinytorch/course";

/** How a program ended before its end, in words for whoever wrote the modules. */
export interface ProgramFailure {
  readonly kind: SandboxFailureKind;
  readonly cause: string;
  /** The place in a module, as its author knows it: `modules/01-tensor/src/shape.ts:68`. */
  readonly where: string | null;
}

/** The program did not come to its end. */
export class MilestoneFailure extends Error {
  override readonly name = "MilestoneFailure";
  readonly failure: ProgramFailure;

  constructor(failure: ProgramFailure) {
    super(failure.cause);
    this.failure = failure;
  }
}

/** What was thrown inside, by what it says of itself: it is one's own code, and one's own words are told. */
export function thrownFailure(kind: string, message: string, stack: string): ProgramFailure {
  const [, todo] = /^TODO\([\w-]+\): (.*)$/.exec(message) ?? [];
  const where = placeIn(stack);
  if (todo !== undefined) return { kind: "todo", cause: `not written yet: ${todo}`, where };
  return { kind: "threw", cause: `${kind}: ${message}`, where };
}

/** The first place in a module that a text names, such as a stack or a sandbox's sentence. */
export function placeIn(text: string): string | null {
  const [, module, path, line] = /\bsrc\/(\d\d-[a-z0-9-]+)\/([\w./-]+\.ts):(\d+)/.exec(text) ?? [];
  return module === undefined ? null : `modules/${module}/src/${path}:${line}`;
}
