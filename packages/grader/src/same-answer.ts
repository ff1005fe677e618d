import { decodePlainData, type Evaluation, type PlainData } from "@tinytorch/sandbox";

/**
 * Float32 arithmetic in another order, over many steps; far less than a mistake changes. Beside a number's own size the largest
 * of its list counts, from which it may have come; a list of small numbers is held to what small numbers differ by.
 */
const tolerance = { ofItself: 1e-4, ofLargest: 1e-6, atLeast: 1e-9 };

/**
 * Whether two submissions answered a question alike: numbers to within rounding, everything else exactly, and what was
 * thrown by what is said of it, wherever it was thrown.
 */
export function isSameAnswer(one: Evaluation, other: Evaluation): boolean {
  if (one.type === "failure" || other.type === "failure") {
    if (one.type !== "failure" || other.type !== "failure") return false;
    return (
      one.failure.kind === other.failure.kind && withoutPlace(one.failure.cause) === withoutPlace(other.failure.cause)
    );
  }
  return one.value === other.value || isSameData(decodePlainData(one.value), decodePlainData(other.value));
}

/** Whether an answer says more of a submission than a slip of the pen would: a misspelled name throws as well. */
export function isTelling(answer: Evaluation): boolean {
  return (
    answer.type === "value" || !/^the code threw a (?:Type|Reference)Error$/.test(withoutPlace(answer.failure.cause))
  );
}

function withoutPlace(cause: string): string {
  return cause.replace(/ at src\/\S+:\d+/, "");
}

function isSameData(one: PlainData, other: PlainData, largest = 0): boolean {
  if (typeof one === "number" && typeof other === "number") return isClose(one, other, largest);
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  const [entries, others] = [Object.entries(one), new Map<string, PlainData>(Object.entries(other))];
  const within = largestOf(entries);
  return (
    entries.length === others.size &&
    entries.every(([key, value]) => others.has(key) && isSameData(value, others.get(key), within))
  );
}

function largestOf(entries: readonly (readonly [key: string, value: PlainData])[]): number {
  const isSized = (value: PlainData) => typeof value === "number" && Number.isFinite(value);
  return entries.reduce((most, [, value]) => (isSized(value) ? Math.max(most, Math.abs(Number(value))) : most), 0);
}

function isClose(one: number, other: number, largest: number): boolean {
  if (!Number.isFinite(one) || !Number.isFinite(other)) return Object.is(one, other);
  const { ofItself, ofLargest, atLeast } = tolerance;
  return Math.abs(one - other) <= atLeast + ofLargest * largest + ofItself * Math.max(Math.abs(one), Math.abs(other));
}
