/** 0, 1, 2, …: so many epochs. */
export function epochs(count: number): number[] {
  return Array.from({ length: count }, (_, epoch) => epoch);
}
