import type { Drawing } from "./draw.ts";
import type { Viewer } from "./keep-drawing.ts";

/** What is needed of a terminal. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Between two pictures, as when a lab is shown once (ms). */
const milliseconds = 50;
const clear = "\u001b[H\u001b[2J";

/**
 * Shows drawings in a terminal as they come: each plays once and stays; where there is none, the last picture stands above the
 * words that say why. Into a pipe goes each drawing's last picture.
 */
export function showIn(screen: Screen): Viewer & { stop(): void } {
  const isTerminal = screen.isTTY === true;
  const page = (text: string) => screen.write(`${isTerminal ? clear : ""}${text}\n`);
  let last = "";
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  const play = (frames: readonly string[], frame: number, below: string) => {
    const picture = frames[frame] ?? "";
    if (frame >= frames.length - 1) {
      page(below === "" ? picture : `${picture}\n${below}`);
      return;
    }
    screen.write(`${clear}${picture}`);
    timer = setTimeout(() => play(frames, frame + 1, below), milliseconds);
  };
  return {
    stop,
    onBegin: stop,
    onDrawing(drawing: Drawing) {
      stop();
      const printed = drawing.printed.trimEnd();
      if (drawing.kind === "drawn") {
        last = drawing.frames.at(-1) ?? "";
        play(drawing.frames, isTerminal ? 0 : drawing.frames.length - 1, printed);
      } else {
        page([isTerminal ? last : "", printed, drawing.words].filter((part) => part !== "").join("\n\n"));
      }
    },
  };
}
