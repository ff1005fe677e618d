// Floats of 8 and 16 bits: a sign, an exponent and a mantissa, as IEEE 754 has them. Read exactly, and written to the nearest one,
// of two equally near to the even one (https://en.wikipedia.org/wiki/Minifloat).

/** How the bits of a small float are shared out. */
export interface SmallFloat {
  readonly exponentBits: number;
  readonly mantissaBits: number;
  /** Whether the largest exponent holds numbers too, and only its last mantissa NaN: then there is no infinity. */
  readonly finite?: boolean;
}

/** IEEE 754 binary16. */
export const float16: SmallFloat = { exponentBits: 5, mantissaBits: 10 };
/** The upper half of a float32 (Google's brain float). */
export const bfloat16: SmallFloat = { exponentBits: 8, mantissaBits: 7 };
/** For gradients (Micikevicius et al., 2022). */
export const float8e5m2: SmallFloat = { exponentBits: 5, mantissaBits: 2 };
/** For weights and activations (Micikevicius et al., 2022). */
export const float8e4m3: SmallFloat = { exponentBits: 4, mantissaBits: 3, finite: true };

/** The number that some bits stand for. */
function readSmallFloat(bits: number, { exponentBits, mantissaBits, finite = false }: SmallFloat): number {
  const largest = 2 ** exponentBits - 1;
  const bias = 2 ** (exponentBits - 1) - 1;
  const mantissa = bits % 2 ** mantissaBits;
  const exponent = Math.floor(bits / 2 ** mantissaBits) % 2 ** exponentBits;
  const sign = bits >= 2 ** (exponentBits + mantissaBits) ? -1 : 1;
  if (exponent === largest && !finite) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === largest && mantissa === 2 ** mantissaBits - 1) return Number.NaN;
  if (exponent === 0) return sign * mantissa * 2 ** (1 - bias - mantissaBits);
  return sign * (2 ** mantissaBits + mantissa) * 2 ** (exponent - bias - mantissaBits);
}

/** All numbers that a small float can be, by their bits: reading many is then looking them up. */
export function allSmallFloats(kind: SmallFloat): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(2 ** (1 + kind.exponentBits + kind.mantissaBits));
  for (let bits = 0; bits < numbers.length; bits++) numbers[bits] = readSmallFloat(bits, kind);
  return numbers;
}

/** The bits of the nearest small float; beyond the largest one that is infinity. */
export function writeSmallFloat(value: number, { exponentBits, mantissaBits }: SmallFloat): number {
  const bias = 2 ** (exponentBits - 1) - 1;
  const infinity = (2 ** exponentBits - 1) * 2 ** mantissaBits;
  if (Number.isNaN(value)) return infinity + 2 ** (mantissaBits - 1);
  const sign = value < 0 || Object.is(value, -0) ? 2 ** (exponentBits + mantissaBits) : 0;
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return sign + infinity;
  // Below the least normal number all exponents are its own.
  const exponent = Math.max(exponentOf(size), 1 - bias);
  const mantissa = roundToEven(size / 2 ** (exponent - mantissaBits));
  // The mantissa has its leading 1, where there is one, which adds one to the exponent; so does rounding up to the next power.
  return sign + Math.min((exponent + bias - 1) * 2 ** mantissaBits + mantissa, infinity);
}

/** ⌊log₂ x⌋, exactly. */
function exponentOf(size: number): number {
  if (size === 0) return Number.NEGATIVE_INFINITY;
  let exponent = Math.floor(Math.log2(size));
  // The logarithm is rounded, which next to a power of two may be to the wrong side of it.
  if (2 ** exponent > size) exponent--;
  if (2 ** (exponent + 1) <= size) exponent++;
  return exponent;
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
