import { useEffect, useState } from "react";
import type { LabChoice } from "./lab-choice.ts";
import type { Lane } from "./lane.ts";

/** A race as it came out, with what was raced. */
export interface Race {
  readonly choice: LabChoice;
  readonly lanes: readonly Lane[];
}

/** Runs a race beside the page; the one before is kept until the new one is there. */
export function useRace(choice: LabChoice): Race | null {
  const [race, setRace] = useState<Race | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL("../../workers/race/race-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<readonly Lane[]>) => setRace({ choice, lanes: data });
    worker.postMessage(choice);
    return () => worker.terminate();
  }, [choice]);
  return race;
}
