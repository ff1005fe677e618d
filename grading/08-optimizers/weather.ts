import type { Inputs } from "@tinytorch/testkit";
import type { StepValues } from "./follow-updates.ts";

/**
 * What a parameter's gradients are like for a while: of ordinary size, with the sign turning at every step, with zeros here
 * and there, all zero, tiny (1e-6), large (1e4), or absent. Those that turn add up to exactly 0, with one element against the
 * others.
 */
export type Weather = "plain" | "turning" | "patchy" | "zero" | "tiny" | "large" | "none";

/** Sign changes, zeros, tiny and large gradients, and what comes after each: what every rule is followed through. */
export const roughWeather: readonly Weather[] = ["tiny", "plain", "zero", "turning", "large", "patchy"];

export type Course = { readonly gradients: StepValues; readonly placed: StepValues };

/**
 * Gradients for each parameter, in stretches of `length` steps. At the start of each stretch the parameters are put back
 * near zero, at sizes from 1e-5 to 2: a number that has run away, or that is large beside its steps, hides them.
 */
export function course(
  inputs: Inputs,
  length: number,
  ...parameters: readonly { readonly size: number; readonly weather: readonly Weather[] }[]
): Course {
  const steps = length * Math.max(...parameters.map(({ weather }) => weather.length));
  const at = <Drawn>(draw: (size: number, weather: Weather, step: number) => Drawn) =>
    Array.from({ length: steps }, (_, step) =>
      parameters.map(({ size, weather }) =>
        draw(size, weather[Math.floor(step / length) % weather.length], step),
      ),
    );
  return {
    gradients: at((size, weather, step) => drawGradient(inputs, size, weather, step)),
    placed: at((size, _, step) => (step % length === 0 ? place(inputs, size, step / length) : null)),
  };
}

function drawGradient(inputs: Inputs, size: number, weather: Weather, step: number): number[] | null {
  if (weather === "none") return null;
  if (weather === "zero") return Array.from({ length: size }, () => 0);
  if (weather === "tiny") return inputs.magnitudes(size, 1e-6, 1e-5);
  if (weather === "large") return inputs.magnitudes(size, 1e3, 1e4);
  const gradient = inputs.magnitudes(size, 0.1, 1);
  if (weather === "turning") return cancelling(gradient.map((value) => Math.abs(value) * (-1) ** step));
  if (weather === "patchy") return gradient.map((value, e) => ((step + e) % 3 === 0 ? 0 : value));
  return gradient;
}

/** The last element is what the others lack to 0; all are whole numbers of 2⁻¹², so that float32 adds them up exactly. */
function cancelling(values: readonly number[]): number[] {
  const whole = values.map((value) => Math.round(value * 2 ** 12));
  if (whole.length === 1) return whole.map((value) => value / 2 ** 12);
  const others = whole.slice(0, -1);
  return [...others, -others.reduce((total, value) => total + value)].map((value) => value / 2 ** 12);
}

/** Every element in turn at every size. */
function place(inputs: Inputs, size: number, stretch: number): number[] {
  const values = inputs.signed(size, 1, 2);
  return values.map((value, e) => Math.fround(value * [1, 1e-2, 1e-5][(stretch + e) % 3]));
}
