import type { Nested } from "../grid.ts";
import type { Thrown } from "../refusals.ts";
import type { Scope } from "../scope.ts";

/** Runs in the sandbox. */
export function nestRagged({ tensor }: Scope, ragged: readonly Nested[]): Thrown[] {
  return ragged.map((values) => {
    try {
      tensor(values);
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  });
}
