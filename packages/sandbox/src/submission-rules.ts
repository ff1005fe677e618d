import type { SandboxRequest } from "./messages.ts";

/** What code of a submission may use of the packages. */
export interface SubmissionRules {
  readonly allowedImports: readonly string[];
  /** Files that may import less. */
  readonly fileImports?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Files of the submission that stand in the place of packages, by the packages' names: where modules are joined. */
  readonly ownPackages?: Readonly<Record<string, string>> | undefined;
  /** What of the packages the submission finds to throw, for it is what is built: `softmax`, `Tensor.relu`. */
  readonly withheld?: readonly string[] | undefined;
  /** The module's id, for the words of what is withheld. */
  readonly module?: string | undefined;
}

/** The rules as a sandbox process is told them. */
export function rulesToLoad({
  allowedImports,
  fileImports = {},
  ownPackages = {},
  withheld = [],
  module = "this module",
}: SubmissionRules): Pick<
  Extract<SandboxRequest, { type: "load" }>,
  "allowedImports" | "fileImports" | "ownPackages" | "withheld"
> {
  return { allowedImports: [...allowedImports], fileImports, ownPackages, withheld: { module, names: [...withheld] } };
}
