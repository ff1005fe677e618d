import { hiddenTests } from "@tinytorch/sandbox/suite";
import { Inputs } from "@tinytorch/testkit";
import type { Scope } from "./scope.ts";

/** How this module's hidden tests are declared: by the exports of its solution, on inputs from the run's seed. */
export const { hidden, submission } = hiddenTests<Scope, Inputs>((id, seed) => new Inputs(id, seed));

/** For answers with tensors of many dimensions in them: each is a level of lists. */
export const deep = submission.upTo({ depth: 16 });
