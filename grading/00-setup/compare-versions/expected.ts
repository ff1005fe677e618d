/** Major, minor and patch. */
export type Parts = readonly [number, number, number];

export function textOf(parts: Parts): string {
  return parts.join(".");
}

/** Of two versions as texts in which every part has as many digits, so that the order of characters is that of numbers. */
export function whichIsOlder(a: Parts, b: Parts): number {
  const [left, right] = [a, b].map((parts) => parts.map((part) => String(part).padStart(16, "0")).join("."));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
