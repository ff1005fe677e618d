/** Where element [n, c, row, column] of a tensor of shape [N, C, H, W] stands in its row-major data. */
export function place(shape: readonly number[], n: number, c: number, row: number, column: number): number {
  return ((n * shape[1] + c) * shape[2] + row) * shape[3] + column;
}
