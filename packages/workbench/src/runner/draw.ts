import type { Lab } from "@tinytorch/lab";
import { TabModule } from "../modules/linked-module.ts";
import type { Draw, Room } from "./messages.ts";
import { json } from "./native.ts";
import type { TabSubmission } from "./tab-submission.ts";

/** Under these names a lab's program leaves its lab, where another program would show it, and finds what it asks of Node. */
const [left, asked] = ["$lab$", "$host$"];

/** A lab that may be told more than what the student exports. */
interface ToldLab extends Lab<object, unknown> {
  data(mine: object, given?: unknown): unknown;
}

/** Runs a module's lab on the submission's exports and gives all that it draws, as JSON. */
export async function draw(
  submission: TabSubmission,
  { lab: compiled, given, room, host, milliseconds }: Draw,
): Promise<string> {
  let lab: ToldLab | null = null;
  Object.defineProperty(globalThis, left, {
    configurable: true,
    value: (shown: ToldLab) => {
      lab = shown;
    },
  });
  Object.defineProperty(globalThis, asked, { configurable: true, value: host });
  await submission.runBeside(new TabModule("lab", compiled), milliseconds);
  Reflect.deleteProperty(globalThis, left);
  if (lab === null) throw new Error("internal: a lab must be shown");
  const picture = await drawn(lab, submission.exports, given, room);
  Reflect.deleteProperty(globalThis, asked);
  return json.stringify(picture);
}

async function drawn(lab: ToldLab, mine: object, given: unknown, room: Room) {
  const data = await lab.data(mine, given);
  const last = lab.frames?.(data) ?? 0;
  const frames = Array.from({ length: last + 1 }, (_, frame) => lab.draw(data, { ...room, colour: true, frame }));
  return { sentence: lab.say?.(data) ?? null, plot: lab.plot?.(data) ?? null, frames, data };
}
