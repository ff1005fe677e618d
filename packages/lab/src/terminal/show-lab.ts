import { setTimeout as pause } from "node:timers/promises";
import type { Lab, View } from "../lab.ts";
import { writeRecord } from "./record.ts";

export interface ShowOptions {
  /** Prints the data instead of a picture. */
  readonly json?: boolean;
  /** Prints data and every picture for another program to show, in this room. */
  readonly frames?: Omit<View, "frame"> | null;
  /** Between two pictures (default 50). */
  readonly milliseconds?: number;
  /** Where it goes; standard output by default. */
  readonly output?: Output;
}

/** What a lab needs of standard output. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  hasColors?(): boolean;
  write(text: string): unknown;
}

/** Runs a lab on somebody's code: a moving picture in a terminal; into a pipe or a file the last one alone, without colour. */
export async function showLab<Mine, Data>(
  lab: Lab<Mine, Data>,
  mine: Mine,
  { json = false, frames = null, milliseconds = 50, output = process.stdout }: ShowOptions = {},
): Promise<void> {
  const data = await lab.data(mine);
  if (json) {
    output.write(`${JSON.stringify(data, null, 2)}\n`);
    return;
  }
  const last = lab.frames?.(data) ?? 0;
  if (frames !== null) {
    const [sentence, plot] = [lab.say?.(data) ?? null, lab.plot?.(data) ?? null];
    writeRecord(output, { kind: "picture", last, sentence, plot, data });
    for (let frame = 0; frame <= last; frame += 1) {
      writeRecord(output, { kind: "frame", frame, text: lab.draw(data, { ...frames, frame }) });
    }
    return;
  }
  const isTerminal = output.isTTY === true;
  const view: Omit<View, "frame"> = {
    columns: output.columns ?? 80,
    rows: output.rows ?? 40,
    colour: isTerminal && output.hasColors?.() === true,
  };
  if (isTerminal && last > 0) {
    for (let frame = 0; frame < last; frame += 1) {
      // Home, clear, draw: the whole picture fits in one write, so it does not flicker.
      output.write(`${clear}${lab.draw(data, { ...view, frame })}`);
      await pause(milliseconds);
    }
    output.write(clear);
  }
  output.write(`${lab.draw(data, { ...view, frame: last })}\n`);
}

const clear = "\u001b[H\u001b[2J";
