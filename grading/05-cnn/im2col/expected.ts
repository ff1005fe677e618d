import { placesOn, type Sliding } from "../sliding.ts";

export type ColumnsProblem = {
  /** `image[channel][row][column]` */
  readonly image: readonly (readonly (readonly number[])[])[];
  readonly kernel: number | readonly [number, number];
  readonly options?: Sliding & { readonly fill?: number };
};

/** A row for each element of the window, over the channels; a column for each place. */
export function expectedColumns({ image, kernel, options = {} }: ColumnsProblem): number[][] {
  const [kernelHeight, kernelWidth] = typeof kernel === "number" ? [kernel, kernel] : kernel;
  const rows = placesOn(0, image[0].length, kernelHeight, options);
  const columns = placesOn(1, image[0][0]?.length ?? 0, kernelWidth, options);
  const matrix: number[][] = [];
  const elements = kernelHeight * kernelWidth;
  for (let k = 0; k < image.length * elements; k += 1) {
    const channel = image[Math.floor(k / elements)];
    const [u, v] = [Math.floor((k % elements) / kernelWidth), k % kernelWidth];
    matrix.push(
      rows.flatMap((row) => columns.map((column) => channel[row[u]]?.[column[v]] ?? options.fill ?? 0)),
    );
  }
  return matrix;
}
