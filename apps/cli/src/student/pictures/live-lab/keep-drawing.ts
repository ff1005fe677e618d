import { watchFiles } from "../../../terminal/watch-files.ts";
import { type Drawing, type DrawingTask, startDrawing } from "./draw.ts";

export interface Viewer {
  /** A drawing has begun; what was under way before it comes to nothing. */
  onBegin(): void;
  onDrawing(drawing: Drawing): void;
}

/**
 * Draws now, and again whenever something in the folders is saved. A save while something is drawn stops that and begins anew:
 * what is shown is always of the newest code.
 * @param task asked for each drawing, for a terminal's room changes
 * @returns what ends it.
 */
export async function keepDrawing(
  folders: readonly string[],
  task: () => DrawingTask,
  viewer: Viewer,
): Promise<() => Promise<void>> {
  let current: ReturnType<typeof startDrawing> | null = null;
  const redraw = async () => {
    current?.stop();
    viewer.onBegin();
    current = startDrawing(task());
    const drawing = await current.done;
    if (drawing !== null) viewer.onDrawing(drawing);
  };
  const watching = await watchFiles(folders, redraw);
  void redraw();
  return async () => {
    current?.stop();
    await watching.stop();
  };
}
