/** Major, minor and patch. */
export type Parts = readonly [number, number, number];

export function textOf(parts: Parts): string {
  return parts.join(".");
}

/** Of two versions as one number each: no part here reaches ten thousand. */
export function whichIsOlder(a: Parts, b: Parts): number {
  return Math.sign(weight(a) - weight(b));
}

function weight([major, minor, patch]: Parts): number {
  return (major * 1e4 + minor) * 1e4 + patch;
}
