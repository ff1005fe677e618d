import * as autograd from "@tinytorch/autograd";
import * as data from "@tinytorch/data";
import * as nn from "@tinytorch/nn";
import type { PlainData } from "@tinytorch/sandbox";
import type { Hidden, Submission } from "@tinytorch/sandbox/suite";
import * as tensor from "@tinytorch/tensor";
import { test } from "vitest";
import * as solution from "../../grading/08-optimizers/solution/src/index.ts";

/**
 * Stands in for `@tinytorch/sandbox/suite` in the cold baseline: the functions are simply called, beside the suite, as
 * other autograders do.
 */
export function hiddenTests<Scope, Inputs>(drawInputs: (id: string, seed: number) => Inputs) {
  const scope: unknown = { ...tensor, ...autograd, ...nn, ...data, ...solution };
  const submission: Submission<Scope> = {
    evaluate: async <const Args extends readonly PlainData[], Result>(
      run: (scope: Scope, ...args: Args) => Result,
      ...args: Args
    ): Promise<Result> => run(scope as Scope, ...args),
    upTo: () => submission,
  };
  const hidden: Hidden<Scope, Inputs> = (id, line, run) =>
    test(line.title, () => run({ submission, inputs: drawInputs(id, 1) }));
  return { hidden, submission };
}
