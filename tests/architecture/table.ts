/** What a room may import of ours. */
export interface Permission {
  /** By name without `@tinytorch/`; with a subpath, that face alone. */
  readonly any: readonly string[];
  /** With `import type` alone, which leaves nothing behind when the code runs. */
  readonly types?: readonly string[];
}

/** Who may import whom. A room that is not here may import nothing, and a test says so. */
export const roomTable: Readonly<Record<string, Permission>> = {
  "packages/options": { any: [] },
  "packages/tensor": { any: ["options"] },
  "packages/autograd": { any: ["tensor", "options"] },
  "packages/data": { any: ["tensor", "options"] },
  "packages/nn": { any: ["autograd", "tensor", "options"] },
  "packages/optimizers": { any: ["autograd", "tensor", "options"] },
  "packages/testkit": { any: [] },
  "packages/lab": { any: [] },
  "packages/course": { any: [] },
  "packages/course-files": { any: ["course"] },
  "packages/sandbox": { any: ["course"] },
  "packages/grader": { any: ["course", "course-files", "sandbox"] },
  "packages/suite-proof": { any: ["course", "course-files", "grader"] },
  "packages/gradebook": { any: ["course"] },
  "packages/api": { any: ["course"] },
  "apps/autograder": { any: ["api", "course", "course-files", "gradebook", "grader"] },
  "apps/web": { any: ["api", "tensor", "autograd", "nn", "optimizers", "data"], types: ["course"] },
  "apps/cli": { any: ["api", "autograder/programs", "course", "course-files", "grader", "suite-proof"] },
};

/** What a module's tests may import besides what its manifest lists under `allowedImports`. */
export const moduleTests: Permission = { any: ["testkit"] };

/** What a module's lab may import besides. */
export const moduleLab: Permission = { any: ["lab"] };

/**
 * What the hidden part of a module may import: the suites and the mistakes. Of what the module itself may import
 * they may name types, because a suite's functions run beside those packages, in the sandbox. `solution/` may import what the
 * module may.
 */
export const gradingPart: Permission = { any: ["testkit", "course", "sandbox/suite"] };

/**
 * What the manifest of a hidden part asks for besides: it is proven by these packages, on its module and on the library that
 * it is held to, none of which its files import. A proof is run again when one of them has changed.
 */
export const proofOf = (id: string, library: readonly string[]): readonly string[] => [
  ...["grader", "suite-proof"],
  `module-${id}`,
  ...library,
];

/** Rooms whose source must run in a bare V8 isolate: nothing of Node's, nothing from outside the workspace. */
export const bareRooms: readonly string[] = [
  "packages/options",
  "packages/tensor",
  "packages/autograd",
  "packages/nn",
  "packages/optimizers",
  "packages/data",
];
