import { InfrastructureError, type SandboxLayer } from "@tinytorch/course";
import type { Grader } from "@tinytorch/grader";

/** What every grader of a server has in common: one submission is graded as another is. */
export interface Standard {
  readonly layers: readonly SandboxLayer[];
  /** Of the suites, rubrics, packages and runner that decide a grade. */
  readonly version: string;
}

/** What the first graders have in common. @throws InfrastructureError when they are not alike. */
export function standardOf(graders: readonly Grader[]): Standard {
  const sandboxes = new Set(graders.map(({ layers }) => layers.join(", ")));
  if (sandboxes.size > 1) {
    const got = [...sandboxes].join(" in one and ");
    throw new InfrastructureError(`sandbox: every grader must have the same layers, got ${got} in another`);
  }
  if (new Set(graders.map(({ version }) => version)).size > 1) {
    throw new InfrastructureError(
      "grader: all must grade by the same course, got one that changed while they started; start the server again",
    );
  }
  const [first] = graders;
  return { layers: first?.layers ?? [], version: first?.version ?? "" };
}

/**
 * Holds a grader that takes another's place to what the others have: no layer less, and the same course. Work waits rather
 * than run in a weaker sandbox, or be graded by one suite in this slot and by another in the next.
 * @throws InfrastructureError
 */
export function expectStandard({ layers, version }: Grader, standard: Standard): void {
  const lost = standard.layers.filter((layer) => !layers.includes(layer));
  if (lost.length > 0) {
    throw new InfrastructureError(
      `sandbox: the layers that were there at the start must stay, got a grader without ${lost.join(", ")}`,
    );
  }
  if (version !== standard.version) {
    throw new InfrastructureError(
      "grader: it must grade by the course that the server started with, got one that has changed since; " +
        "restart the server to take the new course",
    );
  }
}
