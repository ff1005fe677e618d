import { hiddenTests } from "@tinytorch/sandbox/suite";
import { Inputs } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import type * as solution from "./solution/src/index.ts";

/** How this module's hidden tests are declared: by the exports of its solution, on inputs from the run's seed. */
export const { hidden } = hiddenTests<typeof solution, Inputs>((id, seed) => new Inputs(id, seed));
