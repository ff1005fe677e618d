import type { Plot } from "../plot.ts";

/**
 * What a lab's program tells another program with `--frames`. Records stand on standard output between whatever the student's
 * code prints there: each begins with the record separator and ends with a line feed, as JSON text sequences do (RFC 7464).
 */
export type LabRecord =
  /** The data, what there is beside the pictures, and the number of the last picture. Comes first. */
  | {
      readonly kind: "picture";
      readonly last: number;
      readonly sentence: string | null;
      readonly plot: Plot | null;
      readonly data: unknown;
    }
  /** One picture, from 0 to the last. */
  | { readonly kind: "frame"; readonly frame: number; readonly text: string }
  /** Why there is no picture, in plain words. */
  | { readonly kind: "words"; readonly text: string }
  /** The code ran out of time, at this line of it where that is known. */
  | { readonly kind: "stopped"; readonly place: string | null };

export function writeRecord(output: { write(text: string): unknown }, record: LabRecord): void {
  output.write(`\u001e${JSON.stringify(record)}\n`);
}
