import type { LabChoice } from "../../features/lab/lab-choice.ts";
import { runRace } from "./run-race.ts";

/** What a worker has of a browser's. */
declare const self: {
  onmessage: (message: { readonly data: LabChoice }) => void;
  postMessage(answer: unknown): void;
};

// The library is loaded and works here, so that the page goes on meanwhile.
self.onmessage = ({ data }) => self.postMessage(runRace(data));
