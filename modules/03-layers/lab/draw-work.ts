import { bars, paintIn, type View } from "@tinytorch/lab";
import { shortened } from "./shortened.ts";
import type { Work } from "./work.ts";

/** A bar for each product's time, and one for what n³ foretells from the one before. */
export function drawWork({ products, reason }: Work, { columns, colour }: View): string[] {
  const drawn = products.flatMap(({ n, milliseconds, multiplications }, index) => {
    const before = products[index - 1];
    const measured = {
      name: `${n} × ${n}, ${counted(multiplications)} products`,
      value: milliseconds,
      text: `${milliseconds.toFixed(2)} ms`,
      paint: paintIn("cyan", colour),
    };
    if (before === undefined) return [measured];
    const foretold = before.milliseconds * (n / before.n) ** 3;
    const text = `${foretold.toFixed(2)} ms by n³`;
    return [measured, { name: "", value: foretold, text, paint: paintIn("grey", colour) }];
  });
  return [
    "The time of your matmul, and below it what n³ foretells from the size before",
    ...bars(drawn, Math.max(48, Math.min(columns, 88))),
    ...(reason === null ? [] : [shortened(`  ${reason}`, columns)]),
  ];
}

/** A count as one reads it; what is none, for it comes from code that may be wrong, as a question mark. */
function counted(count: number | null | undefined): string {
  return typeof count === "number" ? count.toLocaleString("en-US") : "?";
}
