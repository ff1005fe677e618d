import { curves, legendLine, stylesFor, type View } from "@tinytorch/lab";
import { Generator, randn, type Tensor } from "@tinytorch/tensor";

/** How far a signal's numbers are spread after each of twenty layers; null where it was no number. */
export interface Spread {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const layers = 20;
const width = 64;
const samples = 128;

/**
 * Sends 128 samples through twenty layers of 64, each a matrix of random weights that by itself keeps the spread as it is, and
 * the activation. What is measured is how far the samples are still apart: a unit that says the same of all of them says nothing.
 */
export function sendThrough(name: string, activation: (x: Tensor) => Tensor): Spread {
  const generator = new Generator(2);
  let signal = randn([samples, width], { generator });
  const values = [spreadOf(signal)];
  for (let layer = 0; layer < layers; layer += 1) {
    const weight = randn([width, width], { generator }).div(Math.sqrt(width));
    signal = activation(signal.matmul(weight));
    values.push(spreadOf(signal));
  }
  return { name, values };
}

function spreadOf(signal: Tensor): number | null {
  const apart = signal.sub(signal.mean(0, { keepdim: true }));
  const spread = Math.sqrt(apart.mul(apart).mean().item());
  return Number.isFinite(spread) ? spread : null;
}

export function drawDepth(spreads: readonly Spread[], { columns, colour }: View): string[] {
  const styles = stylesFor(
    spreads.map(({ name }) => name),
    colour,
  );
  const drawn = spreads.flatMap((spread, index) => (styles[index] ? [{ ...spread, ...styles[index] }] : []));
  const axis = ["layer 0", `${layers}`] as const;
  return [
    ...curves(drawn, {
      columns: Math.min(columns, 80) - 9,
      rows: 9,
      colour,
      scale: "logarithmic",
      floor: 1e-12,
      axis,
    }),
    ...drawn.map((each) => {
      const last = each.values.at(-1) ?? null;
      return legendLine(each.name, each, colour, last === null ? "no number" : last.toPrecision(2));
    }),
  ];
}
