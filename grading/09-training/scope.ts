import type * as autograd from "@tinytorch/autograd";
import type * as data from "@tinytorch/data";
import type * as nn from "@tinytorch/nn";
import type * as optimizers from "@tinytorch/optimizers";
import type * as tensor from "@tinytorch/tensor";
import type * as submission from "./solution/src/index.ts";

/** What a function sent to the sandbox finds in its first parameter. The losses are the student's, and not those of nn. */
export type Scope = typeof tensor &
  typeof autograd &
  Omit<typeof nn, keyof typeof submission> &
  typeof data &
  typeof optimizers &
  typeof submission;
