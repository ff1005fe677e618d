import type { Lab } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import { attempt, type Part } from "./part.ts";
import { curvesPicture, readingPicture, resumedPicture } from "./picture.ts";
import {
  type Curves,
  overfit,
  type Reading,
  type Resumed,
  readDigits,
  stopAndGoOn,
  type Training,
} from "./reader.ts";

type Pictures = {
  readonly curves: Part<Curves>;
  readonly reading: Part<Reading>;
  readonly resumed: Part<Resumed>;
};

/** Your trainer at work: when a network stops learning and only remembers, what it misreads, and a run without a seam. */
export const lab: Lab<Training, Pictures> = {
  data: (training) => ({
    curves: attempt(() => overfit(training)),
    reading: attempt(() => readDigits(training)),
    resumed: attempt(() => stopAndGoOn(training)),
  }),
  draw({ curves, reading, resumed }, view) {
    const drawn = [
      ...curvesPicture(curves, view),
      "",
      ...readingPicture(reading, view),
      "",
      ...resumedPicture(resumed, view),
    ];
    const isComplete = [curves, reading, resumed].every((part) => "done" in part);
    if (!isComplete) drawn.push("", "Write what is missing in src/, try tito test 09, and come back.");
    return drawn.join("\n");
  },
};

if (import.meta.main) await runLab(lab, import.meta.dirname);
