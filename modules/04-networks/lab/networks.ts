import type * as mine from "../src/index.ts";

/** What the pictures need of a module. */
export type Networks = Pick<
  typeof mine,
  "MLP" | "Sequential" | "Linear" | "createMlp" | "countParameters" | "summary"
>;
