/** A list of cores that are all alike. */
export function coresOf(count: number, model: string): { model: string }[] {
  return Array.from({ length: count }, () => ({ model }));
}

/** As many bytes as these tenths of 2³⁰. */
export function byteCount(tenths: number): number {
  return Math.round((tenths / 10) * 1_073_741_824);
}
