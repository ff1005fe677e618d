import { bars, paintIn, type View } from "@tinytorch/lab";
import { type Tensor, tensor } from "@tinytorch/tensor";

/** The shares of four choices when their scores are divided by a temperature first. */
export interface Shares {
  readonly temperature: number;
  readonly shares: readonly (number | null)[];
}

const scores = [2, 1, 0, -1] as const;

export function shareOut(softmax: (x: Tensor, dim: number) => Tensor): Shares[] {
  return [0.3, 1, 3].map((temperature) => {
    const { data } = softmax(tensor([...scores]).div(temperature), 0).contiguous();
    return { temperature, shares: Array.from(data, (share) => (Number.isFinite(share) ? share : null)) };
  });
}

/** One chart for each temperature, side by side, all in one scale. */
export function drawShares(drawn: readonly Shares[], columns: number, { colour }: View): string[][] {
  const whole = { name: "", value: 1, text: "" };
  return drawn.map(({ temperature, shares }) => {
    const parts = scores.map((score, i) => {
      const value = shares[i] ?? null;
      const text = value === null ? "  ?" : `${Math.round(100 * value)}%`.padStart(4);
      return { name: String(score).padStart(2), value, text, paint: paintIn("magenta", colour) };
    });
    // A bar as long as the whole, which is not shown, gives all charts its scale.
    return [`temperature ${temperature}`.padEnd(columns), ...bars([...parts, whole], columns).slice(0, -1)];
  });
}
