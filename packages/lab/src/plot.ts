import type { Point } from "./canvas.ts";
import type { Colour } from "./paint.ts";

/** What a page draws in lines where a terminal has only cells: a map, and paths over it that grow with the frame. */
export interface Plot {
  readonly title: string;
  /** What the map shows: [from, to] along x and y. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Short lines of equal height, each from one point to another. */
  readonly contours: readonly (readonly [Point, Point])[];
  readonly paths: readonly PlotPath[];
  readonly marks: readonly PlotMark[];
}

export interface PlotPath {
  readonly name: string;
  readonly colour: Colour;
  /** A reference beside a path is dashed. */
  readonly dashed: boolean;
  /** Where it is at each frame, from 0. */
  readonly points: readonly Point[];
}

/** A character at a place, from a frame on. */
export interface PlotMark {
  readonly text: string;
  readonly at: Point;
  readonly from: number;
}
