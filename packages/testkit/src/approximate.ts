/**
 * A number, and how far float32 arithmetic may have got from it: running error analysis (Wilkinson, 1963; Higham, 2002,
 * section 3.3). A bound that comes out of the sum itself catches small mistakes where numbers are exact, and blames
 * nobody for rounding where they are not.
 */
export type Approximate = { readonly value: number; readonly error: number };

/** Half a unit in the last place of a float32, twice: a factor such as 1 − β may have been rounded before it is used. */
const unit = 2 ** -23;

/** A float32 number, or one that is exact by other means. */
export function exact(value: number): Approximate {
  return { value, error: 0 };
}

export function sum(a: Approximate, b: Approximate): Approximate {
  return rounded(a.value + b.value, a.error + b.error);
}

export function difference(a: Approximate, b: Approximate): Approximate {
  return rounded(a.value - b.value, a.error + b.error);
}

export function product(a: Approximate, b: Approximate): Approximate {
  const error = Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error;
  return rounded(a.value * b.value, error);
}

export function times(a: Approximate, factor: number): Approximate {
  return rounded(a.value * factor, a.error * Math.abs(factor));
}

export function quotient(a: Approximate, b: Approximate): Approximate {
  const value = a.value / b.value;
  const error = (a.error + Math.abs(value) * b.error) / (Math.abs(b.value) - b.error);
  return rounded(value, Number.isFinite(value) ? error : 0);
}

export function squareRoot(a: Approximate): Approximate {
  const value = Math.sqrt(a.value);
  const error = a.error === 0 ? 0 : a.error / (value + Math.sqrt(Math.max(a.value - a.error, 0)));
  return rounded(value, error);
}

export function larger(a: Approximate, b: Approximate): Approximate {
  return { value: Math.max(a.value, b.value), error: Math.max(a.error, b.error) };
}

function rounded(value: number, error: number): Approximate {
  return { value, error: error + unit * Math.abs(value) };
}
