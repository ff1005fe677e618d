import type * as autograd from "@tinytorch/autograd";
import type * as tensor from "@tinytorch/tensor";
import type * as submission from "./solution/src/index.ts";

/** What a function sent to the sandbox finds in its first parameter: of a submission the manifest's exports, and none of the given layers. */
export type Scope = typeof tensor &
  typeof autograd &
  Pick<typeof submission, "Module" | "Sequential" | "MLP" | "createMlp" | "countParameters" | "summary">;
