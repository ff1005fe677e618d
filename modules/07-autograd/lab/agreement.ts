import { heatMap } from "@tinytorch/lab";
import { Generator, rand } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";
import { type Attempt, attempt } from "./attempt.ts";

/** |analytic − numeric| for each number of a 4 × 4 input, row by row. */
export type Errors = readonly (readonly number[])[];

export type Agreement = { readonly name: string; readonly errors: Attempt<Errors> };

/** What `gradcheck` finds at every index of some operations' inputs. */
export function checkOperations({
  Variable,
  gradcheck,
}: Pick<typeof mine, "Variable" | "gradcheck">): Agreement[] {
  type Variable = InstanceType<typeof mine.Variable>;
  const operations: readonly (readonly [string, (a: Variable, b: Variable) => Variable, 0 | 1])[] = [
    ["a / b, a", (a, b) => a.div(b), 0],
    ["a / b, b", (a, b) => a.div(b), 1],
    ["A @ B, A", (a, b) => a.matmul(b), 0],
    ["A @ B, B", (a, b) => a.matmul(b), 1],
    ["max(1)", (a) => a.max(1), 0],
    ["unfold2d", (a) => a.reshape([1, 1, 4, 4]).unfold2d(3, { padding: 1 }), 0],
  ];
  return operations.map(([name, f, input]) => ({
    name,
    errors: attempt(() => {
      const generator = new Generator(7);
      const draw = () => new Variable(rand([4, 4], { generator, dtype: "float64" }).add(0.5));
      const found = gradcheck(f, [draw(), draw()]).errors[input].contiguous().data;
      return [0, 4, 8, 12].map((row) => Array.from(found.slice(row, row + 4)));
    }),
  }));
}

/** Maps side by side: dots where the two agree to eight digits, full where they are apart by a tenth or more. */
export function drawAgreements(agreements: readonly Agreement[]): string[] {
  const maps = agreements.map(({ errors }) => {
    if (!("result" in errors)) return ["", " not yet", "", ""];
    const digits = errors.result.map((row) =>
      row.map((error) => (error === null ? null : Math.log10(Math.max(error, 1e-12)))),
    );
    return heatMap(digits, [-8, 0]).map((row) => row.replaceAll(" ", "·"));
  });
  const line = (parts: readonly string[]) =>
    `  ${parts.map((part) => part.padEnd(8)).join("  │ ")}`.trimEnd();
  const reasons = agreements.flatMap(({ errors }) =>
    "reason" in errors ? [`  not yet: ${errors.reason}`] : [],
  );
  return [
    line(agreements.map(({ name }) => name)),
    ...[0, 1, 2, 3].map((row) => line(maps.map((map) => map[row] ?? ""))),
    ...new Set(reasons),
  ];
}
