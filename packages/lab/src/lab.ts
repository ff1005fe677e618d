import type { Plot } from "./plot.ts";

/** The room a picture has, and which picture of several it is. */
export interface View {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  /** From 0 up to what `frames` says; the last one is what stays. */
  readonly frame: number;
}

/**
 * What a module shows of a student's own code. `data` runs the code and gives plain data, the same for the terminal and for a
 * page (JSON: numbers that are not finite become null on the way); `draw` makes a text of it and runs nothing. Data that have
 * a reference say in `firstApart` where the two first part, or null, and the picture says it in a line.
 */
export interface Lab<Mine, Data> {
  data(mine: Mine): Data | Promise<Data>;
  draw(data: Data, view: View): string;
  /** The number of the last picture, when the picture moves. One still picture without it. */
  frames?(data: Data): number;
  /** What the last picture shows, in words for those who do not see it. */
  say?(data: Data): string;
  /** What a page draws above the picture, in lines. */
  plot?(data: Data): Plot;
}
