import { hiddenTests } from "@tinytorch/sandbox/suite";
import { Inputs } from "@tinytorch/testkit";
import type { Scope } from "./scope.ts";

/** How this module's hidden tests are declared. */
export const { hidden } = hiddenTests<Scope, Inputs>((id, seed) => new Inputs(id, seed));
