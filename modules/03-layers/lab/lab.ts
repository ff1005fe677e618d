import type { Lab } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import { drawDepth } from "./draw-depth.ts";
import { drawWork } from "./draw-work.ts";
import type { Layers } from "./layers.ts";
import { type Signal, signalsThrough } from "./signal.ts";
import { type Work, workOf } from "./work.ts";

type Pictures = {
  readonly signals: readonly Signal[];
  readonly work: Work;
};

/** How strong a signal is after each of thirty of your layers, and what your matmul costs as matrices grow. */
export const lab: Lab<Layers, Pictures> = {
  data: (layers) => ({ signals: signalsThrough(layers), work: workOf(layers) }),
  draw({ signals, work }, view) {
    const drawn = [...drawDepth(signals, view), "", ...drawWork(work, view)];
    const isComplete = work.reason === null && signals.every(({ reason }) => reason === null);
    if (!isComplete) drawn.push("", "Write what is missing in src/, try tito test 03, and come back.");
    return drawn.join("\n");
  },
};

if (import.meta.main) await runLab(lab, import.meta.dirname);
